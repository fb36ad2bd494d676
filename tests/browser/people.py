"""People for the stories, with something on their pages. Runs inside the site's own process: see the fixture ``people``."""

from __future__ import annotations

import json
import secrets
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from certificates.changing import replace, revoke
from certificates.issuing import issue_if_complete
from certificates.models import Certificate
from lms.accounts.models import Consent, User
from modules.models import Enrolment, Leader, LeaderIndex, LeaderMessage, LeaderPage, Lesson, Module, Path, PathModule
from modules.progress import complete_lesson, enrol
from quizzes.attempts import finish_attempt, start_attempt
from quizzes.kinds import KINDS
from quizzes.models import Attempt, BlueprintRow, Question, Quiz
from quizzes.way import way_of
from tests.browser.phones import PIN
from tests.factories import make_person

SERUYAN = "62.07"
REGIONAL_WORDS = "Pesan uji untuk pembaca di Seruyan."


def make_people() -> None:
    """Print, as the last line of JSON, who there is and where their pages are."""
    path = Path.objects.live().get(slug="orang-tua")
    made = {
        "newcomer": _person("baru"),
        "on_the_way": _on_the_way(path),
        "certified": _certified(path, "lulus"),
        "deserving": _deserving(path),
        "revoked": _revoked(path),
        "replaced": _replaced(path),
        "expired": _expired(path),
        "asked_again": _asked_again(),
        "leaving": _person("pergi"),
        "officer": _person("petugas", groups=["Koordinator"], scope_id=SERUYAN),
        "guarded": _person("terjaga", groups=["Koordinator"], scope_id=SERUYAN),
        "with_a_key": _person("berkunci", groups=["Koordinator"], scope_id=SERUYAN),
        "quiz_takers": [_with_quiz(path, number) for number in range(1, 17)],
        "path": str(path.translation_key),
        "short_path": _short_path(path),
        "lessons": lessons_with_every_block(),
        "regional_lesson": _regional_lesson(),
        "leader_page": _leader_page(),
        "admin": _admin_addresses(),
    }
    print(json.dumps(made))


def _user(role: str, **fields: Any) -> User:
    return make_person(f"Peserta {role.capitalize()}", username=f"{role}-{secrets.token_hex(3)}", password=PIN, **fields)


def _person(role: str, **fields: Any) -> dict[str, str]:
    user = _user(role, **fields)
    return {"login": user.username, "name": user.name}


def _every_kind() -> list[str]:
    """A published question of every kind."""
    return [Question.objects.filter(kind=kind).exclude(current_version=None).order_by("pk")[0].current_version_id for kind in KINDS]


def _open_attempt(user: User, quiz: Quiz) -> Attempt:
    attempt = start_attempt(learner=user, quiz=quiz)
    attempt.items = _every_kind()
    attempt.save(update_fields=["items"])
    return attempt


def _modules(path: Path) -> list[Module]:
    return [row.module for row in path.path_modules.select_related("module")]


def _quizzes(path: Path) -> list[Quiz]:
    return list(Quiz.objects.published().filter(module__in=_modules(path)).order_by("pk"))


def _with_quiz(path: Path, number: int) -> dict[str, str]:
    """Somebody in the middle of a quiz with one question of every kind."""
    user = _user(f"kuis{number}")
    enrol(learner=user, path=path)
    attempt = _open_attempt(user, _quizzes(path)[0])
    return {"login": user.username, "name": user.name, "attempt": str(attempt.pk), "address": f"/kuis/percobaan/{attempt.pk}/"}


def _short_path(like: Path) -> str:
    """A path of one module; its post-test asks a question of every kind."""
    path = like.get_parent().add_child(
        instance=Path(title="Jalur singkat", slug="jalur-singkat", locale=like.locale, audiences=like.audiences)
    )
    path.path_modules.set([PathModule(module=min(_modules(like), key=lambda module: len(module.lessons())))])
    path.save()
    post = Quiz.objects.create(title="Pasca-uji: Jalur singkat", purpose="post", path=path, locale=path.locale)
    for number, kind in enumerate(KINDS):
        bank = Question.objects.filter(kind=kind).exclude(current_version=None).order_by("pk")[0].bank
        BlueprintRow.objects.create(quiz=post, bank=bank, kinds=kind, sort_order=number)
    return str(path.translation_key)


def _on_the_way(path: Path) -> dict[str, str]:
    user = _user("jalan")
    enrol(learner=user, path=path)
    lessons = list(Lesson.objects.live().descendant_of(_modules(path)[0]))
    complete_lesson(learner=user, lesson=lessons[0])
    first, second, third = _quizzes(path)[:3]
    finished, unfinished = _open_attempt(user, first), _open_attempt(user, second)
    finish_attempt(attempt=finished, answers={1: "x"})
    return {
        "login": user.username,
        "name": user.name,
        "result": str(finished.pk),
        "attempt": str(unfinished.pk),
        "lesson": str(lessons[1].translation_key),
        "lesson_address": lessons[1].url,
        "quiz": str(third.pk),
    }


def _at_the_end(path: Path, role: str) -> User:
    """The whole way done, with what the database would hold after it but the certificate."""
    user = _user(role)
    enrol(learner=user, path=path)
    for step in way_of(path, user).steps:
        if step.kind == "lesson":
            complete_lesson(learner=user, lesson=Lesson.objects.get(translation_key=step.key, locale=path.locale))
        else:
            _passed(user, Quiz.objects.get(translation_key=step.key, locale=path.locale))
    return user


