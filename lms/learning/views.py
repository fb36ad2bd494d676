"""The learner's own pages: personal, never kept by a cache, complete without any script."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.accounts.personal import personal, user_of
from lms.learning.forms import LessonForm, RecordForm
from lms.learning.overview import overview_of, step_after
from modules.models import Enrolment, Lesson, Path
from modules.progress import PrerequisitesMissing, complete_lesson, enrol, has_done
from quizzes.way import way_of


@require_safe
@personal
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "learning/overview.html", {"overview": overview_of(user_of(request))})


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def enrol_in_path(request: HttpRequest, path_key: UUID) -> HttpResponse:
    """GET says what the path asks for, to those who are not on it; POST is the one tap that enrols."""
    path = get_object_or_404(Path.objects.live(), translation_key=path_key, locale__language_code=settings.LANGUAGE_CODE)
    if request.method != "POST" and Enrolment.objects.filter(learner=user_of(request), path_key=path_key).exists():
        return redirect("learning:way", path_key=path_key)
    form = RecordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _enrolled(request, path, form.cleaned_data["record"])
    return _asked(request, "learning/enrol.html", {"path": path, "way": way_of(path, user_of(request)), "form": form})


def _enrolled(request: HttpRequest, path: Path, record: UUID | None) -> HttpResponse:
    try:
        enrol(learner=user_of(request), path=path, enrolment_id=record)
    except PrerequisitesMissing as missing:
        return render(request, "learning/enrol.html", {"path": path, "missing": missing.paths}, status=409)
    return redirect("learning:way", path_key=path.translation_key)


def _asked(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page with one button, which makes a record under an id of this page's own."""
    return render(request, template, {**context, "record": uuid4()}, status=400 if context["form"].errors else 200)


@require_safe
@personal
def path_way(request: HttpRequest, path_key: UUID) -> HttpResponse:
    enrolments = Enrolment.objects.filter(learner=user_of(request)).select_related("path").order_by("-cycle")
    enrolment = enrolments.filter(path_key=path_key).first()
    if enrolment is None:
        return redirect("learning:enrol", path_key=path_key)
    certificate = enrolment.certificates.filter(replaced_by=None).first()
    way = way_of(enrolment.path, user_of(request))
    return render(request, "learning/way.html", {"enrolment": enrolment, "path": enrolment.path, "way": way, "certificate": certificate})


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def lesson_done(request: HttpRequest, lesson_key: UUID) -> HttpResponse:
    """POST records the lesson and leads to the next step; GET asks for that POST, for browsers without script."""
    lesson = get_object_or_404(Lesson.objects.live(), translation_key=lesson_key, locale__language_code=settings.LANGUAGE_CODE)
    form = RecordForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        done = has_done(user_of(request), lesson_key)
        return _asked(request, "learning/lesson_done.html", {"lesson": lesson, "done": done, "form": form})
    complete_lesson(learner=user_of(request), lesson=lesson, completion_id=form.cleaned_data["record"])
    following = step_after(lesson, user_of(request))
    return redirect(following.url if following else "learning:overview")


@require_safe
@never_cache
def status(request: HttpRequest) -> JsonResponse:
    """What a public page paints on top: who is signed in, whether this lesson is done, and the token to say so."""
    if not request.user.is_authenticated:
        return JsonResponse({}, status=401)
    user = user_of(request)
    form = LessonForm(request.GET)
    done = form.is_valid() and has_done(user, form.cleaned_data["lesson"])
    return JsonResponse({"name": user.get_short_name(), "done": done, "csrf": get_token(request)})
