from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from lms.accounts.models import User
from tests.lms.reports.conftest import SERUYAN, learners

if TYPE_CHECKING:
    from django.test import Client

    from tests.lms.reports.conftest import Office

ACCOUNT = {
    "name_email-name": "Koordinator Seruyan",
    "name_email-email": "",
    "theme-theme": "system",
    "theme-contrast": "system",
    "theme-density": "default",
    "theme-keyboard_shortcuts": "on",
    "locale-preferred_language": "",
}
ROLES = ("trainer", "coordinator", "admin")


# The page about oneself ----------------------------------------------------------------------------------


def test_staff_set_their_one_name(office: Office, client: Client) -> None:
    client.force_login(office.coordinator)
    page = client.get("/admin/account/").content.decode()
    assert 'name="name_email-name"' in page
    for missing in ("first_name", "last_name", "avatar-avatar", "password"):
        assert missing not in page
    assert client.post("/admin/account/", {**ACCOUNT, "name_email-name": " Nama  Baru "}).status_code == 302
    assert User.objects.get(pk=office.coordinator.pk).name == "Nama Baru"
    assert ModelLogEntry.objects.get(action="accounts.correct", user=office.coordinator).data == {"fields": ["name"]}


@pytest.mark.parametrize("name", ["", "=1+1", "Ayu <b>", "Ayu\u202eabc"])
def test_staff_take_no_name_that_a_learner_could_not_take(name: str, office: Office, client: Client) -> None:
    client.force_login(office.coordinator)
    response = client.post("/admin/account/", {**ACCOUNT, "name_email-name": name})
    assert (response.status_code, User.objects.get(pk=office.coordinator.pk).name) == (200, "Koordinator Seruyan")


