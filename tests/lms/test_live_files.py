"""Trainers write, the office publishes: also where only the file behind a published picture would change."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry
from wagtailmedia.models import get_media_model

from lms.accounts.staff_groups import ADMIN, TRAINER, ensure_groups
from modules.models import Leader
from tests.factories import make_lesson, make_module, make_person

if TYPE_CHECKING:
    from django.test import Client

    from lms.accounts.models import User
    from modules.models import Home, Lesson

#: Willow leaves a picture open.
pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
REASON = "This file is on a page that is published. Ask the DPPA admin to change it, or upload a new one."
KINDS = ("image", "document", "media")
#: Every address of Wagtail's that changes or deletes one item, or several.
ROUTES = {
    "image": ["wagtailimages:edit", "wagtailimages:delete", "wagtailimages:edit_multiple", "wagtailimages:delete_multiple"],
    "document": ["wagtaildocs:edit", "wagtaildocs:delete", "wagtaildocs:edit_multiple", "wagtaildocs:delete_multiple"],
    "media": ["wagtailmedia:edit", "wagtailmedia:delete"],
}
BULK = {
    kind: [f"/admin/bulk/{app}/{kind_name}/{act}/" for act in ("delete", "add_tags", "add_to_collection")]
    for kind, app, kind_name in (("image", "images", "customimage"), ("document", "wagtaildocs", "document"))
}


@pytest.fixture
def staff(home: Home, regions: None, settings: Any) -> dict[str, User]:
    settings.MFA_REQUIRED_FOR_ADMIN = False
    ensure_groups(home)
    return {group: make_person(group, username=group.split()[0].lower(), groups=[group]) for group in (TRAINER, ADMIN)}


def uploaded(kind: str, owner: User) -> Any:
    if kind == "image":
        return get_image_model().objects.create(title="Asli", file=get_test_image_file(), uploaded_by_user=owner)
    if kind == "document":
        return get_document_model().objects.create(title="Asli", file=ContentFile(b"x", name="x.txt"), uploaded_by_user=owner)
    sound = ContentFile(b"x", name="x.mp3")
    return get_media_model().objects.create(title="Asli", type="audio", duration=1, file=sound, uploaded_by_user=owner)


def picture_block(item: Any) -> dict[str, Any]:
    return {"type": "picture", "value": {"image": {"image": item.pk, "alt_text": "Rumah", "decorative": False}}}


def lesson_with(kind: str, item: Any, home: Home, **fields: Any) -> Lesson:
    blocks = {
        "image": picture_block(item),
        "document": {"type": "download", "value": {"text": "Unduh", "document": item.pk}},
        "media": {"type": "audio", "value": {"audio": item.pk, "transcript": "Kata"}},
    }
    lesson = make_lesson(make_module(home), 9, body=[blocks[kind]], **fields)
    assert ReferenceIndex.get_references_to(item).exists()
    return lesson


def changes(name: str, kind: str, item: Any, client: Client) -> bool:
    """Whether this client can change or delete the item by this address."""
    row = type(item).objects.filter(pk=item.pk)
    before = row.values().get()
    client.post(reverse(name, args=[item.pk]), form(kind, item, several="multiple" in name))
    return row.values().first() != before


def form(kind: str, item: Any, *, several: bool) -> dict[str, Any]:
    names = {"image": "lain.png", "document": "lain.txt", "media": "lain.mp3"}
    file = SimpleUploadedFile(names[kind], get_test_image_file().file.getvalue() if kind == "image" else b"y")
    prefix = f"{'doc' if kind == 'document' else kind}-{item.pk}-" if several else ""
    fields = {"title": "Lain", "file": file, "collection": item.collection_id, "duration": 1}
    return {f"{prefix}{name}": value for name, value in fields.items()}


EACH = pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in ROUTES.items() for name in names])


@EACH
@pytest.mark.thorough
def test_a_trainer_does_not_change_what_is_published(kind: str, name: str, staff: dict[str, User], home: Home, client: Client) -> None:
    item = uploaded(kind, staff[TRAINER])
    lesson = lesson_with(kind, item, home)
    client.force_login(staff[TRAINER])
    assert not changes(name, kind, item, client)
    lesson.unpublish()
    assert changes(name, kind, item, client)


@EACH
@pytest.mark.thorough
def test_the_office_changes_what_is_published(kind: str, name: str, staff: dict[str, User], home: Home, client: Client) -> None:
    item = uploaded(kind, staff[TRAINER])
    lesson_with(kind, item, home)
    client.force_login(staff[ADMIN])
    assert changes(name, kind, item, client)


@pytest.mark.parametrize(("kind", "address"), [(kind, address) for kind, addresses in BULK.items() for address in addresses])
def test_nor_many_at_once(kind: str, address: str, staff: dict[str, User], home: Home, client: Client) -> None:
    item = uploaded(kind, staff[TRAINER])
    lesson_with(kind, item, home)
    collection = item.collection.add_child(name="Lain")
    client.force_login(staff[TRAINER])
    client.post(f"{address}?id={item.pk}", {"tags": "lain", "collection": collection.pk})
    item.refresh_from_db()
    assert item.collection_id != collection.pk
    assert not item.tags.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_the_reason_is_told(kind: str, staff: dict[str, User], home: Home, client: Client) -> None:
    item = uploaded(kind, staff[TRAINER])
    lesson_with(kind, item, home)
    client.force_login(staff[TRAINER])
    for name in ROUTES[kind][:2]:
        page = client.get(reverse(name, args=[item.pk]), follow=True)
        assert [str(message) for message in page.context["messages"]] == [gettext(REASON)]


def test_what_has_no_drafts_is_always_live(staff: dict[str, User], regions: None) -> None:
    portrait = uploaded("image", staff[TRAINER])
    policy = policy_registry.get(portrait)
    assert policy.user_has_permission_for_instance(staff[TRAINER], "change", portrait)
    Leader.objects.create(kind="adat", role="Damang", name="Contoh", region_id="62.07", portrait=portrait)
    assert not policy.user_has_permission_for_instance(staff[TRAINER], "change", portrait)
    assert policy.user_has_permission_for_instance(staff[TRAINER], "choose", portrait)


def test_what_is_approved_for_later_counts_as_published(staff: dict[str, User], home: Home) -> None:
    image = uploaded("image", staff[TRAINER])
    lesson = lesson_with("image", image, home, live=False)
    lesson.go_live_at = timezone.now() + datetime.timedelta(days=1)
    lesson.save_revision().publish()
    assert not policy_registry.get(image).user_has_permission_for_instance(staff[TRAINER], "delete", image)


def test_what_only_a_later_revision_of_a_live_page_uses_counts_as_published(staff: dict[str, User], home: Home) -> None:
    """The page's row still has the old picture until then."""
    old, new = uploaded("image", staff[ADMIN]), uploaded("image", staff[TRAINER])
    lesson = lesson_with("image", old, home)
    lesson.save_revision().publish()
    lesson.refresh_from_db()
    policy = policy_registry.get(new)
    lesson.body = json.dumps([picture_block(new)])
    lesson.save_revision()
    assert policy.user_has_permission_for_instance(staff[TRAINER], "change", new)
    lesson.go_live_at = timezone.now() + datetime.timedelta(days=1)
    lesson.save_revision().publish()
    assert not policy.user_has_permission_for_instance(staff[TRAINER], "change", new)
