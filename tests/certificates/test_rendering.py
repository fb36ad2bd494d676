from __future__ import annotations

import io
import re
import subprocess
import time
from functools import cache
from itertools import pairwise

import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageFilter

from certificates import rendering
from certificates.facts import LOOK
from certificates.rendering import qr_code, render
from lms.typesetting import FONTS, LETTERS, settable
from tests.certificates.builders import sample_facts

pytestmark = pytest.mark.thorough

HOSTILE = [
    '#import "@preview/x:1.0.0": *',
    "$x^2$ *tebal* _miring_ `kode`",
    "<label> @ref \\ ~ -- /* */ // x",
    '#read("/etc/passwd")',
    "Siti \u202eanimA\u202c",
    "\"'\u201c\u201d</text><script>",
    "{facts} #f.number",
    "名前 \U0001f600 Siti",
    "\x00\x07Siti",
]


def text_of(pdf: bytes) -> str:
    found = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\s+", " ", found.stdout.decode())


def page_picture(pdf: bytes, *options: str, page: int = 1) -> Image.Image:
    found = subprocess.run(["pdftoppm", "-png", "-f", str(page), "-l", str(page), *options], input=pdf, capture_output=True, check=True)
    return Image.open(io.BytesIO(found.stdout))


def test_the_wording_and_the_facts_stand_on_the_paper() -> None:
    text = text_of(render(sample_facts(jp_number="7,5", jp_words="tujuh setengah")))
    for words in (
        "PEMERINTAH PROVINSI KALIMANTAN TENGAH",
        "DINAS PEMBERDAYAAN PEREMPUAN, PERLINDUNGAN ANAK,",
        "PENGENDALIAN PENDUDUK DAN KELUARGA BERENCANA",
        "SERTIFIKAT",
        "Sertifikat Pelatihan",
        "Nomor: 17/BETANG/III/2026",
        "Diberikan kepada",
        "Siti Ma'anyan Rahmawati, S.Pd.",
        "Kader Posyandu/PKK · Desa Persil Raya, Kecamatan Seruyan Hilir, Kabupaten Seruyan",
        "Telah mengikuti dan dinyatakan LULUS pada Pelatihan “Kader Posyandu & PKK” yang diselenggarakan secara daring oleh "
        "Dinas P3APPKB Provinsi Kalimantan Tengah pada tanggal 2 Februari 2026 s.d. 11 Maret 2026, "
        "setara 7,5 (tujuh setengah) jam pelajaran, dengan predikat memuaskan.",
        "Palangka Raya, 11 Maret 2026",
        "Berlaku sampai 11 Maret 2028",
        "betang.example.go.id/cek/",
        "01234 56789 ABCDE FGHJK MNPQRS",
        "Kenali: risiko anak di ruang digital",
        "Sertifikat ini bukan surat kewenangan menangani kasus.",
        "Contoh – belum ditandatangani",
    ):
        assert words in text
    for wrong in ("kompetensi", "STTP", "NIK", "BSrE"):
        assert wrong not in text


def test_a_signatory_is_named_and_the_sample_note_goes() -> None:
    signatory = {"name": "Nama Pejabat, M.Si.", "title": "Kepala Dinas", "rank": "Pembina Utama Muda", "nip": "19700101 199503 2 001"}
    text = text_of(render(sample_facts(signatory=signatory, bsre=True)))
    for words in ("Kepala Dinas,", "Nama Pejabat, M.Si.", "Pembina Utama Muda", "NIP 19700101 199503 2 001"):
        assert words in text
    assert "Contoh" not in text
    assert "CONTOH" not in text
    assert "Dokumen ini ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan BSrE, BSSN." in text


def test_a_training_of_one_day_names_the_day_once() -> None:
    text = text_of(render(sample_facts(started="2026-03-11", started_words="11 Maret 2026")))
    assert "pada tanggal 11 Maret 2026, setara" in text


def test_a_renewal_says_so() -> None:
    renewed = text_of(render(sample_facts(renewed="2028-02-01", renewed_words="1 Februari 2028")))
    assert "2 Februari 2026 s.d. 11 Maret 2026, setara" in renewed
    assert "memuaskan. Diperpanjang melalui penyegaran pada tanggal 1 Februari 2028." in renewed
    assert "Penyegaran: 1 Februari 2028" in renewed
    assert "enyegaran" not in text_of(render(sample_facts()))


