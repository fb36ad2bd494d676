from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    DraftStateMixin,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
)

from lms.accounts.staff_groups import ADMIN, COORDINATOR, PAGE_PERMISSIONS, PERMISSIONS, TRAINER, WORKFLOW, ensure_groups
from tests.factories import make_module, make_person

if TYPE_CHECKING:
    from lms.accounts.models import User
    from modules.models import Home

pytestmark = pytest.mark.django_db


@pytest.fixture
def groups(home: Home) -> None:
    ensure_groups(home)


def test_a_second_run_changes_nothing(home: Home) -> None:
    assert ensure_groups(home)
    assert ensure_groups(home) == []
    assert Workflow.objects.filter(name=WORKFLOW).count() == 1


def test_a_right_that_is_not_in_the_table_is_taken_away_and_told(home: Home, groups: None) -> None:
    trainers = Group.objects.get(name=TRAINER)
    publish = Permission.objects.get(codename="publish_page")
    change = Permission.objects.get(codename="change_image")
    trainers.permissions.add(Permission.objects.get(codename="add_user"))
    on_pages, on_files = GroupPagePermission.objects, GroupCollectionPermission.objects
    on_pages.create(group=trainers, page=home, permission=publish)
    on_pages.create(group=trainers, page=home.get_parent(), permission=Permission.objects.get(codename="add_page"))
    on_files.create(group=trainers, collection=Collection.get_first_root_node().add_child(name="Satu"), permission=change)
    assert sorted(ensure_groups(home)) == [f"- {TRAINER}: {name}" for name in ("add_page", "add_user", "change_image", "publish_page")]
    trainer = make_person("Pelatih", username="pelatih", groups=[TRAINER])
    assert not trainer.has_perm("accounts.add_user")
    assert not home.permissions_for_user(trainer).can_publish()
    assert ensure_groups(home) == []


def test_a_group_that_people_made_is_left_alone(home: Home, groups: None) -> None:
    own = Group.objects.create(name="Bendahara")
    own.permissions.add(Permission.objects.get(codename="view_locale"))
    GroupPagePermission.objects.create(group=own, page=home, permission=Permission.objects.get(codename="publish_page"))
    assert ensure_groups(home) == []
    assert (own.permissions.count(), GroupPagePermission.objects.filter(group=own).count()) == (1, 1)


def test_a_language_that_was_opened_is_written_and_approved_like_the_first(home: Home, groups: None) -> None:
    english = home.copy_for_translation(Locale.objects.create(language_code="en"))
    assert ensure_groups(home) == []
    trainer = make_person("Pelatih", username="pelatih", groups=[TRAINER])
    assert english.permissions_for_user(trainer).can_add_subpage()
    assert english.get_workflow().name == WORKFLOW


def test_a_question_bank_has_no_drafts_and_so_is_the_offices_to_change(groups: None) -> None:
    def may(group: str) -> set[str]:
        person = make_person(group, username=group.split()[0].lower(), groups=[group])
        return {act for act in ("view", "add", "change") if person.has_perm(f"quizzes.{act}_questionbank")}

    assert may(TRAINER) == {"view"}
    assert may(ADMIN) == {"view", "add", "change"}


def test_trainers_change_nothing_that_has_no_drafts(groups: None) -> None:
    """Whatever a trainer may write waits for the office: each such model knows drafts."""
    held = Group.objects.get(name=TRAINER).permissions.filter(codename__regex="^(add|change|delete|publish)_")
    written = {permission.content_type.model_class() for permission in held.select_related("content_type")}
    assert written
    assert all(issubclass(model, DraftStateMixin) for model in written)
    assert not held.filter(codename__startswith="publish_").exists()


def test_no_group_may_add_or_change_users_or_groups(groups: None) -> None:
    forbidden = {"add_user", "change_user", "delete_user", "add_group", "change_group", "delete_group"}
    for group in Group.objects.filter(name__in=PERMISSIONS):
        assert not forbidden & set(group.permissions.values_list("codename", flat=True))


def test_every_permission_of_the_table_exists(groups: None) -> None:
    for names in PERMISSIONS.values():
        for name in names:
            app, codename = name.split(".")
            assert Permission.objects.filter(content_type__app_label=app, codename=codename).count() == 1, name
    for names in PAGE_PERMISSIONS.values():
        assert Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=names).count() == len(names)


def test_trainers_write_and_the_office_publishes(home: Home, groups: None, regions: None) -> None:
    module = make_module(home)
    trainer = make_person("Pelatih", username="pelatih", groups=[TRAINER])
    office = make_person("DPPA", username="dppa", groups=[ADMIN])
    coordinator = make_person("Koordinator", username="koor", groups=[COORDINATOR])
    may = {who: module.permissions_for_user(who) for who in (trainer, office, coordinator)}
    assert may[trainer].can_edit()
    assert not may[trainer].can_publish()
    assert may[office].can_publish()
    assert not may[coordinator].can_edit()
    assert module.get_workflow().name == WORKFLOW


def test_the_workflow_covers_pages_and_every_snippet_that_has_one(home: Home, groups: None) -> None:
    assert WorkflowPage.objects.filter(workflow__name=WORKFLOW, page_id=home.pk).exists()
    covered = WorkflowContentType.objects.filter(workflow__name=WORKFLOW).values_list("content_type__model", flat=True)
    assert set(covered) == {"leadermessage", "question"}


def test_wagtails_own_groups_go_unless_somebody_is_in_them(home: Home, learner: User) -> None:
    Group.objects.get_or_create(name="Editors")
    moderators = Group.objects.get_or_create(name="Moderators")[0]
    learner.groups.add(moderators)
    ensure_groups(home)
    assert not Group.objects.filter(name="Editors").exists()
    assert Group.objects.filter(name="Moderators").exists()


def test_the_office_may_open_a_language_and_translate(home: Home) -> None:
    ensure_groups(home)
    held = set(Group.objects.get(name="Admin DPPA").permissions.values_list("codename", flat=True))
    assert {"add_locale", "change_locale", "submit_translation"} <= held
