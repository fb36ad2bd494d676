"""The guard that every personal page of every app uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from lms.accounts.models import Consent
from lms.accounts.personal import personal, signed_in

if TYPE_CHECKING:
    from lms.accounts.models import User

pytestmark = pytest.mark.django_db


@personal
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("for one person")


def ask(view: Any, user: Any) -> Any:
    request = RequestFactory().get("/kuis/1/?a=b")
    request.user, request.session = user, SessionStore()
    return view(request)


def test_a_person_sees_the_page_and_nothing_keeps_it(learner: User) -> None:
    response = ask(page, learner)
    assert response.content == b"for one person"
    assert "no-store" in response.headers["Cache-Control"]


def test_a_stranger_is_asked_to_sign_in_and_comes_back() -> None:
    response = ask(page, AnonymousUser())
    assert response.headers["Location"] == "/masuk/?next=/kuis/1/%3Fa%3Db"
    assert "no-store" in response.headers["Cache-Control"]


def test_who_has_not_agreed_to_the_current_text_is_asked_first(learner: User) -> None:
    Consent.objects.all().delete()
    assert ask(page, learner).headers["Location"] == "/persetujuan/?next=%2Fkuis%2F1%2F%3Fa%3Db"
    assert ask(signed_in(lambda request: HttpResponse("open")), learner).content == b"open"
