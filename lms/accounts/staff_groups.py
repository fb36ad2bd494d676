"""The office's groups and what each may do. A table: what is not in it is not allowed.

``seed`` makes that true: a right that these tables do not name is taken away from these three groups again, and said aloud
(docs/decisions/0012). Who shall do more is put into a further group, which nobody here touches.

Nobody gets Wagtail's permission to add or change users: who has it can make himself superuser. People are helped through narrow acts of
our own (a one-time code).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowMixin,
    WorkflowPage,
    WorkflowTask,
)

TRAINER, COORDINATOR, ADMIN = "Pelatih", "Koordinator", "Admin DPPA"
WORKFLOW = "Persetujuan DPPA"
STOCK_GROUPS = ("Editors", "Moderators")

#: Reading and taking along what learners did. Whose records, is decided by ``visible_to``.
SEE_LEARNERS = ("accounts.view_user", "modules.view_enrolment", "quizzes.view_attempt", "certificates.view_certificate")
EXPORT = ("accounts.export_user", "modules.export_enrolment", "quizzes.export_attempt", "certificates.export_certificate")
#: Writing what is taught, beside the pages; publishing it, and what stands on every page.
WRITE = (
    "quizzes.add_question",
    "quizzes.change_question",
    "quizzes.view_questionbank",
    "modules.add_leadermessage",
    "modules.change_leadermessage",
)
#: Quizzes and question banks have no drafts: what is changed there counts at once, so it is the office's to change.
PUBLISH = (
    "quizzes.add_questionbank",
    "quizzes.change_questionbank",
    "quizzes.view_quiz",
    "quizzes.add_quiz",
    "quizzes.change_quiz",
    "quizzes.publish_question",
    "quizzes.lock_question",
    "quizzes.unlock_question",
    "quizzes.delete_question",
    "modules.publish_leadermessage",
    "modules.lock_leadermessage",
    "modules.unlock_leadermessage",
    "modules.delete_leadermessage",
    "modules.add_leader",
    "modules.change_leader",
    "modules.delete_leader",
    "modules.add_helpchannel",
    "modules.change_helpchannel",
    "modules.publish_helpchannel",
    "modules.add_glossaryterm",
    "modules.change_glossaryterm",
    # Where old addresses lead.
    "wagtailredirects.add_redirect",
    "wagtailredirects.change_redirect",
    "wagtailredirects.delete_redirect",
    # Opening a language, and translating into it.
    "wagtailcore.add_locale",
    "wagtailcore.change_locale",
    "wagtail_localize.submit_translation",
)
#: "app.codename" of Django's permissions.
PERMISSIONS: dict[str, tuple[str, ...]] = {
    TRAINER: ("wagtailadmin.access_admin", *SEE_LEARNERS, *WRITE),
    COORDINATOR: ("wagtailadmin.access_admin", "accounts.give_sign_in_code", *SEE_LEARNERS, *EXPORT),
    ADMIN: (
        "wagtailadmin.access_admin",
        "accounts.give_sign_in_code",
        *SEE_LEARNERS,
        *EXPORT,
        *WRITE,
        *PUBLISH,
        "certificates.revoke_certificate",
        "certificates.change_certificatesettings",
    ),
}
#: Codenames of Wagtail's page permissions, on the whole tree of what is taught, in every language.
PAGE_PERMISSIONS: dict[str, tuple[str, ...]] = {
    TRAINER: ("add_page", "change_page"),
    COORDINATOR: (),
    ADMIN: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
#: On all collections of pictures, documents and media. For pictures Wagtail asks about its own model, also where another is used.
COLLECTION_PERMISSIONS: dict[str, tuple[str, ...]] = {
    TRAINER: ("add_image", "choose_image", "add_document", "choose_document", "add_media"),
    COORDINATOR: (),
    ADMIN: (
        "add_image",
        "change_image",
        "choose_image",
        "add_document",
        "change_document",
        "choose_document",
        "add_media",
        "change_media",
    ),
}


@transaction.atomic
def ensure_groups(home: Page | None = None) -> list[str]:
    """Bring the groups exactly to the tables; ``home`` is the home page. Returns what was given (+) and taken (-), to be read out."""
    homes = list(home.get_translations(inclusive=True)) if home else []
    collections = [Collection.get_first_root_node()]
    done: list[str] = []
    for name in (TRAINER, COORDINATOR, ADMIN):
        group, _ = Group.objects.get_or_create(name=name)
        done += _bring_rights(group)
        if homes:
            done += _bring_places(group, GroupPagePermission, "page", homes, _permissions(PAGE_PERMISSIONS[name], "wagtailcore"))
        files = _permissions(COLLECTION_PERMISSIONS[name], "wagtailimages", "wagtaildocs", "wagtailmedia")
        done += _bring_places(group, GroupCollectionPermission, "collection", collections, files)
    _remove_stock_groups()
    return done + _ensure_workflow(homes)


@transaction.atomic
def open_to_groups(home: Page) -> None:
    """A home page in a language that the office opens: written and approved there like in the first, from its first minute on."""
    for group in Group.objects.filter(name__in=PAGE_PERMISSIONS):
        for permission in _permissions(PAGE_PERMISSIONS[group.name], "wagtailcore"):
            GroupPagePermission.objects.get_or_create(group=group, permission=permission, page=home)
    for workflow in Workflow.objects.filter(name=WORKFLOW):
        WorkflowPage.objects.get_or_create(page_id=home.pk, defaults={"workflow": workflow})


def _remove_stock_groups() -> None:
    """Wagtail's own groups may publish past the workflow. They go, unless somebody was put into them."""
    Group.objects.filter(name__in=STOCK_GROUPS, user=None).delete()