def test_nobody_makes_themselves_more_by_that_page(office: Office, client: Client) -> None:
    client.force_login(office.coordinator)
    data = {
        "name_email-name": "Nama",
        "name_email-is_superuser": "on",
        "name_email-scope": "62",
        "name_email-groups": "1",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    client.post("/admin/account/", data)
    me = User.objects.get(pk=office.coordinator.pk)
    assert (me.is_superuser, me.scope_id, [group.name for group in me.groups.all()]) == (False, "62.07", ["Koordinator"])


# Wagtail's own doors to people ---------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_staff_reach_no_page_of_users_groups_or_sites(role: str, office: Office, client: Client) -> None:
    person = learners(office, 1, SERUYAN)[0]
    client.force_login(getattr(office, role))
    doors = [
        reverse("wagtailusers_users:index"),
        reverse("wagtailusers_users:add"),
        reverse("wagtailusers_users:edit", args=[person.pk]),
        reverse("wagtailusers_users:delete", args=[person.pk]),
        reverse("wagtailusers_users:history", args=[person.pk]),
        reverse("wagtailusers_users:usage", args=[person.pk]),
        reverse("wagtailusers_groups:index"),
        reverse("wagtailusers_groups:add"),
        reverse("wagtailsites:index"),
        reverse("wagtailsites:add"),
        *(f"/admin/bulk/accounts/user/{act}/?id={person.pk}" for act in ("delete", "assign_role", "set_active_state")),
    ]
    for url in doors:
        for response in (client.get(url), client.post(url, {"is_superuser": "on"})):
            assert response.status_code in (302, 404), url
            assert person.name not in response.content.decode()
    assert not User.objects.filter(is_superuser=True).exists()


def test_the_log_of_all_regions_is_for_the_province(office: Office, client: Client, superuser: User) -> None:
    person = learners(office, 1, SERUYAN)[0]
    log(instance=person, action="wagtail.edit", user=office.coordinator)
    for address in ("/admin/reports/site-history/", "/admin/reports/site-history/results/"):
        for staff in (office.trainer, office.coordinator, office.other_coordinator):
            client.force_login(staff)
            assert client.get(address).status_code == 302
        for staff in (office.admin, superuser):
            client.force_login(staff)
            page = client.get(address)
            assert page.status_code == 200
            assert person.name in page.content.decode()
    client.force_login(office.coordinator)
    assert "site-history" not in client.get("/admin/").content.decode()


def test_the_log_tells_which_list_went_out_with_how_many_rows_and_why_a_certificate_was_revoked(office: Office, client: Client) -> None:
    data = {"list": "orang", "format": "csv", "rows": 68, "filters": {}}
    log(instance=office.coordinator, action="reports.export", user=office.coordinator, data=data)
    log(instance=office.coordinator, action="certificates.revoke", user=office.admin, data={"reason": "100% <b>salah</b> orang"})
    log(instance=office.coordinator, action="certificates.replace", user=office.admin)
    client.force_login(office.admin)
    page = client.get("/admin/reports/site-history/").content.decode()
    assert "Mengunduh daftar “orang” (csv): 68 baris" in page
    assert "Alasan: 100% &lt;b&gt;salah&lt;/b&gt; orang" in page
    assert "Mengganti sertifikat – dengan" in page


def test_the_downloaded_log_holds_no_formula(office: Office, client: Client) -> None:
    office.coordinator.name = "=1+1"
    log(instance=office.coordinator, action="wagtail.edit", user=office.admin)
    client.force_login(office.admin)
    response = client.get("/admin/reports/site-history/?export=csv")
    assert ",'=1+1," in b"".join(response.streaming_content).decode()


@pytest.mark.thorough
@pytest.mark.parametrize("address", ["locked/", "workflow/", "workflow_tasks/", "aging-pages/", "page-types-usage/"])
@pytest.mark.parametrize("role", ROLES)
def test_wagtails_reports_name_no_learner(address: str, role: str, office: Office, client: Client) -> None:
    person = learners(office, 1, SERUYAN)[0]
    client.force_login(getattr(office, role))
    assert person.name not in client.get(f"/admin/reports/{address}").content.decode()


# Groups --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Pelatih", "Koordinator", "Admin DPPA"])
def test_no_group_may_change_people_groups_or_sites(name: str, office: Office) -> None:
    held = set(Group.objects.get(name=name).permissions.values_list("content_type__app_label", "codename"))
    forbidden = {
        (app, f"{act}_{model}")
        for app, model in (
            ("accounts", "user"),
            ("auth", "group"),
            ("wagtailcore", "site"),
            ("wagtailcore", "workflow"),
            ("wagtailcore", "task"),
        )
        for act in ("add", "change", "delete")
    } | {
        (app, f"{act}_{model}")
        for app, model in (("modules", "enrolment"), ("quizzes", "attempt"), ("certificates", "certificate"))
        for act in ("add", "change", "delete")
    }
    assert not held & forbidden


def test_each_group_holds_what_its_work_needs(office: Office) -> None:
    def may(user: User, *names: str) -> list[bool]:
        return [User.objects.get(pk=user.pk).has_perm(name) for name in names]

    names = (
        "accounts.view_user",
        "accounts.export_user",
        "accounts.give_sign_in_code",
        "certificates.revoke_certificate",
        "quizzes.change_question",
        "quizzes.publish_question",
        "certificates.change_certificatesettings",
    )
    assert may(office.trainer, *names) == [True, False, False, False, True, False, False]
    assert may(office.coordinator, *names) == [True, True, True, False, False, False, False]
    assert may(office.admin, *names) == [True] * 7


# Superusers ----------------------------------------------------------------------------------------------


@pytest.fixture
def as_superuser(office: Office, superuser: User, client: Client) -> Client:
    client.force_login(superuser)
    return client


def test_a_superuser_makes_a_coordinator(as_superuser: Client) -> None:
    group = Group.objects.get(name="Koordinator")
    fields = {
        "username": "Budi.S",
        "name": "Budi Santoso",
        "phone": "0812 3456 7890",
        "email": "",
        "audience": "lainnya",
        "region": SERUYAN,
        "scope": "62.07",
        "password1": "kata-sandi-yang-panjang-1",
        "password2": "kata-sandi-yang-panjang-1",
        "groups": [group.pk],
    }
    assert as_superuser.get(reverse("wagtailusers_users:add")).status_code == 200
    response = as_superuser.post(reverse("wagtailusers_users:add"), fields)
    assert response.status_code == 302, response.context["form"].errors
    made = User.objects.get(username="budi.s")
    assert (made.name, made.phone, made.region_id, made.scope_id, made.has_perm("accounts.export_user")) == (
        "Budi Santoso",
        "+6281234567890",
        SERUYAN,
        "62.07",
        True,
    )
    page = as_superuser.get(reverse("wagtailusers_users:edit", args=[made.pk])).content.decode()
    assert "Desa Persil Raya, Kecamatan Seruyan Hilir, Kabupaten Seruyan" in page
    assert "/admin/wilayah/pilih/" in page
    assert "Budi Santoso" in as_superuser.get(reverse("wagtailusers_users:index"), {"q": "santoso"}).content.decode()


def test_a_new_account_without_a_role_may_begin_with_a_pin(as_superuser: Client) -> None:
    fields = {"username": "budi.s", "name": "Budi Santoso", "audience": "lainnya", "password1": "739164", "password2": "739164"}
    assert as_superuser.post(reverse("wagtailusers_users:add"), fields).status_code == 302
    assert User.objects.filter(username="budi.s").exists()


@pytest.mark.parametrize("role", [{"groups": "Koordinator"}, {"is_superuser": "on"}])
def test_nobody_becomes_staff_with_a_pin(as_superuser: Client, office: Office, role: dict[str, str]) -> None:
    """Neither as a new account nor as a learner who is given a role."""
    if "groups" in role:
        role = {"groups": str(Group.objects.get(name=role["groups"]).pk)}
    new = {"username": "budi", "name": "Budi Santoso", "audience": "lainnya", "password1": "481926", "password2": "481926", **role}
    response = as_superuser.post(reverse("wagtailusers_users:add"), new)
    assert list(response.context["form"].errors) == ["password1"]
    learner = learners(office, 1, SERUYAN)[0]
    promoted = {"username": learner.username, "name": "Peserta Seruyan", "audience": learner.audience, "is_active": "on", **role}
    address = reverse("wagtailusers_users:edit", args=[learner.pk])
    assert list(as_superuser.post(address, promoted).context["form"].errors) == ["password1"]
    secret = "kata-sandi-yang-panjang-1"
    assert as_superuser.post(address, {**promoted, "password1": secret, "password2": secret}).status_code == 302
    assert as_superuser.post(address, promoted).status_code == 302


def test_a_wrong_number_name_or_village_is_told(as_superuser: Client) -> None:
    wrong = {"username": "x", "name": "=X", "phone": "12", "region": "62.07"}
    response = as_superuser.post(reverse("wagtailusers_users:add"), wrong)
    assert response.status_code == 200
    assert {"phone", "name", "region"} <= response.context["form"].errors.keys()


def test_deleting_is_forgetting_and_keeps_the_evidence(office: Office, as_superuser: Client) -> None:
    person = learners(office, 1, SERUYAN)[0]
    url = reverse("wagtailusers_users:delete", args=[person.pk])
    assert as_superuser.get(url).status_code == 200
    assert as_superuser.post(url).status_code == 302
    person.refresh_from_db()
    assert person.anonymised_at
    assert person.certificates.count() == 1


def test_staff_are_not_deleted_before_they_lost_their_roles(office: Office, as_superuser: Client) -> None:
    response = as_superuser.post(reverse("wagtailusers_users:delete", args=[office.trainer.pk]))
    assert response.status_code == 302
    assert User.objects.filter(pk=office.trainer.pk, anonymised_at=None).exists()


def test_nobody_is_deleted_in_bulk(office: Office, as_superuser: Client) -> None:
    person: Any = learners(office, 1, SERUYAN)[0]
    response = as_superuser.post(f"/admin/bulk/accounts/user/delete/?id={person.pk}")
    assert response.status_code == 302
    assert User.objects.filter(pk=person.pk, anonymised_at=None).exists()


def test_the_page_of_an_account_asks_as_the_rest_of_the_site_does(as_superuser: Client, office: Office) -> None:
    new = as_superuser.get(reverse("wagtailusers_users:add")).content.decode()
    for words in ("misalnya siti.seruyan27", "Misalnya 0812-3456-7890.", "Petugas: paling sedikit 12 huruf.", "Peran"):
        assert words in new
    for words in ("E.164", "Saya adalah", "Sandi anda"):
        assert words not in new
    known = as_superuser.get(reverse("wagtailusers_users:edit", args=[office.trainer.pk])).content.decode()
    assert "Kosongkan jika tidak berubah. Petugas: paling sedikit 12 huruf." in known
    twice = {"username": "pelatih", "name": "Pelatih Lain", "audience": "lainnya", "password1": "x" * 12, "password2": "x" * 12}
    assert "Nama masuk ini sudah dipakai orang lain." in as_superuser.post(reverse("wagtailusers_users:add"), twice).content.decode()
