from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.utils import timezone

from certificates.changing import replace, revoke
from certificates.limits import CODES, NAMES, TooManyMisses, begin_name, count_unknown_code, forget_old_misses
from certificates.models import CertificateSettings, VerificationMiss, new_code
from certificates.verification import normalised_code

if TYPE_CHECKING:
    from django.test import Client, RequestFactory

    from certificates.models import Certificate
from lms.accounts.models import User

ABOVE = "0123456789ABCDEFGHJKMNPQRS"


@pytest.fixture(autouse=True)
def _words_of_the_source(english: None) -> None:
    """So that these tests do not hang on a translation."""


@pytest.mark.parametrize(
    "typed",
    [
        ABOVE,
        ABOVE.lower(),
        "01234 56789 ABCDE FGHJK MNPQRS",
        "01234-56789-ABCDE-FGHJK-MNPQRS",
        f"  {ABOVE}\n",
        "O123456789ABCDEFGHJKMNPQRS",
        "oi23456789abcdefghjkmnpqrs",
        "0L23456789ABCDEFGHJKMNPQRS",
        f"https://betang.example/C/{ABOVE}",
        f"HTTPS://BETANG.EXAMPLE/C/{ABOVE}/?x=1",
    ],
)
def test_codes_are_understood_however_they_are_written(typed: str) -> None:
    assert normalised_code(typed) == ABOVE


@pytest.mark.parametrize("typed", ["", "ABC", ABOVE + "A", ABOVE[:-1] + "U", ABOVE[:-1] + "é", "💥" * 26])
def test_what_can_be_no_code_is_not_looked_up(typed: str) -> None:
    assert normalised_code(typed) is None


def test_the_form_leads_to_the_certificate(client: Client, certificate: Certificate) -> None:
    assert client.get("/cek/").status_code == 200
    answer = client.get("/cek/", {"kode": certificate.facts["code_grouped"].lower()})
    assert (answer.status_code, answer["Location"]) == (302, f"/C/{certificate.code}")
    wrong = client.get("/cek/", {"kode": "abc"})
    assert wrong.status_code == 200
    assert b"26 letters and digits; compare" in wrong.content
    assert client.post("/cek/").status_code == 405


def test_the_empty_form_is_the_same_for_everyone(client: Client, learner: User) -> None:
    anonymous = client.get("/cek/")
    client.force_login(learner)
    assert client.get("/cek/").content == anonymous.content
    assert "public" in anonymous["Cache-Control"]
    assert not anonymous.cookies


@pytest.mark.parametrize("address", ["/C/{}", "/c/{}", "/C/{}/", "/c/{}/"])
def test_the_short_address_shows_what_a_verifier_needs_and_no_more(client: Client, certificate: Certificate, address: str) -> None:
    answer = client.get(address.format(certificate.code.lower() if "c/" in address else certificate.code))
    page = answer.content.decode()
    assert answer.status_code == 200
    office, robots = "Dinas P3APPKB", 'content="noindex, nofollow"'
    for shown in ("Valid", "Kader Posyandu &amp; PKK", "7,5 JP", certificate.number, "P****** S******", office, robots):
        assert shown in page
    for hidden in ("Peserta Seruyan", "eruyan", "Persil", "86,67", "peserta"):
        assert hidden not in page
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_every_state_has_its_word(client: Client, certificate: Certificate, superuser: User) -> None:
    def page() -> str:
        return client.get(f"/C/{certificate.code}").content.decode()

    assert "<b>Valid.</b>" in page()
    with time_machine.travel(timezone.now() + timedelta(days=700)):
        assert "<b>Expiring soon.</b>" in page()
    with time_machine.travel(timezone.now() + timedelta(days=800)):
        assert "<b>Expired.</b>" in page()
    new = replace(certificate=certificate, name="Peserta Seruyan, S.Pd.", acting_user=superuser)
    assert "<b>Replaced.</b>" in page()
    assert new.number not in page()
    revoke(certificate=new, reason="Rahasia kantor", acting_user=superuser)
    revoked = client.get(f"/C/{new.code}").content.decode()
    assert "<b>Revoked.</b>" in revoked
    assert "Rahasia kantor" not in revoked


def test_an_unknown_code_says_so(client: Client, certificate: Certificate) -> None:
    answer = client.get(f"/C/{new_code()}")
    assert answer.status_code == 404
    assert b"Not known" in answer.content
    assert client.get("/C/" + str(certificate.number).replace("/", "-")).status_code == 404
    assert "no-store" in answer["Cache-Control"]


def test_a_known_code_costs_three_queries_and_writes_nothing(
    client: Client, certificate: Certificate, django_assert_max_num_queries: object
) -> None:
    CertificateSettings.objects.create()
    client.get("/cek/")
    with django_assert_max_num_queries(3) as seen:
        client.get(f"/C/{certificate.code}")
    assert all(query["sql"].startswith("SELECT") for query in seen.captured_queries)


