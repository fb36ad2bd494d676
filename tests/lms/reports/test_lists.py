from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate
from lms.accounts.models import User
from quizzes.models import Question, QuestionVersion
from quizzes.showing import shown_questions
from tests.lms.reports.conftest import PALANGKA_RAYA, SERUYAN, learners, make_village, new_attempt, new_certificate, new_enrolment

if TYPE_CHECKING:
    from django.test import Client

    from tests.lms.reports.conftest import Office

#: Staff of the fixture who live in no region: the province's list of people has them too.
STAFF = 4
LISTS = ("office_people", "office_enrolments", "office_attempts", "office_certificates")


def names(response: Any) -> set[str]:
    """The people of whom a row is shown."""
    return {row.name if isinstance(row, User | Certificate) else row.learner.name for row in response.context["object_list"]}


def rows(response: Any) -> int:
    return int(response.context["paginator"].count)


def shares(response: Any) -> list[tuple[int, int]]:
    return [(figure.share.part, figure.share.whole) for figure in response.context["figures"]]


@pytest.fixture
def people(office: Office) -> None:
    learners(office, 6, SERUYAN)
    learners(office, 4, PALANGKA_RAYA)


# Who sees what -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LISTS)
def test_a_coordinator_sees_own_regency_and_nothing_else(name: str, office: Office, people: None, client: Client) -> None:
    client.force_login(office.coordinator)
    page = client.get(reverse(f"{name}:index"))
    assert page.status_code == 200
    assert names(page) <= {f"Orang {n:05}" for n in range(6)}
    assert rows(page) == (3 if name == "office_certificates" else 6)
    assert "Orang 10000" not in page.content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_the_province_sees_all_and_a_learner_nothing(name: str, office: Office, people: None, client: Client) -> None:
    client.force_login(office.admin)
    assert rows(client.get(reverse(f"{name}:index"))) == {"office_certificates": 5, "office_people": 10 + STAFF}.get(name, 10)
    client.force_login(User.objects.get(name="Orang 00000"))
    assert client.get(reverse(f"{name}:index")).status_code == 302


@pytest.mark.parametrize("name", LISTS)
def test_staff_without_a_region_see_nobody(name: str, office: Office, people: None, client: Client) -> None:
    User.objects.filter(pk=office.coordinator.pk).update(scope=None)
    client.force_login(office.coordinator)
    page = client.get(reverse(f"{name}:index"))
    assert (page.status_code, rows(page)) == (200, 0)
    assert all(whole == 0 for _part, whole in shares(page))


@pytest.mark.parametrize(
    "chosen", ["kabupaten=62.71", "kabupaten=62.71&kecamatan=62.71.01", "kecamatan=62.71.01", "desa=62.71.01.1001", "kabupaten=%27"]
)
def test_no_region_outside_the_scope_can_be_chosen(chosen: str, office: Office, people: None, client: Client) -> None:
    client.force_login(office.coordinator)
    page = client.get(f"{reverse('office_people:index')}?{chosen}")
    assert names(page) == {f"Orang {n:05}" for n in range(6)}
    assert "62.71" not in "".join(region.code for step in page.context["filter_form"].regions.steps for region in step.options)


def test_records_are_neither_added_nor_edited_nor_deleted(office: Office, people: None, client: Client, superuser: User) -> None:
    client.force_login(superuser)
    for name in LISTS:
        url = reverse(f"{name}:index")
        assert client.post(url).status_code == 405
        for act in ("new/", "edit/1/", "delete/1/", "history/1/", "usage/1/"):
            assert client.get(url + act).status_code == 404


# One record ----------------------------------------------------------------------------------------------


@pytest.fixture
def of_seruyan(office: Office, people: None) -> dict[str, Any]:
    person = User.objects.get(name="Orang 00000")
    return {"office_people": person, "office_enrolments": person.enrolments.get(), "office_attempts": person.attempts.get()}


