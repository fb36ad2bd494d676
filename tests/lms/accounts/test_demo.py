from __future__ import annotations

from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from lms.accounts.demo import DEMO_PEOPLE, ensure_demo_people
from lms.accounts.models import User
from lms.accounts.staff_groups import COORDINATOR
from tests.lms.accounts.conftest import sign_in

pytestmark = pytest.mark.django_db


def test_one_person_per_role_with_passwords_shown_once(regions: None) -> None:
    out = StringIO()
    call_command("demo_people", stdout=out)
    assert User.objects.filter(is_demo=True).count() == len(DEMO_PEOPLE) == 6
    for line in out.getvalue().splitlines():
        name, password = line.split()[:2]
        assert User.objects.get(username=name).check_password(password)
    again = StringIO()
    call_command("demo_people", stdout=again)
    assert User.objects.filter(is_demo=True).count() == 6
    assert "make demo-people" in again.getvalue()
    assert all(demo.username in again.getvalue() for demo in DEMO_PEOPLE)


def test_reset_gives_new_passwords(regions: None) -> None:
    before = dict(ensure_demo_people())
    after = dict(ensure_demo_people(reset=True))
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())


def test_a_sign_in_name_that_somebody_else_took_stops_no_start(regions: None) -> None:
    ensure_demo_people()
    User.objects.get(username="kader").delete()
    other = User.objects.create_user("kader", name="Siti")
    assert ensure_demo_people() == []
    assert "kader" not in {user.username for user, _password in ensure_demo_people(reset=True)}
    assert User.objects.get(username="kader") == other


def told(**options: bool) -> str:
    out = StringIO()
    call_command("demo_people", stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("change", [{"username": "siti"}, {"name": "Siti"}])
def test_a_demo_person_who_was_corrected_is_the_same_person(regions: None, change: dict[str, str]) -> None:
    ensure_demo_people()
    User.objects.filter(username="kader").update(**change)
    sign_in_name = change.get("username", "kader")
    assert f"demo people: {sign_in_name}, orangtua," in told()
    line = next(line for line in told(reset=True).splitlines() if line.startswith(sign_in_name))
    assert User.objects.get(username=sign_in_name).check_password(line.split()[1])
    assert User.objects.count() == len(DEMO_PEOPLE)


def test_demo_people_who_take_each_others_sign_in_names_keep_their_parts(regions: None) -> None:
    ensure_demo_people()
    User.objects.filter(username="dppa").update(username="siti")
    User.objects.filter(username="koordinator").update(username="dppa")
    given = ensure_demo_people(reset=True)
    assert all(User.objects.get(pk=user.pk).check_password(password) for user, password in given)
    assert len(given) == User.objects.count() == len(DEMO_PEOPLE)
    assert [group.name for group in User.objects.get(username="dppa").groups.all()] == [COORDINATOR]


def test_who_is_corrected_beyond_knowing_stays_beside_a_new_one(regions: None) -> None:
    ensure_demo_people()
    User.objects.filter(username="kader").update(username="siti", name="Siti")
    assert told().split()[0] == "kader"
    assert {"siti", "kader"} <= {line.split()[0] for line in told(reset=True).splitlines()}


def test_demo_people_cannot_be_made_on_a_real_site(regions: None) -> None:
    with override_settings(DEMO_PEOPLE_ALLOWED=False), pytest.raises(CommandError):
        call_command("demo_people")
    assert not User.objects.exists()


def test_demo_people_cannot_sign_in_on_a_real_site(regions: None) -> None:
    password = next(password for user, password in ensure_demo_people() if user.username == "kader")
    here = Client()
    assert sign_in(here, "kader", password).status_code == 302
    with override_settings(DEMO_PEOPLE_ALLOWED=False):
        assert sign_in(Client(), "kader", password).status_code == 200
        assert here.get("/saya/").status_code == 302


@pytest.mark.parametrize(
    ("setting", "fault"), [({"DEMO_PEOPLE_ALLOWED": True}, "accounts.E001"), ({"MFA_REQUIRED_FOR_ADMIN": False}, "accounts.E002")]
)
def test_the_deployment_check_names_what_a_real_site_must_not_have(setting: dict[str, bool], fault: str) -> None:
    with override_settings(DEMO_PEOPLE_ALLOWED=False, MFA_REQUIRED_FOR_ADMIN=True):
        assert not [found for found in run_checks(include_deployment_checks=True) if (found.id or "").startswith("accounts.")]
        with override_settings(**setting):
            assert fault in [found.id for found in run_checks(include_deployment_checks=True)]
