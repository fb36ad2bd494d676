"""A path's JP, and the JP that its modules come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from certificates.lesson_hours import differences
from certificates.models import CertificateSettings
from modules.models import Module, Path
from tests.factories import make_module, make_path

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from lms.accounts.models import User
    from modules.models import Home

pytestmark = pytest.mark.django_db
WORDS = "Jalur “Jalur Kader”: jumlah modul = 4 JP (180 menit), tetapi di jalur tertulis 3 JP."


@pytest.fixture
def module(home: Home) -> Module:
    return make_module(home, minutes=90)


@pytest.fixture
def path(home: Home, module: Module) -> Path:
    return make_path(home, [module, make_module(home, "U2", minutes=45)], jp=3)


@pytest.fixture
def editor(client: Client, superuser: User, settings: Any) -> Client:
    settings.MFA_REQUIRED_FOR_ADMIN = False
    client.force_login(superuser)
    return client


def publish_module(client: Client, module: Module, minutes: int) -> Any:
    texts = dict.fromkeys(("code", "summary", "objectives", "sources", "review_institution", "review_note", "reviewed_by"), "")
    data = {"title": module.title, "slug": module.slug, "minutes": minutes, "comments": inline_formset([]), "action-publish": "1", **texts}
    return client.post(reverse("wagtailadmin_pages:edit", args=[module.pk]), nested_form_data(data), follow=True)


def test_nothing_is_said_where_both_say_the_same(path: Path, module: Module) -> None:
    assert differences(path) == differences(module) == differences(path.get_parent().specific) == []


@pytest.mark.parametrize(("jp", "told"), [("2.4", True), ("2.5", False), ("3.5", False), ("3.6", True)])
def test_rounding_is_no_difference(path: Path, jp: str, told: bool) -> None:
    Path.objects.update(jp=jp)
    assert bool(differences(Path.objects.get())) == told


def test_so_many_minutes_as_the_office_says_are_one_jp(path: Path) -> None:
    CertificateSettings.objects.create(jp_minutes=30)
    (words,) = differences(path)
    assert "jumlah modul = 4,5 JP (135 menit)" in words


def test_a_path_without_modules_is_still_being_made(home: Home) -> None:
    assert differences(make_path(home, [], slug="baru", jp=8)) == []


def test_who_changes_the_minutes_of_a_module_is_told_of_its_paths(editor: Client, home: Home, path: Path, module: Module) -> None:
    make_path(home, [make_module(home, "U3")], slug="lain", title="Jalur Lain", jp=8)
    edit = [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in (module, path)]
    assert not any(WORDS in editor.get(address).content.decode() for address in edit)
    told = publish_module(editor, module, 135).content.decode()
    assert WORDS in told
    assert "Jalur Lain”" not in told
    assert all(WORDS in editor.get(address).content.decode() for address in edit)


def test_an_unpublished_module_and_an_unpublished_path_do_not_count(path: Path, module: Module) -> None:
    path.path_modules.last().module.unpublish()
    assert "jumlah modul = 2 JP (90 menit)" in differences(Path.objects.get())[0]
    path.unpublish()
    assert differences(module) == []


def test_asking_costs_the_same_however_many_paths(home: Home, module: Module, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(4):
        make_path(home, [module], slug=f"jalur-{number}", jp=8)
    with django_assert_num_queries(2):
        assert len(differences(module)) == 4
