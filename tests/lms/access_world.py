"""A small whole site with one of everything, people of every role in it, and browsers in which they have signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings as site
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupApprovalTask, Locale, Page, Site, Workflow
from wagtail.users.models import UserProfile

from certificates.models import Certificate
from lms.accounts.consent import give_consent
from lms.accounts.models import User
from lms.accounts.staff_groups import WORKFLOW, ensure_groups
from modules.models import Enrolment
from quizzes.attempts import finish_attempt, start_attempt
from tests.factories import make_module, make_path, make_person
from tests.lms.access_table import ROLES
from tests.quizzes.builders import complete, make_bank, make_question, make_quiz

if TYPE_CHECKING:
    from modules.models import Home, Module

#: Names of parameters in Wagtail's addresses and of what they stand for, as far as a name means the same everywhere.
EVERYWHERE = {
    "page_id": "page", "parent_page_id": "page", "page_to_move_id": "page", "page_pk": "page", "destination_id": "index", "revision_id": "revision",
    "revision_id_a": "revision", "revision_id_b": "revision", "image_id": "image", "document_id": "document", "doc_id": "document",
    "workflow_pk": "workflow", "task_id": "task", "collection_id": "collection", "media_id": "media",
}  # fmt: skip
#: What "pk" is, by the beginning of the name.
PKS = {
    "wagtailusers_users": "person", "wagtailusers_groups": "group", "wagtailsites": "site", "wagtaillocales": "locale", "wagtailadmin_collections": "collection",
    "wagtailadmin_workflows:edit_task": "task", "wagtailadmin_workflows:disable_task": "task", "wagtailadmin_workflows:enable_task": "task",
    "wagtailadmin_workflows": "workflow", "wagtailsnippets_quizzes_questionbank": "bank", "wagtailsnippets_quizzes_question": "question",
    "wagtailsnippets_quizzes_quiz": "quiz", "wagtailsnippetchoosers_quizzes_questionbank": "bank", "wagtailsnippetchoosers_quizzes_question": "question",
    "wagtailsnippetchoosers_quizzes_quiz": "quiz", "wagtailadmin_api:pages": "page", "wagtailadmin_api:images": "image",
    "wagtailadmin_api:documents": "document", "wagtailimages_chooser": "image", "wagtaildocs_chooser": "document", "wagtailadmin_pages": "page",
    "wagtailsnippets_modules_leadermessage": "message", "wagtailsnippets_modules_leader": "leader", "wagtailsnippets_modules_helpchannel": "channel",
    "wagtailsnippets_modules_glossaryterm": "term",
}  # fmt: skip
#: Addresses that need more than numbers.
WORDS: dict[str, dict[str, Any]] = {
    "wagtailadmin_pages:add": {"content_type_app_name": "modules", "content_type_model_name": "lesson"},
    "wagtailadmin_pages:preview_on_add": {"content_type_app_name": "modules", "content_type_model_name": "lesson"},
    "wagtailadmin_pages:type_use": {"content_type_app_name": "modules", "content_type_model_name": "lesson"},
    "wagtailadmin_pages:type_use_results": {"content_type_app_name": "modules", "content_type_model_name": "lesson"},
    "wagtailadmin_pages:choose_parent": {"app_label": "modules", "model_name": "lesson"},
    "wagtailadmin_api:pages:action": {"action_name": "copy"},
    "wagtailadmin_workflows:add_task": {"app_label": "wagtailcore", "model_name": "groupapprovaltask"},
    "wagtailsettings:edit": {"app_name": "certificates", "model_name": "certificatesettings"},
    "wagtailadmin_tag_model_autocomplete": {"app_name": "taggit", "model_name": "tag"},
    "wagtail_localize:submit_snippet_translation": {"app_label": "quizzes", "model_name": "question"},
    "wagtail_localize:snippets_api_listing": {"app_label": "quizzes", "model_name": "question"},
    "wagtail_localize:snippets_api_detail": {"app_label": "quizzes", "model_name": "question"},
    "wagtailimages:preview": {"filter_spec": "width-100"},
    "wagtailmedia:add": {"media_type": "audio"},
    "wagtailmedia:chooser_typed": {"media_type": "audio"},
    "wagtailmedia:chooser_upload": {"media_type": "audio"},
    "wagtail_bulk_action": {"app_label": "accounts", "model_name": "user", "action": "delete"},
}


@dataclass
class World:
    people: dict[str, User | None]
    clients: dict[str, Client]
    samples: dict[str, Any]

    def url(self, name: str, parameters: tuple[str, ...], sample: str = "") -> str | None:
        """The address with the samples in it; None where there is no sample for it."""
        if sample:
            found = self.samples[sample]
            return reverse(name, kwargs=found) if isinstance(found, dict) else reverse(name, args=[found])
        words = WORDS.get(name, {})
        values = {parameter: words.get(parameter, self._value(name, parameter)) for parameter in parameters}
        return None if None in values.values() else reverse(name, kwargs=values)

    def _value(self, name: str, parameter: str) -> Any:
        if parameter == "pk" or (parameter == "object_id"):
            return next((self.samples[key] for prefix, key in PKS.items() if name.startswith(prefix)), None)
        return self.samples.get(EVERYWHERE.get(parameter, ""))

    def ask(self, role: str, method: str, url: str) -> str:
        """The answer, in the words of ``access_table``. Whatever it changed is taken back."""
        client = self.clients[role]
        cookies = client.cookies.copy()
        with transaction.atomic():
            response = getattr(client, method)(url)
            answer = word_for(response)
            if response.streaming:
                b"".join(response.streaming_content)
            transaction.set_rollback(True)
        client.cookies = cookies
        return answer


def word_for(response: Any) -> str:
    if response.status_code not in (301, 302, 303, 307, 308):
        return str(response.status_code)
    target = response["Location"]
    if target.startswith(reverse(site.LOGIN_URL)):
        return "in"
    said_no = target == reverse("wagtailadmin_home") and any(message.level_tag == "error" for message in _messages(response))
    return "home" if said_no else "on"


def _messages(response: Any) -> list[Any]:
    from django.contrib.messages import get_messages

    return list(get_messages(response.wsgi_request))


def make_world(home: Home) -> World:
    ensure_groups(home)
    people = _people()
    learner, samples = people["learner"], {}
    assert learner
    samples |= _taught(home)
    samples |= _learnt(home, learner)
    samples |= _wagtail(home, samples["page"], people["superuser"])
    clients = {role: _signed_in(person) for role, person in people.items()}
    return World(people, clients, {key: value for key, value in samples.items() if not key.startswith("_")})


def _people() -> dict[str, User | None]:
    fixed = {
        "learner": {"region_id": "62.07.01.2001"}, "other_learner": {"region_id": "62.71.01.1001"},
        "trainer": {"scope_id": "62.07", "groups": ["Pelatih"]}, "coordinator_a": {"scope_id": "62.07", "groups": ["Koordinator"]},
        "coordinator_b": {"scope_id": "62.71", "groups": ["Koordinator"]}, "dppa": {"scope_id": "62", "groups": ["Admin DPPA"]},
        "superuser": {"is_superuser": True},
    }  # fmt: skip
    people: dict[str, User | None] = {role: make_person(f"Nama {role}", username=role.replace("_", "-"), **more) for role, more in fixed.items()}
    return {role: people.get(role) for role in ROLES}


def _signed_in(person: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        give_consent(user=person)
        client.force_login(person)
        UserProfile.get_for_user(person)
    return client


def _taught(home: Home) -> dict[str, Any]:
    module = make_module(home, "U1", lessons=1)
    lesson = module.lessons()[0]
    bank = make_bank(module)
    question = make_question(bank, "single", lesson=lesson)
    quiz = make_quiz(module, [{"bank": bank, "kinds": "single", "number": 1}])
    return {
        "page": lesson.pk, "index": module.get_parent().pk, "bank": bank.pk, "question": question.pk, "quiz": quiz.pk, "lesson_key": lesson.translation_key,
        "_quiz": quiz, "_module": module, "address": lesson.get_url().lstrip("/"), "message": {"topic": "mendengar", "region_code": "62.07"},
        "no_handout": "tidak-ada", "no_file": {"path": "tidak-ada.jpg"}, "no_document": [1, "x"], "region": {"code": "62.07"},
    }  # fmt: skip


def _learnt(home: Home, learner: User) -> dict[str, Any]:
    """A path that is done and one that is not; an attempt handed in and one still open; a certificate as it is really given."""
    short = make_module(home, "U9", lessons=1)
    path = make_path(home, [short], slug="singkat", requires_post_test=False)
    enrolment = Enrolment.objects.create(learner=learner, path=path, path_key=path.translation_key)
    complete(learner, *short.lessons())
    certificate = Certificate.objects.get(enrolment=enrolment) if Certificate.objects.filter(enrolment=enrolment).exists() else _issued(enrolment)
    finished = _attempt(learner, short)
    return {
        "person": learner.pk, "enrolment": enrolment.pk, "certificate": certificate.pk, "code": certificate.code, "path_key": path.translation_key,
        "attempt": finished.pk, "attempt_pk": finished.pk, "open_attempt": _attempt(learner, make_module(home, "U8", lessons=0), hand_in=False).pk,
    }  # fmt: skip


def _issued(enrolment: Enrolment) -> Certificate:
    from certificates.issuing import issue_certificate

    return issue_certificate(enrolment=enrolment)


def _attempt(learner: User, module: Module, *, hand_in: bool = True) -> Any:
    bank = make_bank(module)
    make_question(bank, "single")
    attempt = start_attempt(learner=learner, quiz=make_quiz(module, [{"bank": bank, "kinds": "single", "number": 1}]))
    return finish_attempt(attempt=attempt) if hand_in else attempt


def _wagtail(home: Home, page_pk: int, superuser: User | None) -> dict[str, Any]:
    revision = Page.objects.get(pk=page_pk).specific.save_revision(user=superuser)
    image = get_image_model().objects.create(title="Gambar", file=get_test_image_file())
    document = get_document_model().objects.create(title="Dokumen", file=ContentFile(b"x", name="x.txt"))
    return {
        "revision": revision.pk, "image": image.pk, "document": document.pk, "workflow": Workflow.objects.get(name=WORKFLOW).pk, "task": GroupApprovalTask.objects.get(name=WORKFLOW).pk,
        "collection": Collection.get_first_root_node().add_child(name="Koleksi").pk, "site": Site.objects.get(is_default_site=True).pk, "locale": Locale.objects.get(language_code="id").pk,
        "group": Group.objects.get(name="Pelatih").pk, "unknown": uuid4(),
    }  # fmt: skip