def test_it_is_two_small_accessible_pages() -> None:
    document = render(sample_facts())
    with pikepdf.open(io.BytesIO(document)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == 2
        width, height = (round(float(side) / 72 * 25.4) for side in pdf.pages[0].MediaBox[2:])
        assert (width, height) == (297, 210)
        assert str(pdf.Root.Lang).startswith("id")
        assert "pdfuaid:part" in pdf.Root.Metadata.read_bytes().decode()
        assert "Siti Ma'anyan Rahmawati" in str(pdf.docinfo["/Title"])
        assert pdf.Root.MarkInfo.Marked
        assert any("Kode QR" in str(item.get("/Alt", "")) for item in pdf.objects if isinstance(item, pikepdf.Dictionary))
        fonts = {
            str(item.FontName) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        }
    assert all("EBGaramond" in font or "PlusJakartaSans" in font for font in fonts)
    assert len(document) <= 60_000


def test_packing_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = render(sample_facts())
    monkeypatch.setattr(rendering, "packed", lambda document: document)
    plain = render(sample_facts())
    assert len(packed) < len(plain) * 0.8
    assert text_of(packed) == text_of(plain)
    with pikepdf.open(io.BytesIO(packed)) as one, pikepdf.open(io.BytesIO(plain)) as other:
        assert len(one.Root.StructTreeRoot.K) == len(other.Root.StructTreeRoot.K)
        assert str(one.trailer.Info.Title) == str(other.trailer.Info.Title)


def test_the_same_facts_give_the_same_bytes() -> None:
    first = render(sample_facts())
    time.sleep(1.1)
    assert render(sample_facts()) == first
    assert render(sample_facts(name="Lain")) != first


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_set_as_text(name: str) -> None:
    text = text_of(render(sample_facts(name=name)))
    # pdftotext may part what is set with wide gaps: compare without spaces.
    assert re.sub(r"\s", "", settable(name)) in re.sub(r"\s", "", text)
    assert "\u202e" not in text
    assert "root:" not in text


@pytest.mark.parametrize(
    "name",
    [
        "Siti",
        "W" * 120,
        "Nama " * 60,
        "x" * 300,
        "Dr. Ir. H. Muhammad Ma'anyan Tjilik Riwut bin Abdurrahman Al-Banjari, S.Pd., M.Pd.",
    ],
)
def test_long_names_stay_inside_the_frame_and_on_two_pages(name: str) -> None:
    document = render(sample_facts(name=name.strip()))
    assert len(pikepdf.open(io.BytesIO(document)).pages) == 2
    # Between the weave and the text there is an empty strip on either side; so there is between name and number on page 2.
    for page, strips in (
        (1, [(17, 30, 24, 180), (273, 30, 280, 180)]),
        (2, [(17, 30, 24, 150), (273, 30, 280, 150), (219, 27, 226, 40)]),
    ):
        picture = page_picture(document, "-r", "40", page=page).convert("L")
        for strip in strips:
            assert picture.crop(tuple(round(side * 40 / 25.4) for side in strip)).getextrema()[0] > 235, (page, strip)


def bands(document: bytes) -> int:
    """How many lines one after the other have nothing dark between them and the next, in the middle of page 1."""
    picture = page_picture(document, "-r", "200").convert("L").crop((480, 160, 1860, 1200)).point(lambda grey: 255 * (grey < 110))
    dark = [bool(picture.crop((0, row, picture.width, row + 1)).getbbox()) for row in range(picture.height)]
    return sum(now and not before for before, now in pairwise(dark))


def test_the_lines_of_a_long_name_do_not_touch() -> None:
    short, long = "gjdhk", "gjdhk gypqh " * 9 + "gjdhk"
    one, two = (render(sample_facts(**LOOK, name=name)) for name in (short, long))
    assert bands(two) == bands(one) + 1
    assert bands(render(sample_facts(name=long))) == bands(one), "what was given before is set as it was"


def test_a_word_without_end_is_small_where_it_must_be_and_no_other_name_is() -> None:
    """What was issued must be set again with the same bytes: 12 points is what this line always had."""
    sizes = [line_sizes(render(sample_facts(name=name))) for name in ("Siti", "Nama " * 23 + "Siti", "W" * 120)]
    assert sizes[0] == sizes[1]
    assert min(sizes[2]) < 6 < min(sizes[0])


def line_sizes(pdf: bytes) -> set[float]:
    """The sizes of type on page 2."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return {float(operands[1]) for operands, operator in pikepdf.parse_content_stream(document.pages[1]) if str(operator) == "Tf"}


@pytest.mark.parametrize(("modules", "letters"), [(10, 95), (10, 255), (20, 95), (4, 40)])
def test_however_many_modules_and_however_long_their_titles_there_are_two_pages(modules: int, letters: int) -> None:
    title = ("Kenali risiko anak di ruang digital dan cara menjaganya bersama " * 4)[:letters].strip()
    rows = [{"title": title, "minutes": 90, "jp": "2", "score": "90"}] * modules
    document = render(sample_facts(path=title, modules=rows, name="Nama Panjang " * 7, bsre=True))
    assert len(pikepdf.open(io.BytesIO(document)).pages) == 2
    assert text_of(document).count(title) == modules + 2
    assert "Bila Anda khawatir akan keselamatan seorang anak" in text_of(document)


def test_much_of_everything_is_set_smaller_and_stays_on_its_page() -> None:
    """The longest letterhead, signatory and path that the office may write, on a certificate for a long name."""
    signatory = {
        "name": "Dr. Nama Pejabat, M.Si. " * 5,
        "title": "Kepala Dinas " * 9,
        "rank": "Pembina Utama " * 5,
        "nip": "19700101 199503 1 001",
    }
    facts = sample_facts(signatory=signatory, bsre=True, path="Jalur panjang " * 18, name="Nama Panjang " * 9, office=["DINAS"] * 12)
    document = render(facts)
    assert len(pikepdf.open(io.BytesIO(document)).pages) == 2
    assert "diterbitkan BSrE, BSSN" in text_of(document)


def test_every_letter_that_is_let_through_has_a_shape() -> None:
    letters = "".join(char for char in map(chr, range(0x20, 0x2300)) if re.match(f"[{LETTERS}]", char) and not char.isspace())
    assert len(letters) > 500
    for start in range(0, len(letters), 60):
        render(sample_facts(name=letters[start : start + 60]))


def test_other_letters_become_question_marks_and_invisible_signs_go() -> None:
    assert settable("Siti 名 \u202eA\u200b") == "Siti ? A"
    assert settable("Ma\u02bcanyan") == "Ma\u02bcanyan"
    assert settable("a\u0301") == "á"
    assert settable("Đặng") == "Đa\u0323\u0306ng"
    assert settable("ơ") == "o"


# Reading the code -----------------------------------------------------------------------------------------

URL = sample_facts()["verify_url"].upper()


@cache
def sample_picture(dpi: int) -> Image.Image:
    """The first page as it comes out of a printer."""
    return page_picture(render(sample_facts()), "-r", str(dpi)).convert("L")


def read_code(picture: Image.Image) -> str:
    found = zxingcpp.read_barcodes(picture.convert("L"))
    return found[0].text if found else ""


def test_the_code_is_alphanumeric_and_at_least_25_mm() -> None:
    import segno

    code = segno.make(URL, error="q", micro=False)
    assert code.mode == "alphanumeric"
    assert code.error in ("Q", "H")
    assert qr_code(URL.lower()) == qr_code(URL)
    found = zxingcpp.read_barcodes(sample_picture(300))[0].position
    assert (found.top_right.x - found.top_left.x) / 300 * 25.4 >= 25


def test_the_code_reads_from_a_print_and_from_a_screenshot() -> None:
    screen = sample_picture(150)
    assert read_code(screen) == URL
    assert read_code(screen.resize((480, round(480 * screen.height / screen.width)), Image.Resampling.LANCZOS)) == URL


@pytest.mark.parametrize("turned", [-3, -1.5, 0, 1.5, 3])
def test_the_code_reads_from_a_photocopy(turned: float) -> None:
    """Grey, turned, 100 dpi, blurred, noisy, black and white."""
    page = sample_picture(300).rotate(turned, expand=True, fillcolor=255)
    copy = page.resize((page.width // 3, page.height // 3), Image.Resampling.BILINEAR).filter(ImageFilter.GaussianBlur(0.6))
    noisy = ImageChops.add(copy, Image.effect_noise(copy.size, 35), offset=-128)
    assert read_code(noisy.point(lambda value: 255 if value > 140 else 0)) == URL


def test_fonts_come_with_their_licences_and_stay_small() -> None:
    assert sum(file.stat().st_size for file in FONTS.iterdir()) <= 400_000
    assert {file.name for file in FONTS.glob("OFL-*.txt")} == {"OFL-EBGaramond.txt", "OFL-PlusJakartaSans.txt"}