@pytest.mark.parametrize("name", ["office_people", "office_enrolments", "office_attempts"])
def test_one_record_opens_in_its_region_and_does_not_exist_in_another(
    name: str, office: Office, of_seruyan: dict[str, Any], client: Client
) -> None:
    url = reverse(f"{name}:inspect", args=[of_seruyan[name].pk])
    for staff, expected in ((office.coordinator, 200), (office.trainer, 200), (office.admin, 200), (office.other_coordinator, 404)):
        client.force_login(staff)
        assert client.get(url).status_code == expected, staff
    assert client.post(url).status_code == 404
    client.force_login(office.coordinator)
    assert client.post(url).status_code == 405


def test_a_person_shows_their_records_and_the_way_to_a_code(office: Office, of_seruyan: dict[str, Any], client: Client) -> None:
    person = of_seruyan["office_people"]
    url = reverse("office_people:inspect", args=[person.pk])
    client.force_login(office.coordinator)
    page = client.get(url).content.decode()
    assert "0812-0000-0000" in page
    assert reverse("accounts_staff:issue_code", args=[person.pk]) in page
    assert reverse("certificates_admin:show", args=[person.certificates.get().pk]) in page
    client.force_login(office.trainer)
    assert reverse("accounts_staff:issue_code", args=[person.pk]) not in client.get(url).content.decode()


def test_an_attempt_shows_the_questions_as_they_were(office: Office, of_seruyan: dict[str, Any], client: Client) -> None:
    wrong = User.objects.get(name="Orang 00001").attempts.get()
    client.force_login(office.coordinator)
    page = client.get(reverse("office_attempts:inspect", args=[wrong.pk])).content.decode()
    assert "Anak bercerita tentang pesan dari orang asing" in page
    assert "Ambil HP anak" in page
    assert "Dengarkan dengan tenang" in page
    assert not Question.objects.exists()


@pytest.mark.parametrize("seed", range(3))
def test_an_attempt_shows_all_choices_in_the_order_that_the_learner_saw(seed: int, office: Office, client: Client) -> None:
    learners(office, 2, SERUYAN)
    wrong = User.objects.get(name="Orang 00001").attempts.get()
    wrong.seed = seed
    wrong.save()
    client.force_login(office.coordinator)
    page = client.get(reverse("office_attempts:inspect", args=[wrong.pk])).content.decode()
    shown = re.findall(r'value="(aaaa|bbbb)"( checked)?', page.partition("<fieldset")[2].partition("</fieldset>")[0])
    expected = [choice["id"] for choice in shown_questions(wrong, {})[0]["choices"]]
    assert shown == [(key, " checked" if key == "bbbb" else "") for key in expected]
    assert '<fieldset class="office-shown" disabled>' in page


def test_an_attempt_still_open_shows_no_key(office: Office, of_seruyan: dict[str, Any], client: Client) -> None:
    person = of_seruyan["office_people"]
    attempt = new_attempt(office, person, quiz=office.quiz, quiz_key=office.quiz.translation_key, finished_at=None, score=None, passed=None)
    attempt.save()
    client.force_login(office.coordinator)
    page = client.get(reverse("office_attempts:inspect", args=[attempt.pk])).content.decode()
    assert "Anak bercerita tentang pesan dari orang asing" in page
    assert "Dengarkan dengan tenang" not in page
    assert "<fieldset" not in page.partition("office-questions")[2]


