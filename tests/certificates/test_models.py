from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certificates.models import CODE_ALPHABET, Certificate, CertificateSettings, NumberSequence, State, new_code, validate_number_pattern
from tests.certificates.builders import complete, make_certified_path
from tests.factories import make_person

if TYPE_CHECKING:
    from lms.accounts.models import User
    from modules.models import Home

TODAY = date(2026, 3, 11)


@pytest.fixture
def many(home: Home, learner: User) -> list[Certificate]:
    """Six certificates of one path, alike but for their numbers."""
    path = make_certified_path(home)
    people = [learner, *(make_person(f"Peserta {number}", username=f"p{number}") for number in range(5))]
    rows = []
    for number, person in enumerate(people):
        enrolment = complete(path, person)
        rows.append(
            Certificate.objects.create(
                learner=person,
                enrolment=enrolment,
                path=path,
                path_key=path.translation_key,
                number=str(number),
                year=2026,
                sequence=number,
                name=person.name,
                facts={},
                valid_until=TODAY,
            )
        )
    return rows


rows = st.lists(
    st.tuples(st.integers(-90, 90), st.booleans(), st.booleans()), min_size=5, max_size=5
)  # days until the end, revoked, replaced


@given(rows=rows, window=st.integers(0, 80))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_filters_say_what_the_property_says(many: list[Certificate], rows: list[tuple[int, bool, bool]], window: int) -> None:
    *changed, last = many
    for certificate, (days, revoked, replaced) in zip(changed, rows, strict=True):
        certificate.valid_until = TODAY + timedelta(days=days)
        certificate.revoked_at = datetime(2026, 1, 1, tzinfo=UTC) if revoked else None
        certificate.replaced_by = last if replaced else None
        certificate.save()
    everything = Certificate.objects.all()
    states = {item: item.state(TODAY, window) for item in everything}
    assert {item: item.state_now for item in everything.with_state(TODAY, window)} == states
    assert set(everything.expiring(TODAY, window)) == {item for item in states if states[item] is State.EXPIRING}
    assert set(everything.in_force(TODAY)) == {item for item in states if states[item] in (State.VALID, State.EXPIRING)}


@pytest.mark.parametrize(("days", "state"), [(-1, State.EXPIRED), (0, State.EXPIRING), (60, State.EXPIRING), (61, State.VALID)])
def test_the_last_day_is_a_valid_day(days: int, state: State) -> None:
    assert Certificate(valid_until=TODAY + timedelta(days=days)).state(TODAY, 60) is state


def test_the_window_is_the_office_s_setting(db: None) -> None:
    certificate = Certificate(valid_until=TODAY + timedelta(days=30))
    assert certificate.state(TODAY) is State.EXPIRING
    CertificateSettings.objects.create(expiring_days=10)
    assert certificate.state(TODAY) is State.VALID


def test_reading_the_settings_writes_nothing(db: None) -> None:
    assert CertificateSettings.current().expiring_days == 60
    assert not CertificateSettings.objects.exists()


def test_no_person_signs_by_default(db: None) -> None:
    current = CertificateSettings.current()
    assert (current.signatory_name, current.signatory_title, current.signatory_nip, current.signed_by_bsre) == ("", "", "", False)


def test_codes_have_130_bits_from_an_alphabet_without_lookalikes() -> None:
    codes = {new_code() for _ in range(2_000)}
    assert len(codes) == 2_000
    assert all(len(code) == 26 and set(code) <= set(CODE_ALPHABET) for code in codes)
    assert len(set(CODE_ALPHABET)) == 32
    assert not set("OILU") & set(CODE_ALPHABET)


@pytest.mark.parametrize("pattern", ["{kode}/{urut}/X/{tahun}", "{urut}/{tahun}", "{tahun}-{urut}", "No {urut} / {bulan_romawi} / {tahun}"])
def test_a_pattern_with_number_and_year_is_good(pattern: str) -> None:
    validate_number_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "{urut}/X",
        "{tahun}/X",
        "X",
        "{urut}/{tahun}/{nik}",
        "{urut}{tahun}",
        "1{urut}/{tahun}",
        "{urut}2/{tahun}",
        "{urut.__class__}/{urut}/{tahun}",
    ],
)
def test_a_pattern_that_could_give_a_number_twice_is_refused(pattern: str) -> None:
    with pytest.raises(ValidationError):
        validate_number_pattern(pattern)


@pytest.mark.parametrize("pattern", ["{urut}/{tahun}/{", "{urut}/{tahun}}", "{urut}/X/{tahun", "{{urut}/{tahun}"])
def test_a_bracket_that_would_be_printed_is_told(pattern: str) -> None:
    with pytest.raises(ValidationError, match="kurung kurawal"):
        validate_number_pattern(pattern)


def test_nobody_signs_electronically_before_there_is_somebody_who_signs(db: None) -> None:
    with pytest.raises(ValidationError, match="penanda tangan"):
        CertificateSettings(signed_by_bsre=True, signatory_name=" ").full_clean()
    CertificateSettings(signed_by_bsre=True, signatory_name="Nama Contoh").full_clean()


def test_a_pattern_that_grows_too_long_is_refused(db: None) -> None:
    settings = CertificateSettings(number_pattern="{urut}/{tahun}/" + "{kode}/" * 6, classification_code="4" * 20)
    with pytest.raises(ValidationError, match="80"):
        settings.full_clean()


def test_each_year_has_its_own_counter(db: None) -> None:
    assert [NumberSequence.take(year) for year in (2026, 2026, 2027, 2026)] == [1, 2, 1, 3]
