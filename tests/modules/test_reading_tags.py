from __future__ import annotations

import pytest

from modules.templatetags.reading import bound


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Obrolan 10 menit: aturan gawai", "Obrolan 10~menit: aturan gawai"),
        ("Sepakati (3 menit)", "Sepakati (3~menit)"),
        ("berhenti – blokir – bicara", "berhenti~– blokir~– bicara"),
        ("Mitos dan fakta + mengapa anak diam", "Mitos dan fakta~+ mengapa anak diam"),
        ("110 dan 129", "110 dan 129"),
        ("Usia 6–12 tahun", "Usia 6–12~tahun"),
    ],
)
def test_a_title_breaks_neither_behind_a_number_nor_before_a_dash(title: str, shown: str) -> None:
    assert bound(title).replace("\N{NO-BREAK SPACE}", "~") == shown
