"""A session begins when somebody signs in, whichever way; a second step that was set up in it has been taken in it."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from lms.accounts import consent, second_factor, sessions
from lms.accounts.models import User


def begin_session(sender: type[User], request: HttpRequest, user: User, **kwargs: Any) -> None:
    sessions.begin(request.session, user)
    consent.remember(request.session, user)


def second_step_set_up(sender: type[Authenticator], request: HttpRequest, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        second_factor.count_as_taken(request, authenticator)
    if authenticator.type == Authenticator.Type.TOTP:
        # The code that set it up is used up with it.
        second_factor.is_first_use(authenticator, request.POST.get("code", ""))


def connect() -> None:
    """Called once, when the app is ready."""
    user_logged_in.connect(begin_session, dispatch_uid="lms.accounts.begin_session")
    authenticator_added.connect(second_step_set_up, dispatch_uid="lms.accounts.second_step_set_up")