def test_an_unknown_code_costs_three_queries(client: Client, db: None, django_assert_max_num_queries: object) -> None:
    client.get("/cek/")
    with django_assert_max_num_queries(3):
        client.get(f"/C/{new_code()}")


def test_guessing_ends_after_twenty_misses_and_begins_again_later(client: Client, certificate: Certificate) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert [client.get(f"/C/{new_code()}").status_code for _ in range(CODES + 2)] == [404] * CODES + [429, 429]
        stopped = client.get(f"/C/{new_code()}")
        assert b"Try again in 10 minutes" in stopped.content
        assert VerificationMiss.objects.count() == CODES
        # What is right is shown, also now; another address is not concerned.
        assert client.get(f"/C/{certificate.code}").status_code == 200
        assert client.get(f"/C/{new_code()}", REMOTE_ADDR="203.0.113.9").status_code == 404
        clock.shift(timedelta(minutes=11))
        assert client.get(f"/C/{new_code()}").status_code == 404


@pytest.mark.thorough
def test_a_hall_of_a_hundred_scans_is_not_stopped(client: Client, certificate: Certificate) -> None:
    for number in range(100):
        if number % 10 == 0:
            client.get(f"/C/{new_code()}")
        assert client.get(f"/C/{certificate.code}").status_code == 200


def test_a_typed_name_fits_or_not(client: Client, certificate: Certificate) -> None:
    address = f"/C/{certificate.code}"
    assert b"The name fits." in client.post(address, {"nama": " peserta  SERUYAN "}).content
    assert b"The name does not fit." in client.post(address, {"nama": "Peserta"}).content
    empty = client.post(address, {"nama": ""})
    assert b"Type the name that stands on the certificate." in empty.content
    assert "no-store" in empty["Cache-Control"]
    assert VerificationMiss.objects.count() == 1


def test_guessing_names_ends_per_certificate_and_address(client: Client, certificate: Certificate) -> None:
    address = f"/C/{certificate.code}"
    assert [client.post(address, {"nama": f"Orang {number}"}).status_code for number in range(NAMES + 1)] == [200] * NAMES + [429]
    assert client.post(address, {"nama": "Peserta Seruyan"}).status_code == 429
    assert client.get(address).status_code == 200
    assert client.post(address, {"nama": "Peserta Seruyan"}, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_names_on_one_certificate_are_limited_from_everywhere_together(
    client: Client, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("certificates.limits.NAMES_PER_DAY", 3)
    codes = [client.post(f"/C/{certificate.code}", {"nama": "x"}, REMOTE_ADDR=f"203.0.113.{number}").status_code for number in range(4)]
    assert codes == [200, 200, 200, 429]
    page = client.post(f"/C/{certificate.code}", {"nama": "x"}, REMOTE_ADDR="203.0.113.9").content
    assert b"tried on this certificate within one day" in page
    assert b"minutes" not in page
    assert VerificationMiss.objects.count() == 3


def test_parallel_names_are_counted_before_any_is_compared(rf: RequestFactory, certificate: Certificate) -> None:
    """As if all had come at once: each has begun before the first is answered."""
    begun = [begin_name(rf.post("/"), certificate) for _ in range(NAMES)]
    with pytest.raises(TooManyMisses):
        begin_name(rf.post("/"), certificate)
    begun[0].delete()
    assert begin_name(rf.post("/"), certificate).pk


@pytest.mark.parametrize("what", ["name", "code"])
def test_a_try_sees_those_written_before_it_looked(
    rf: RequestFactory, certificate: Certificate, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Others write theirs between the beginning of this try and its look: nobody slips past all of them."""
    create = VerificationMiss.objects.create

    def together(**fields: object) -> VerificationMiss:
        for _ in range(max(NAMES, CODES)):
            create(**fields)
        return create(**fields)

    monkeypatch.setattr(VerificationMiss.objects, "create", together)
    with pytest.raises(TooManyMisses):
        begin_name(rf.post("/"), certificate) if what == "name" else count_unknown_code(rf.get("/"))


def test_names_are_compared_without_a_cookie_or_token(certificate: Certificate) -> None:
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post(f"/C/{certificate.code}", {"nama": "x"}).status_code == 200


def test_old_misses_are_forgotten(client: Client, db: None) -> None:
    client.get(f"/C/{new_code()}")
    assert forget_old_misses() == 0
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert forget_old_misses() == 1


def test_the_address_is_kept_as_a_digest(client: Client, db: None) -> None:
    client.get(f"/C/{new_code()}", REMOTE_ADDR="203.0.113.77")
    assert "203.0.113.77" not in VerificationMiss.objects.get().address
    assert len(VerificationMiss.objects.get().address) == 32


def test_other_methods_are_refused(client: Client, certificate: Certificate) -> None:
    assert client.put(f"/C/{certificate.code}").status_code == 405
