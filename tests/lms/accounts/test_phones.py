import pytest

from lms.accounts.phones import as_written, e164

NUMBER = "+6281234567890"


@pytest.mark.parametrize(
    "written",
    [
        "081234567890",
        "(+62) 812-3456-7890",
        "(+62)812 3456 7890",
        "0812-3456-7890",
        "0812 3456 7890",
        "0812.3456.7890",
        "(0812) 3456-7890",
        "6281234567890",
        "62 812 3456 7890",
        "+62 812-3456-7890",
        "+62 (0) 812 3456 7890",
        "+62 0812 3456 7890",
        "812-3456-7890",
        "  081234567890  ",
        "０８１２３４５６７８９０",
        "0812–3456–7890",
        "0812−3456−7890",
        "\u202a+62 812\u20113456\u20117890\u202c",
        "\u20680812-3456-7890\u2069",
        "0812\u200b3456\u200b7890\ufeff",
        "+62\xa0812\xa03456\xa07890",
        "0062 812 3456 7890",
        "00-62-812-3456-7890",
    ],
)
def test_every_indonesian_way_of_writing_a_number_is_the_same_number(written: str) -> None:
    assert e164(written) == NUMBER


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "110",
        "129",
        "0812",
        "08123456789012345",
        "0" * 500,
        "0812FLOWERS",
        "0812-3456-7890 ext. 5",
        "0812-3456-7890;ext=5",
        "tel:081234567890",
        "081234567890\x00",
        "081234567890' OR 1=1",
        "<b>081234567890</b>",
        "+",
        "++6281234567890+",
        "--------",
        "+9991234567",
    ],
)
def test_what_is_no_number_is_refused(written: str) -> None:
    assert e164(written) is None


def test_a_number_is_shown_as_people_write_it() -> None:
    assert as_written(NUMBER) == "0812-3456-7890"
    assert as_written(None) == ""
    assert as_written("+60123456789") == "+60 12-345 6789"


def test_what_is_shown_reads_back_as_the_same_number() -> None:
    assert e164(as_written(NUMBER)) == NUMBER