# Filters, search, order ----------------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("name", LISTS)
def test_every_filter_narrows_without_script(name: str, office: Office, people: None, client: Client) -> None:
    client.force_login(office.admin)
    url, all_of_them = reverse(f"{name}:index"), 5 if name == "office_certificates" else 10
    of_seruyan = 3 if name == "office_certificates" else 6
    today = timezone.localdate().isoformat()
    everybody = all_of_them + (STAFF if name == "office_people" else 0)
    expected = {
        "kabupaten=62.07": of_seruyan,
        "kabupaten=62.07&kecamatan=62.07.01": of_seruyan,
        "kabupaten=62.07&kecamatan=62.07.01&desa=62.07.01.1001": 0,
        f"jalur={office.path.translation_key}": all_of_them,
        "audiens=orang_tua": 0,
        "audiens=kader": all_of_them,
        f"dari={today}": everybody,
        f"sampai={today}": everybody,
        "dari=2031-01-01": 0,
        "sampai=2020-01-01": 0,
        "q=0812-0000-0000": 1,
    }
    for query, count in expected.items():
        page = client.get(f"{url}?{query}")
        assert (query, rows(page)) == (query, count)
    assert '<form method="get"' in page.content.decode()


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("name", "state", "count"),
    [
        ("office_people", "bersertifikat", 5),
        ("office_people", "tanpa-sertifikat", 5 + STAFF),
        ("office_people", "belum-ikut", STAFF),
        ("office_people", "nonaktif", 0),
        ("office_enrolments", "tamat", 5),
        ("office_enrolments", "belajar", 5),
        ("office_enrolments", "belum-mulai", 0),
        ("office_attempts", "lulus", 5),
        ("office_attempts", "belum-lulus", 5),
        ("office_attempts", "belum-dikumpulkan", 0),
        ("office_attempts", "kritis", 5),
        ("office_certificates", "valid", 5),
        ("office_certificates", "expiring", 0),
        ("office_certificates", "expired", 0),
        ("office_certificates", "revoked", 0),
        ("office_certificates", "replaced", 0),
    ],
)
def test_states(name: str, state: str, count: int, office: Office, people: None, client: Client) -> None:
    client.force_login(office.admin)
    assert rows(client.get(f"{reverse(f'{name}:index')}?keadaan={state}")) == count


@pytest.mark.parametrize("written", ["0812-0000-0003", "08120000-0003", "+628120000 0003", "00000003"])
def test_a_telephone_number_is_found_however_it_is_written(written: str, office: Office, people: None, client: Client) -> None:
    client.force_login(office.coordinator)
    page = client.get(reverse("office_people:index"), {"q": written})
    assert "Orang 00003" in names(page)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "query",
    [
        "dari=kemarin",
        "dari=0001-01-01",
        "sampai=9999-12-31",
        "jalur=1",
        "keadaan=x",
        "q=%00",
        "q=" + "x" * 5000,
        "p=1000000000",
        "p=" + "9" * 5000,
        "p=x",
        "ordering=password",
        "ordering=-",
        "export=csv",
        "q=" + "a+" * 3000,
    ],
)
def test_nonsense_in_the_address_is_told_or_ignored(query: str, office: Office, people: None, client: Client) -> None:
    client.force_login(office.coordinator)
    for name in LISTS:
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"{reverse(f'{name}:index')}?{query}")
        assert page.status_code == 200
        assert page["Content-Type"].startswith("text/html")
        assert len(page.context["object_list"]) <= 50
        assert len(queries) < 50


@pytest.mark.thorough
def test_every_column_that_offers_it_sorts(office: Office, people: None, client: Client) -> None:
    client.force_login(office.admin)
    for name in LISTS:
        columns = client.get(reverse(f"{name}:index")).context["view"].listing.columns
        for sort in (col.sort for col in columns if col.sort):
            page = client.get(f"{reverse(f'{name}:index')}?ordering=-{sort}")
            assert page.context["ordering"] == f"-{sort}"


def test_an_empty_list_says_whether_nobody_is_there_or_nobody_fits(office: Office, client: Client) -> None:
    client.force_login(office.coordinator)
    address = reverse("office_people:index")
    assert "Belum ada orang." in client.get(address).content.decode()
    assert "Tidak ada yang cocok dengan saringan ini." in client.get(f"{address}?q=x").content.decode()
    assert "Tidak ada yang cocok" not in client.get(f"{address}?q=").content.decode()


# Numbers -------------------------------------------------------------------------------------------------


def test_numbers_have_their_denominators(office: Office, people: None, client: Client) -> None:
    make_village("62.07.01.2002", "Sungai Undang")
    client.force_login(office.coordinator)
    assert shares(client.get(reverse("office_people:index"))) == [(3, 6), (6, 6), (1, 3)]
    assert shares(client.get(reverse("office_enrolments:index"))) == [(3, 6), (6, 6)]
    assert shares(client.get(reverse("office_attempts:index"))) == [(3, 6), (0, 0)]
    assert shares(client.get(reverse("office_certificates:index"))) == [(1, 3), (3, 3), (0, 3)]


