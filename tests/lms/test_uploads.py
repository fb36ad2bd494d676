"""What trainers upload: pictures that tell no more than they show, recordings that a phone can load."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.images.forms import get_image_form
from wagtailmedia.forms import get_media_form
from wagtailmedia.models import get_media_model

from lms.images import recordings
from lms.images.models import CustomImage
from lms.images.photos import drawn_anew

pytestmark = pytest.mark.thorough

FORMATS = ["jpeg", "png", "webp", "avif"]
SECRET = "Rumah Contoh"
UPRIGHT, TURNED = (40, 20), 6
ORIENTATION, DESCRIPTION, GPS = 0x0112, 0x010E, 0x8825


def photo(format_name: str, orientation: int = 1) -> bytes:
    """As a phone takes it: with the place, and words of its own."""
    picture, written = Image.new("RGB", UPRIGHT, "green"), BytesIO()
    exif = picture.getexif()
    exif[DESCRIPTION], exif[ORIENTATION] = SECRET, orientation
    exif.get_ifd(GPS).update({1: "S", 2: (2.0, 12.0, 30.0), 3: "E", 4: (113.0, 55.0, 1.0)})
    picture.save(written, format_name, exif=exif.tobytes())
    return written.getvalue()


def upload(name: str, data: bytes) -> Any:
    form_class = get_image_form(CustomImage)
    return form_class({"title": "Foto", "collection": "1"}, {"file": SimpleUploadedFile(name, data)}, instance=CustomImage())


@pytest.mark.django_db
@pytest.mark.parametrize("format_name", FORMATS)
def test_a_photo_keeps_nothing_of_what_the_camera_wrote(format_name: str, home: object) -> None:
    assert SECRET.encode() in photo(format_name)
    form = upload(f"foto.{format_name}", photo(format_name))
    assert form.is_valid(), form.errors
    kept = Path(form.save().file.path).read_bytes()
    assert SECRET.encode() not in kept
    assert not dict(Image.open(BytesIO(kept)).getexif())


def test_a_photo_stands_upright_without_being_told_so() -> None:
    assert Image.open(BytesIO(drawn_anew(BytesIO(photo("jpeg", TURNED))))).size == UPRIGHT[::-1]


@pytest.mark.parametrize("format_name", ["gif", "png", "webp"])
def test_an_animation_goes_on_moving(format_name: str) -> None:
    frames = [Image.new("RGB", UPRIGHT, colour) for colour in ("red", "green", "blue")]
    written = BytesIO()
    frames[0].save(written, format_name, save_all=True, append_images=frames[1:], duration=[100, 200, 300])
    anew: Any = Image.open(BytesIO(drawn_anew(written)))
    durations = []
    for number in range(anew.n_frames):
        anew.seek(number)
        anew.load()
        durations.append(anew.info["duration"])
    assert durations == [100, 200, 300]


def test_what_is_seen_through_stays_so() -> None:
    written = BytesIO()
    Image.new("P", UPRIGHT).save(written, "png", transparency=0)
    assert Image.open(BytesIO(drawn_anew(written))).info["transparency"] == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("naskah.gif", b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)//"),
        ("potongan.jpg", photo("jpeg")[:300]),
        ("halaman.jpg", b"<html><script>alert(1)</script>"),
        ("kosong.png", b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_what_only_begins_like_a_picture_is_refused_in_words(name: str, data: bytes, home: object) -> None:
    assert "file" in upload(name, data).errors


@pytest.mark.django_db
def test_a_recording_is_no_larger_than_a_phone_can_load(monkeypatch: pytest.MonkeyPatch, home: object) -> None:
    media, most = get_media_model(), 10
    monkeypatch.setattr(recordings, "LARGEST", most)
    for size, accepted in ((most, True), (most + 1, False)):
        file = SimpleUploadedFile("suara.mp3", bytes(size))
        form = get_media_form(media)({"title": "Suara", "collection": "1", "duration": "3"}, {"file": file}, instance=media(type="audio"))
        assert form.is_valid() is accepted


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "accepted"), [("PTT-20261130-WA0001.opus", True), ("suara.mp3", True), ("suara.exe", False)])
def test_a_voice_note_of_whatsapp_is_a_recording(name: str, accepted: bool, home: object) -> None:
    media, file = get_media_model(), SimpleUploadedFile(name, b"OggS")
    form = get_media_form(media)({"title": "Suara", "collection": "1", "duration": "3"}, {"file": file}, instance=media(type="audio"))
    assert form.is_valid() is accepted


@pytest.mark.django_db
def test_the_picture_of_a_recording_is_a_picture(home: object) -> None:
    media = get_media_model()
    files = {"file": SimpleUploadedFile("suara.mp3", b"ID3"), "thumbnail": SimpleUploadedFile("x.html", b"<script>alert(1)</script>")}
    form = get_media_form(media)({"title": "Suara", "collection": "1", "duration": "3"}, files, instance=media(type="audio"))
    assert "thumbnail" in form.errors


def test_the_name_of_a_file_is_never_taken_for_what_a_picture_says(db: None) -> None:
    assert CustomImage(title="IMG_2031.jpg").default_alt_text == ""
    assert CustomImage(title="IMG_2031.jpg", description="Ibu mendengarkan anaknya.").default_alt_text == "Ibu mendengarkan anaknya."
