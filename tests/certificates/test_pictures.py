"""The office's pictures on a certificate: light enough, whatever was uploaded."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageColor

from certificates.facts import office_of
from certificates.models import CertificateSettings
from certificates.pictures import PAPER, UnfitPicture, kept, read
from certificates.rendering import TYPST, render
from tests.certificates.builders import office_drawing, office_picture, sample_facts, stored

if TYPE_CHECKING:
    from pathlib import Path as File

    from lms.images.models import CustomImage

pytestmark = pytest.mark.django_db


def size_with(emblem: CustomImage, logo: CustomImage, signature: CustomImage) -> int:
    """Of a certificate with much text."""
    rows = [{"title": "Kenali risiko anak di ruang digital dan jaga bersama, Q: XYZ?", "minutes": 90, "jp": "2", "score": "90"}] * 10
    office = office_of(CertificateSettings(emblem=emblem, logo=logo, signature=signature, signatory_name="Dr. Nama Pejabat, M.Si."))
    return len(render(sample_facts(**office, modules=rows, name="Muhammad Ma'anyan Tjilik Riwut bin Abdurrahman Al-Banjari, S.Pd.")))


def test_three_different_pictures_leave_a_certificate_small(tmp_path: File) -> None:
    photos = [office_picture(tmp_path / f"{n}.png") for n in range(3)]
    assert size_with(*photos) <= 60_000
    drawings = [office_drawing(tmp_path / f"{n}.svg", 3000 + n) for n in range(3)]
    assert size_with(*drawings) <= 60_000


def test_a_simple_drawing_stays_a_drawing(tmp_path: File) -> None:
    assert kept(office_drawing(tmp_path / "a.svg", 3)).endswith(".svg")
    assert kept(office_drawing(tmp_path / "b.svg", 3000)).endswith(".jpg")


def test_a_picture_that_cannot_be_set_is_refused_in_words_when_it_is_chosen(tmp_path: File) -> None:
    line = office_drawing(tmp_path / "garis.svg", 3, size='viewBox="0 0 90000 1"')
    lost = office_picture(tmp_path / "hilang.png")
    lost.file.storage.delete(lost.file.name)
    heavy = office_drawing(tmp_path / "berat.svg", 25_000)
    for picture in (line, lost, heavy):
        with pytest.raises(ValidationError) as refusal:
            CertificateSettings(logo=picture).clean()
        assert set(refusal.value.message_dict) == {"logo"}
        with pytest.raises(UnfitPicture, match=f"picture {picture.pk} .* choose another"):
            kept(picture)


def test_what_is_see_through_shows_the_paper(tmp_path: File) -> None:
    Image.new("RGBA", (90, 90)).save(tmp_path / "kosong.png")
    shown = Image.open(io.BytesIO(read(kept(stored(tmp_path / "kosong.png"))))).convert("RGB")
    assert shown.getpixel((0, 0)) == ImageColor.getrgb(PAPER)
    assert f'rgb("{PAPER}")' in (TYPST / "certificate-1.typ").read_text(encoding="utf-8")