def test_numbers_follow_region_and_path_and_no_other_filter(office: Office, people: None, client: Client) -> None:
    client.force_login(office.admin)
    url = reverse("office_people:index")
    assert shares(client.get(f"{url}?kabupaten=62.71")) == [(2, 4), (4, 4), (1, 1)]
    assert shares(client.get(f"{url}?kabupaten=62.71&q=nobody&audiens=orang_tua")) == [(2, 4), (4, 4), (1, 1)]
    other = office.path.copy(update_attrs={"slug": "lain", "title": "Jalur lain"})
    assert shares(client.get(f"{url}?jalur={other.translation_key}")) == [(0, 10), (0, 10), (0, 3)]


@pytest.mark.parametrize(
    "change",
    [
        {"revoked_at": datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)},
        {"valid_until": datetime.date(2026, 3, 9)},
    ],
)
def test_a_village_counts_only_with_a_certificate_in_force(change: dict[str, Any], office: Office, client: Client) -> None:
    with time_machine.travel(datetime.datetime(2026, 3, 10, 3, tzinfo=datetime.UTC), tick=False):
        person = User.objects.create_user("budi", name="Budi", region_id=SERUYAN)
        enrolment = new_enrolment(office, person)
        enrolment.save()
        certificate = new_certificate(enrolment, 1, valid_until=datetime.date(2026, 3, 10))
        certificate.save()
        client.force_login(office.coordinator)
        url = reverse("office_certificates:index")
        assert shares(client.get(url)) == [(1, 2), (1, 1), (1, 1)]
        Certificate.objects.filter(pk=certificate.pk).update(**change)
        assert shares(client.get(url))[0] == (0, 2)


def test_a_person_who_moved_counts_where_they_live_now(office: Office, client: Client) -> None:
    person = learners(office, 1, SERUYAN)[0]
    User.objects.filter(pk=person.pk).update(region=PALANGKA_RAYA)
    client.force_login(office.coordinator)
    assert rows(client.get(reverse("office_certificates:index"))) == 0
    client.force_login(office.other_coordinator)
    page = client.get(reverse("office_certificates:index"))
    assert shares(page)[0] == (1, 1)
    assert "Persil Raya" in page.content.decode(), "the paper still says where it was issued"


# Cost ----------------------------------------------------------------------------------------------------


@pytest.mark.thorough
def test_queries_do_not_grow_with_the_rows(office: Office, client: Client) -> None:
    client.force_login(office.admin)
    learners(office, 10, SERUYAN)
    addresses = [reverse(f"{name}:index") for name in LISTS] + [
        reverse("office_people:index") + "?kabupaten=62.07&kecamatan=62.07.01&q=Orang&keadaan=bersertifikat",
        reverse("office_enrolments:index") + f"?jalur={office.path.translation_key}&keadaan=belajar",
    ]
    few = [count_queries(client, address) for address in addresses]
    learners(office, 990, SERUYAN, start=10)
    assert [count_queries(client, address) for address in addresses] == few
    assert max(few) <= 30


def test_queries_of_a_record_do_not_grow(office: Office, client: Client) -> None:
    client.force_login(office.admin)
    person = learners(office, 10, SERUYAN)[0]
    QuestionVersion.objects.bulk_create(QuestionVersion(digest=f"{n:064}", content=office.version.content) for n in range(50))
    addresses = [reverse("office_people:inspect", args=[person.pk]), reverse("office_attempts:inspect", args=[person.attempts.get().pk])]
    few = [count_queries(client, address) for address in addresses]
    person.attempts.model.objects.bulk_create(new_attempt(office, person, number=n) for n in range(2, 42))
    person.attempts.filter(number=1).update(items=[f"{n:064}" for n in range(50)])
    assert count_queries(client, addresses[0]) == few[0]
    assert count_queries(client, addresses[1]) <= few[1] + 1


def count_queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