def _permissions(codenames: Iterable[str], *app_labels: str) -> set[Permission]:
    return set(Permission.objects.filter(content_type__app_label__in=app_labels, codename__in=codenames))


def _bring_rights(group: Group) -> list[str]:
    """Django's own rights; one whose app or model is not there yet is passed over."""
    named = {tuple(name.split(".")) for name in PERMISSIONS[group.name]}
    apps_named, codenames = zip(*named, strict=True)
    alike = Permission.objects.filter(content_type__app_label__in=apps_named, codename__in=codenames).select_related("content_type")
    wanted = {found for found in alike if (found.content_type.app_label, found.codename) in named}
    held = set(group.permissions.all())
    group.permissions.set(wanted)
    return _told(group, given=wanted - held, taken=held - wanted)


def _bring_places(group: Group, rights: Any, kind: str, places: list[Any], wanted: Iterable[Permission]) -> list[str]:
    """The rights that a group has on pages or collections (``kind``): the wanted ones in these places, and none elsewhere."""
    over = rights.objects.filter(group=group).exclude(permission__in=wanted, **{f"{kind}__in": places})
    taken = [right.permission for right in over.select_related("permission")]
    over.delete()
    made = [rights.objects.get_or_create(group=group, permission=each, **{kind: place}) for each in wanted for place in places]
    return _told(group, given=[right.permission for right, created in made if created], taken=taken)


def _told(group: Group, *, given: Iterable[Permission], taken: Iterable[Permission]) -> list[str]:
    changes = [("+", permission) for permission in given] + [("-", permission) for permission in taken]
    return sorted(f"{sign} {group.name}: {permission.codename}" for sign, permission in changes)


def _ensure_workflow(homes: list[Page]) -> list[str]:
    """Trainers write, the office publishes: one approval by "Admin DPPA" for pages and for every snippet that has a workflow."""
    workflow, created = Workflow.objects.get_or_create(name=WORKFLOW)
    task, _ = GroupApprovalTask.objects.get_or_create(name=WORKFLOW)
    task.groups.add(Group.objects.get(name=ADMIN))
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    for home in homes:
        WorkflowPage.objects.get_or_create(page_id=home.pk, defaults={"workflow": workflow})
    for model in _models_with_workflow():
        WorkflowContentType.objects.get_or_create(content_type=ContentType.objects.get_for_model(model), defaults={"workflow": workflow})
    return [f"+ {WORKFLOW}"] if created else []


def _models_with_workflow() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if issubclass(model, WorkflowMixin) and not issubclass(model, Page)]
