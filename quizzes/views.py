"""Taking a quiz. Every page is one person's: signed in, never kept by caches, another learner's attempt is not found."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.accounts.models import User
from lms.accounts.personal import personal, user_of
from quizzes.answered_pages import page_in
from quizzes.attempts import (
    AttemptFinished,
    AttemptLimitReached,
    NothingToDraw,
    as_drawn,
    finish_attempt,
    kept_answers,
    newest,
    save_answer,
    save_answers,
    start_attempt,
    stored_answers,
    values_of,
)
from quizzes.drawing import number_drawn
from quizzes.models import Attempt, Purpose, Quiz
from quizzes.refreshers import not_open_before
from quizzes.showing import answer_in, answers_in, by_topic, lessons_to_read, sealing_key, shown_questions, told
from quizzes.standing import Standing, standings
from quizzes.waiting import forget_waiting, keep_waiting, waiting_answers
from quizzes.way import lessons_missing

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

_WAITING = gettext_lazy("You were signed out, because nothing was tapped for a while. Your answers wait on this phone: sign in again.")
_TOO_LONG = gettext_lazy("Your last answers could not be kept, because they are too long. Check them after signing in.")
_OUTDATED = gettext_lazy("That page was opened before the last sign-in on this phone. Its answers wait here for the one who gave them.")

_LATE = gettext_lazy("This quiz was handed in before. Answers that come after it do not count.")


def own_attempt(view: Callable[[HttpRequest, Attempt], HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Gate: a personal page, and the attempt is one's own. Answers that come after the session has ended wait for their learner."""

    @personal
    @wraps(view)
    def of_learner(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
        try:
            attempt = Attempt.objects.select_related("quiz").get(pk=attempt_id, learner=user_of(request))
        except Attempt.DoesNotExist:
            return _not_theirs(request, attempt_id)
        return view(request, attempt)

    @never_cache
    @wraps(view)
    def gated(request: HttpRequest, attempt_id: UUID) -> HttpResponseBase:
        return of_learner(request, attempt_id) if request.user.is_authenticated else _sign_in_first(request, attempt_id)

    # See lms.errors.csrf_failure.
    vars(gated)["when_outdated"] = never_cache(_sent_by_outdated_page)
    return gated


def _not_theirs(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """No such attempt, or another learner's, which looks the same. Their own pages led here whoever shares the phone."""
    return render(request, "quizzes/not_theirs.html", {"here": reverse("quizzes:attempt", args=[attempt_id])}, status=404)


def _sign_in_first(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    response = redirect_to_login(reverse("quizzes:attempt", args=[attempt_id]))
    _let_wait(request, response, attempt_id, _WAITING)
    return response


def _sent_by_outdated_page(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """Its session ended, and in another page of this browser somebody signed in since."""
    if not request.user.is_authenticated:
        return _sign_in_first(request, attempt_id)
    response = redirect("quizzes:attempt", attempt_id)
    _let_wait(request, response, attempt_id, _OUTDATED)
    return response


def _let_wait(request: HttpRequest, response: HttpResponse, attempt_id: UUID, words: StrPromise) -> None:
    attempt = Attempt.objects.open().filter(pk=attempt_id).first() if request.method == "POST" else None
    if attempt is not None:
        kept = keep_waiting(request, response, attempt, answers_in(request.POST, attempt), page_in(request.POST))
        messages.warning(request, words if kept else _TOO_LONG)


# Starting ------------------------------------------------------------------------------------------------


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """What to expect, and the way in."""
    quiz = get_object_or_404(Quiz.objects.published(), pk=pk)
    learner = user_of(request)
    missing, opens = lessons_missing(quiz, learner), not_open_before(quiz, learner)
    if request.method == "POST" and not (missing or opens):
        return _begin(request, quiz, learner)
    standing = standings(learner, [quiz])[quiz.translation_key]
    context = {
        "quiz": quiz,
        "standing": standing,
        "missing": missing,
        "opens": opens,
        "attempt_id": uuid4(),
        "is_pre_test": quiz.purpose == Purpose.PRE,
        "questions": number_drawn(quiz),
        "lessons": _lessons_of_last(quiz, learner) if standing.rests_until else [],
    }
    return render(request, "quizzes/start.html", context)


def _begin(request: HttpRequest, quiz: Quiz, learner: User) -> HttpResponse:
    try:
        attempt = start_attempt(learner=learner, quiz=quiz, attempt_id=_uuid(request.POST.get("attempt", "")))
    except AttemptLimitReached:
        return redirect("quizzes:start", quiz.pk)
    except NothingToDraw:
        messages.warning(request, _("This quiz is not ready yet. Please come back tomorrow."))
        return redirect("quizzes:start", quiz.pk)
    return redirect("quizzes:attempt", attempt.pk)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _lessons_of_last(quiz: Quiz, learner: User) -> list[Any]:
    last = (
        Attempt.objects.finished().filter(learner=learner, quiz_key=quiz.translation_key).select_related("quiz").order_by("number").last()
    )
    return list(lessons_to_read(told(last))) if last else []


# Answering -----------------------------------------------------------------------------------------------


@require_safe
@own_attempt
def attempt(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """The whole quiz in one page, with what was answered so far."""
    if attempt.finished_at:
        # Its script comes here with an answer that was refused.
        if "terlambat" in request.GET:
            messages.warning(request, _LATE)
        return redirect("quizzes:result", attempt.pk)
    kept = kept_answers(attempt)
    waiting = waiting_answers(request, attempt, kept)
    items = shown_questions(attempt, {**values_of(kept), **waiting})
    context = {
        "attempt": attempt,
        "quiz": attempt.quiz,
        "items": items,
        "sequence": newest(kept),
        "seal": sealing_key(attempt),
        "waiting": waiting,
    }
    return render(request, "quizzes/attempt.html", context)


@never_cache
@require_POST
def save_one(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """One answer, in the background. Only "saved", with its position and the sequence that is kept now, acknowledges it."""
    if not request.user.is_authenticated:
        return _not_saved("sign-in", 401, _("Sign in again. Your answer waits on this phone."))
    try:
        attempt = as_drawn(attempt_id, request.user.pk)
        position, sequence = int(request.POST.get("position", "")), int(request.POST.get("sequence", ""))
        kept = save_answer(attempt=attempt, position=position, value=answer_in(request.POST, attempt, position), sequence=sequence)
    except Attempt.DoesNotExist:
        return _not_saved("unknown", 404, _("Whoever is signed in here has no such quiz. Sign in as the one who began it."))
    except AttemptFinished:
        return _not_saved("finished", 409, _LATE)
    except ValueError:
        return _not_saved("unknown", 400, _("This quiz does not ask for such an answer. Load the page again and answer once more."))
    return JsonResponse({"position": position, "sequence": kept, "state": "saved"})


def _not_saved(state: str, status: int, words: str | StrPromise) -> HttpResponse:
    return JsonResponse({"state": state, "message": str(words)}, status=status)


@require_POST
@own_attempt
def save_page(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """All answers of the page, for browsers without script: then back to them, or on to the overview."""
    try:
        whole = save_answers(attempt=attempt, answers=answers_in(request.POST, attempt), page=page_in(request.POST))
    except AttemptFinished:
        messages.warning(request, _LATE)
        return redirect("quizzes:result", attempt.pk)
    _tell_saved(request, whole)
    response = redirect("quizzes:finish" if "review" in request.POST else "quizzes:attempt", attempt.pk)
    forget_waiting(request, response, attempt)
    return response


def _tell_saved(request: HttpRequest, whole: bool) -> None:
    if not whole:
        messages.warning(request, _("That page was older. Answers that you saved later were kept. Check your answers."))
    elif "review" not in request.POST:
        messages.success(request, _("Your answers are saved."))


# Handing in ----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@own_attempt
def finish(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """The overview before handing in; handing in. A page that was sent along (``whole``) counts where it is not older."""
    if request.method == "POST":
        answers = answers_in(request.POST, attempt) if "whole" in request.POST else None
        finish_attempt(attempt=attempt, answers=answers, page=page_in(request.POST))
        response = redirect("quizzes:result", attempt.pk)
        forget_waiting(request, response, attempt)
        return response
    if attempt.finished_at:
        return redirect("quizzes:result", attempt.pk)
    items = shown_questions(attempt, stored_answers(attempt))
    context = {"attempt": attempt, "quiz": attempt.quiz, "items": items, "unanswered": _open(items), "is_pre_test": _is_pre_test(attempt)}
    return render(request, "quizzes/finish.html", context)


def _is_pre_test(attempt: Attempt) -> bool:
    """Its key stays with us after handing in too, so that the post-test can be compared with it."""
    return bool(attempt.quiz.purpose == Purpose.PRE)


def _open(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [item for item in items if not item["answered"]]


@require_safe
@own_attempt
def result(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    if not attempt.finished_at:
        return redirect("quizzes:attempt", attempt.pk)
    results = told(attempt)
    context = {
        "attempt": attempt,
        "quiz": attempt.quiz,
        "results": results,
        "standing": _standing(request, attempt),
        "right": sum(result.grade.right for result in results),
        "lessons": lessons_to_read(results),
        "missed_critical": [result for result in results if result.content["critical"] and not result.grade.right],
        "is_pre_test": _is_pre_test(attempt),
        "topics": by_topic(results),
    }
    return render(request, "quizzes/result.html", context)


def _standing(request: HttpRequest, attempt: Attempt) -> Standing:
    return standings(user_of(request), [attempt.quiz])[attempt.quiz.translation_key]