def _deserving(path: Path) -> dict[str, str]:
    """Somebody whom the worker has not given the certificate yet."""
    user = _at_the_end(path, "berhak")
    post_test = Attempt.objects.get(learner=user, quiz__purpose="post")
    return {"login": user.username, "result": str(post_test.pk)}


def _certified(path: Path, role: str) -> dict[str, str]:
    user = _at_the_end(path, role)
    issue_if_complete(user)
    certificate = user.certificates.get()
    return {"login": user.username, "name": user.name, "certificate": str(certificate.pk), "code": certificate.code}


def _certificate(path: Path, role: str) -> Certificate:
    return Certificate.objects.get(pk=_certified(path, role)["certificate"])


def _shown(certificate: Certificate) -> dict[str, str]:
    return {"login": certificate.learner.username, "certificate": str(certificate.pk), "code": certificate.code}


def _revoked(path: Path) -> dict[str, str]:
    return _shown(revoke(certificate=_certificate(path, "dicabut"), reason="Uji", acting_user=User.objects.get(username="super")))


def _replaced(path: Path) -> dict[str, str]:
    old = _certificate(path, "diganti")
    replace(certificate=old, acting_user=User.objects.get(username="super"), name="Peserta Dibetulkan")
    return _shown(old)


def _expired(path: Path) -> dict[str, str]:
    old = _certificate(path, "berakhir")
    past = timezone.localdate() - timedelta(days=800)
    Certificate.objects.filter(pk=old.pk).update(issued_on=past, valid_until=past + timedelta(days=730))
    return _shown(old)


def _asked_again() -> dict[str, str]:
    """Somebody whose consent is not to the text of now."""
    person = _person("lama")
    Consent.objects.filter(user__username=person["login"]).delete()
    return person


def _passed(user: User, quiz: Quiz) -> None:
    now = timezone.now()
    Attempt.objects.create(
        learner=user,
        quiz=quiz,
        quiz_key=quiz.translation_key,
        seed=1,
        items=_every_kind(),
        pass_mark=quiz.pass_mark,
        started_at=now - timedelta(minutes=9),
        finished_at=now,
        score=100,
        passed=True,
    )


def lessons_with_every_block() -> list[str]:
    """Addresses of few lessons and guides that show every kind of block, a sensitive one among them."""
    kinds = {page.url: ({block["type"] for block in page.body.raw_data}, getattr(page, "sensitive", False)) for page in _with_body()}
    chosen = [next(url for url, (_kinds, sensitive) in kinds.items() if sensitive)]
    missing = set().union(*(found for found, _sensitive in kinds.values())) - kinds[chosen[0]][0]
    while missing:
        best = max(kinds, key=lambda url: len(kinds[url][0] & missing))
        chosen.append(best)
        missing -= kinds[best][0]
    return chosen


def _with_body() -> list[Any]:
    return [page for page in Page.objects.live().order_by("path").specific() if getattr(page, "body", None)]


def _regional_lesson() -> str:
    """A lesson that asks for a leader's words, with a message for Seruyan to find."""
    lesson, topic = next(
        (page, block["value"]["topic"]) for page in _with_body() for block in page.body.raw_data if block["type"] == "leader_message"
    )
    LeaderMessage.objects.get_or_create(
        topic=topic,
        region_id=SERUYAN,
        locale=lesson.locale,
        defaults={"leader_kind": "adat", "role": "Damang", "signed_by": "Kantor uji", "text": REGIONAL_WORDS, "live": True},
    )
    return str(lesson.url)


def _leader_page() -> str:
    """Of somebody made up for this, who agrees to being shown; nobody like that is in the content."""
    index = LeaderIndex.objects.live()[0]
    leader = Leader.objects.create(
        kind="adat", role="Damang", name="Tokoh Uji", institution="Kedamangan Uji", region_id=SERUYAN, languages="Ngaju",
        consent_given_on=timezone.localdate(), consent_for="uji", locale=index.locale,
    )  # fmt: skip
    topic = LeaderMessage.objects.exclude(topic="")[0].topic
    LeaderMessage.objects.create(
        topic=topic,
        leader=leader,
        leader_kind="adat",
        role="Damang",
        region_id=SERUYAN,
        locale=index.locale,
        text="Jaga anak kita.",
        live=True,
    )
    return str(index.add_child(instance=LeaderPage(title="Tokoh Uji", slug="tokoh-uji", leader=leader, locale=index.locale)).url)


def _admin_addresses() -> list[str]:
    """Pages of the admin about one record each."""
    attempt = Attempt.objects.finished().latest("finished_at")
    certificate, person = Certificate.objects.latest("issued_on"), attempt.learner
    question = Question.objects.exclude(latest_revision=None).first() or Question.objects.all()[0]
    revision = question.latest_revision or question.save_revision()
    names: list[tuple[str, Any]] = [
        ("office_people:inspect", person.pk), ("office_attempts:inspect", attempt.pk), ("accounts_staff:issue_code", person.pk),
        ("office_enrolments:inspect", Enrolment.objects.latest("pk").pk), ("certificates_admin:show", certificate.pk),
        ("certificates_admin:revoke", certificate.pk), ("certificates_admin:replace", certificate.pk),
        ("certificates_admin:render_again", certificate.pk), ("wagtailusers_users:edit", person.pk),
    ]  # fmt: skip
    preview = reverse("wagtailsnippets_quizzes_question:revisions_view", args=[question.pk, revision.pk])
    return [*(reverse(name, args=[pk]) for name, pk in names), preview]
