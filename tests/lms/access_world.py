"""A small whole site with one of everything, people of every role in it, and browsers in which they have signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings as site
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import get_messages
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupApprovalTask, Locale, Page, Site, UploadedFile, Workflow
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringSegment, Translation, TranslationSource
from wagtailmedia.models import get_media_model

from certificates.issuing import issue_certificate
from certificates.models import CertificateSettings
from lms.accounts.consent import give_consent
from lms.accounts.models import User
from lms.accounts.staff_groups import WORKFLOW, ensure_groups
from modules.models import Enrolment, GlossaryTerm, HelpChannel, Leader, LeaderMessage
from quizzes.attempts import finish_attempt, start_attempt
from quizzes.models import Question
from tests.factories import make_module, make_path, make_person
from tests.lms.access_table import ROLES
from tests.quizzes.builders import complete, make_bank, make_question, make_quiz

if TYPE_CHECKING:
    from modules.models import Home, Module

#: For tests that ask every address. What Wagtail and its companions warn of, and leave open, is not what is asked here.
CRAWLING = [
    pytest.mark.thorough,
    pytest.mark.crawl,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

#: Names of parameters in Wagtail's addresses and of what they stand for, as far as a name means the same everywhere.
EVERYWHERE = {
    "page_id": "page",
    "parent_page_id": "parent",
    "page_to_move_id": "page",
    "page_pk": "page",
    "destination_id": "other_module",
    "revision_id": "revision",
    "revision_id_a": "revision",
    "revision_id_b": "revision",
    "image_id": "image",
    "document_id": "document",
    "doc_id": "document",
    "workflow_pk": "workflow",
    "task_id": "task",
    "collection_id": "collection",
    "media_id": "media",
    "translation_id": "translation",
    "translation_source_id": "source",
    "string_segment_id": "segment",
    "task_state_id": "task_state",
    "workflow_state_id": "workflow_state",
    "uploaded_file_id": "upload",
    "session_id": "session",
    "overridable_segment_id": "nobody",
    "restriction_id": "nobody",
    "redirect_id": "redirect",
    "page_view_restriction_id": "nobody",
}
#: Addresses in which a parameter stands for something else than elsewhere: a page and a question that wait for approval.
BY_NAME = {
    **{
        name: {"page_id": "waiting"}
        for name in (
            "wagtailadmin_pages:workflow_action",
            "wagtailadmin_pages:collect_workflow_action_data",
            "wagtailadmin_pages:workflow_history_detail",
            "wagtailadmin_pages:workflow_preview",
            "wagtailadmin_pages:confirm_workflow_cancellation",
        )
    },
    **{
        name: {"pk": "waiting_question", "task_state_id": "question_task_state", "workflow_state_id": "question_workflow_state"}
        for name in (
            "wagtailsnippets_quizzes_question:workflow_action",
            "wagtailsnippets_quizzes_question:collect_workflow_action_data",
            "wagtailsnippets_quizzes_question:workflow_history_detail",
        )
    },
    "wagtailsnippets_quizzes_question:workflow_preview": {"pk": "waiting_question"},
    **{
        name: {"revision_id": "question_revision"}
        for name in (
            "wagtailsnippets_quizzes_question:revisions_view",
            "wagtailsnippets_quizzes_question:revisions_revert",
            "wagtailsnippets_quizzes_question:revisions_unschedule",
        )
    },
    "wagtailsnippets_quizzes_question:revisions_compare": {"revision_id_a": "question_revision", "revision_id_b": "question_revision"},
    "wagtailimages:create_multiple_from_uploaded_image": {"uploaded_file_id": "upload"},
    "mfa_remove_webauthn": {"pk": "nobody"},
    "mfa_edit_webauthn": {"pk": "nobody"},
}
#: What "pk" is, by the beginning of the name.
PKS = {
    "wagtailusers_users": "person",
    "wagtailusers_groups": "group",
    "wagtailsites": "site",
    "wagtaillocales": "locale",
    "wagtailadmin_collections": "collection",
    "wagtailadmin_workflows:edit_task": "task",
    "wagtailadmin_workflows:disable_task": "task",
    "wagtailadmin_workflows:enable_task": "task",
    "wagtailadmin_workflows": "workflow",
    "wagtailsnippets_quizzes_questionbank": "bank",
    "wagtailsnippets_quizzes_question": "question",
    "wagtailsnippets_quizzes_quiz": "quiz",
    "wagtailsnippetchoosers_quizzes_questionbank": "bank",
    "wagtailsnippetchoosers_quizzes_question": "question",
    "wagtailsnippetchoosers_quizzes_quiz": "quiz",
    "wagtailadmin_api:pages": "page",
    "wagtailadmin_api:images": "image",
    "wagtailadmin_api:documents": "document",
    "wagtailimages_chooser": "image",
    "wagtaildocs_chooser": "document",
    "wagtailadmin_pages": "page",
    "wagtailsnippets_modules_leadermessage": "leadermessage",
    "wagtailsnippets_modules_leader": "leader",
    "wagtailsnippets_modules_helpchannel": "channel",
    "wagtailsnippets_modules_glossaryterm": "term",
    "wagtailsnippetchoosers_modules_leadermessage": "leadermessage",
    "wagtailsnippetchoosers_modules_leader": "leader",
    "wagtailsnippetchoosers_modules_helpchannel": "channel",
    "wagtailsnippetchoosers_modules_glossaryterm": "term",
    "wagtailsettings": "settings",
    "region_chooser": "region_code",
    "wagtail_localize:submit_snippet": "question",
    "wagtail_localize:snippets_api": "question",
}
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
    "wagtailsettings:preview_on_edit": {"app_name": "certificates", "model_name": "certificatesettings"},
    "wagtail_localize:preview_translation": {"mode": "default"},
    "wagtail_bulk_action": {"app_label": "accounts", "model_name": "user", "action": "delete"},
    "wagtailadmin_pages:workflow_action": {"action_name": "approve"},
    "wagtailadmin_pages:collect_workflow_action_data": {"action_name": "approve"},
    "wagtailsnippets_quizzes_question:workflow_action": {"action_name": "approve"},
    "wagtailsnippets_quizzes_question:collect_workflow_action_data": {"action_name": "approve"},
    "wagtailsnippets_modules_leadermessage:workflow_action": {"action_name": "approve"},
    "wagtailsnippets_modules_leadermessage:collect_workflow_action_data": {"action_name": "approve"},
    "wagtailadmin_editing_sessions:ping": {"app_label": "wagtailcore", "model_name": "page"},
    "wagtailadmin_password_reset_confirm": {"uidb64": "MQ", "token": "x-y"},
}

#: Forms that Wagtail cannot read without their fields. With these they are shown again, or done.
BODIES: dict[str, dict[str, str]] = {
    "wagtailadmin_pages:add": {"body-count": "0"},
    "wagtailadmin_pages:edit": {"body-count": "0"},
    "wagtailadmin_pages:revisions_revert": {"body-count": "0"},
    "wagtailadmin_pages:copy": {"new_parent_page": "parent"},
    "wagtailadmin_choose_page_external_link": {"external-link-chooser-url": "https://contoh.id/"},
    "wagtail_localize:upload_pofile": {"file": "po_file"},
}
#: Fields whose value is the name of a sample.
OF_SAMPLES = {"new_parent_page", "file"}


@dataclass
class World:
    people: dict[str, User | None]
    clients: dict[str, Client]
    samples: dict[str, Any]

    def url(self, name: str, parameters: tuple[str, ...], sample: str = "") -> str | None:
        """The address with the samples in it; None where there is no sample for it."""
        if sample:
            found = self.samples[sample]
            return (
                reverse(name, kwargs=found)
                if isinstance(found, dict)
                else reverse(name, args=found if isinstance(found, list) else [found])
            )
        words = WORDS.get(name, {})
        values = {parameter: words.get(parameter, self._value(name, parameter)) for parameter in parameters}
        return None if None in values.values() else reverse(name, kwargs=values)

    def body(self, name: str) -> dict[str, Any]:
        return {field: self._sent(field, value) for field, value in BODIES.get(name, {}).items()}

    def _sent(self, field: str, value: str) -> Any:
        found = self.samples[value] if field in OF_SAMPLES else value
        return ContentFile(found, name="x.po") if isinstance(found, bytes) else found

    def _value(self, name: str, parameter: str) -> Any:
        if parameter in BY_NAME.get(name, {}):
            return self.samples[BY_NAME[name][parameter]]
        if parameter == "object_id":
            return str(self.samples["page"])
        if parameter == "pk":
            return next((self.samples[key] for prefix, key in PKS.items() if name.startswith(prefix)), None)
        return self.samples.get(EVERYWHERE.get(parameter, ""))

    def ask(self, role: str, method: str, url: str, name: str = "") -> str:
        """The answer, in the words of ``access_table``. Whatever it changed is taken back."""
        client = self.clients[role]
        cookies = client.cookies.copy()
        with transaction.atomic():
            response = client.post(url, self.body(name)) if method == "post" else client.get(url)
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
    if target.partition("?")[0] in (reverse(site.LOGIN_URL), reverse("wagtailadmin_login")):
        return "in"
    refused = any(message.level_tag == "error" for message in get_messages(response.wsgi_request))
    return "home" if target == reverse("wagtailadmin_home") and refused else "on"


def make_world(home: Home) -> World:
    ensure_groups(home)
    people = _people()
    learner, samples = people["learner"], {}
    assert learner
    samples |= _taught(home)
    samples |= _learnt(home, learner)
    samples |= _wagtail(home, samples["page"], people["superuser"])
    samples |= _snippets()
    samples |= _waiting(home, samples["question"], people["trainer"], people["superuser"])
    clients = {role: _signed_in(person) for role, person in people.items()}
    return World(people, clients, {key: value for key, value in samples.items() if not key.startswith("_")})


def _people() -> dict[str, User | None]:
    fixed = {
        "learner": {"region_id": "62.07.01.2001"},
        "other_learner": {"region_id": "62.71.01.1001"},
        "trainer": {"scope_id": "62.07", "groups": ["Pelatih"]},
        "coordinator_a": {"scope_id": "62.07", "groups": ["Koordinator"]},
        "coordinator_b": {"scope_id": "62.71", "groups": ["Koordinator"]},
        "dppa": {"scope_id": "62", "groups": ["Admin DPPA"]},
        "superuser": {"is_superuser": True},
    }
    people: dict[str, User | None] = {
        role: make_person(f"Nama {role}", username=role.replace("_", "-"), **more) for role, more in fixed.items()
    }
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
        "page": lesson.pk,
        "index": module.get_parent().pk,
        "bank": bank.pk,
        "question": question.pk,
        "quiz": quiz.pk,
        "lesson_key": lesson.translation_key,
        "_quiz": quiz,
        "_module": module,
        "address": lesson.get_url().lstrip("/"),
        "message": {"topic": "mendengar", "region_code": "62.07"},
        "voices": {"topic": "mendengar"},
        "no_handout": "tidak-ada",
        "no_file": {"path": "tidak-ada.jpg"},
        "no_document": [1, "x"],
        "parent": module.pk,
        "nobody": 999_999,
        "region": {"code": "62.07"},
        "region_code": "62.07",
        "chooser": {"chooser": "wilayah/pilih"},
        "no_number": {"chooser": "images/chooser", "pk": "6f1d6a52-1c1b-4d0e-9e4a-0c5f6c7c8d9e"},
    }


def _learnt(home: Home, learner: User) -> dict[str, Any]:
    """A path that is done and one that is not; an attempt handed in and one still open; a certificate as it is really given."""
    short, empty = make_module(home, "U9", lessons=1), make_module(home, "U8", lessons=0)
    path = make_path(home, [short], slug="singkat", requires_post_test=False)
    enrolment = Enrolment.objects.create(learner=learner, path=path, path_key=path.translation_key)
    complete(learner, *short.lessons())
    certificate = issue_certificate(enrolment=enrolment)
    finished = _attempt(learner, short)
    return {
        "person": learner.pk,
        "other_module": empty.pk,
        "enrolment": enrolment.pk,
        "certificate": certificate.pk,
        "code": certificate.code,
        "path_key": path.translation_key,
        "attempt": finished.pk,
        "attempt_pk": finished.pk,
        "open_attempt": _attempt(learner, empty, hand_in=False).pk,
    }


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
        "revision": revision.pk,
        "image": image.pk,
        "document": document.pk,
        "workflow": Workflow.objects.get(name=WORKFLOW).pk,
        "task": GroupApprovalTask.objects.get(name=WORKFLOW).pk,
        "collection": Collection.get_first_root_node().add_child(name="Koleksi").pk,
        "site": Site.objects.get(is_default_site=True).pk,
        "locale": Locale.objects.get(language_code="id").pk,
        "group": Group.objects.get(name="Pelatih").pk,
        "settings": CertificateSettings.load().pk,
        "redirect": Redirect.add_redirect("/lama/", "/jalur/").pk,
        "media": get_media_model().objects.create(title="Suara", type="audio", duration=1, file=ContentFile(b"x", name="x.mp3")).pk,
    }


def _snippets() -> dict[str, Any]:
    leader = Leader.objects.create(kind="adat", role="Damang", name="Contoh", region_id="62.07")
    return {
        "leader": leader.pk,
        "leadermessage": LeaderMessage.objects.create(
            topic="mendengar", text="Pesan", leader_kind="adat", role="Damang", signed_by="Contoh"
        ).pk,
        "channel": HelpChannel.objects.create(name="Layanan", purpose="Bertanya").pk,
        "term": GlossaryTerm.objects.create(key="kata", term="Kata", meaning="Arti").pk,
    }


def _waiting(home: Home, question_pk: int, trainer: User | None, superuser: User | None) -> dict[str, Any]:
    """What waits for approval, what is being translated, what somebody else is just editing or uploading."""
    workflow = Workflow.objects.get(name=WORKFLOW)
    page = make_module(home, "U7", lessons=1).lessons()[0]
    page.save_revision(user=trainer)
    state = workflow.start(page, trainer)
    question = Question.objects.get(pk=question_pk)
    waiting = make_question(question.bank, "single", prompt="Yang menunggu")
    question_revision, _ = question.save_revision(user=trainer), waiting.save_revision(user=trainer)
    question_state = workflow.start(waiting, trainer)
    source, _ = TranslationSource.get_or_create_from_instance(question)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get_or_create(language_code="en")[0])
    # The bank stays untranslated; what can be called does not ask for it.
    question.copy_for_translation(translation.target_locale).save()
    of_page = ContentType.objects.get_for_model(Page)
    session = EditingSession.objects.create(user=superuser, content_type=of_page, object_id=str(page.pk), last_seen_at=timezone.now())
    upload = UploadedFile.objects.create(for_content_type=of_page, file=ContentFile(b"x", name="x.txt"), uploaded_by_user=superuser)
    return {
        "waiting": page.pk,
        "workflow_state": state.pk,
        "task_state": state.current_task_state.pk,
        "waiting_question": waiting.pk,
        "question_workflow_state": question_state.pk,
        "question_task_state": question_state.current_task_state.pk,
        "question_revision": question_revision.pk,
        "source": source.pk,
        "translation": translation.pk,
        "po_file": f'msgid ""\nmsgstr "X-WagtailLocalize-TranslationID: {translation.uuid}\\n"\n'.encode(),
        "segment": StringSegment.objects.filter(source=source).first().pk,
        "session": session.pk,
        "upload": upload.pk,
    }
