"""The office's groups and what each may do. A table: what is not in it is not allowed.

Nobody gets Wagtail's permission to add or change users: who has it can make himself superuser. People are helped through narrow acts of
our own (a one-time code).
"""

from __future__ import annotations

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
WRITE = tuple(
    f"{name[0]}.{act}_{name[1]}"
    for name in (("quizzes", "questionbank"), ("quizzes", "question"), ("modules", "leadermessage"))
    for act in ("add", "change")
)
#: A quiz has no drafts: its pass mark and attempts count at once, so they are the office's to change.
PUBLISH = (
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
    # Opening a language, and translating into it.
    "wagtailcore.add_locale",
    "wagtailcore.change_locale",
    "wagtail_localize.submit_translation",
)
#: "app.codename" of Django's permissions. A permission whose app or model is not there yet is passed over.
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
#: Codenames of Wagtail's page permissions, on the whole tree of what is taught.
PAGE_PERMISSIONS: dict[str, tuple[str, ...]] = {
    TRAINER: ("add_page", "change_page"),
    ADMIN: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
#: On all collections of pictures, documents and media. For pictures Wagtail asks about its own model, also where another is used.
COLLECTION_PERMISSIONS: dict[str, tuple[str, ...]] = {
    TRAINER: ("add_image", "choose_image", "add_document", "choose_document", "add_media"),
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
def ensure_groups(root_page: Page | None = None) -> list[str]:
    """Bring the groups up to the tables; ``root_page`` is the home page. Returns what was new. Takes nothing away that people added."""
    done: list[str] = []
    for name in (TRAINER, COORDINATOR, ADMIN):
        group, created = Group.objects.get_or_create(name=name)
        if created:
            done.append(name)
        done += _grant(group)
        if root_page is not None:
            done += _grant_pages(group, root_page)
        done += _grant_collections(group)
    _remove_stock_groups()
    return done + _ensure_workflow(root_page)


def _remove_stock_groups() -> None:
    """Wagtail's own groups may publish past the workflow. They go, unless somebody was put into them."""
    Group.objects.filter(name__in=STOCK_GROUPS, user=None).delete()


def _permission(name: str) -> Permission | None:
    app, codename = name.split(".")
    return Permission.objects.filter(content_type__app_label=app, codename=codename).first()


def _grant(group: Group) -> list[str]:
    held = set(group.permissions.values_list("pk", flat=True))
    new = [found for name in PERMISSIONS[group.name] if (found := _permission(name)) and found.pk not in held]
    group.permissions.add(*new)
    return [f"{group.name}: {permission.codename}" for permission in new]


def _grant_pages(group: Group, root_page: Page) -> list[str]:
    wanted = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_PERMISSIONS.get(group.name, ()))
    page = Page.objects.get(pk=root_page.pk)
    made = [(GroupPagePermission.objects.get_or_create(group=group, page=page, permission=found), found) for found in wanted]
    return [f"{group.name}: {permission.codename}" for (_, created), permission in made if created]


def _grant_collections(group: Group) -> list[str]:
    wanted = Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs", "wagtailmedia"),
        codename__in=COLLECTION_PERMISSIONS.get(group.name, ()),
    )
    root = Collection.get_first_root_node()
    made = [(GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=found), found) for found in wanted]
    return [f"{group.name}: {permission.codename}" for (_, created), permission in made if created]


def _ensure_workflow(root_page: Page | None) -> list[str]:
    """Trainers write, the office publishes: one approval by "Admin DPPA" for pages and for every snippet that has a workflow."""
    workflow, created = Workflow.objects.get_or_create(name=WORKFLOW)
    task, _ = GroupApprovalTask.objects.get_or_create(name=WORKFLOW)
    task.groups.add(Group.objects.get(name=ADMIN))
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    if root_page is not None:
        WorkflowPage.objects.get_or_create(page_id=root_page.pk, defaults={"workflow": workflow})
    for model in _models_with_workflow():
        WorkflowContentType.objects.get_or_create(content_type=ContentType.objects.get_for_model(model), defaults={"workflow": workflow})
    return [WORKFLOW] if created else []


def _models_with_workflow() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if issubclass(model, WorkflowMixin) and not issubclass(model, Page)]
