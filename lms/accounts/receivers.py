"""A session begins when somebody signs in, whichever way."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from lms.accounts import consent, sessions
from lms.accounts.models import User


@receiver(user_logged_in, dispatch_uid="lms.accounts.begin_session")
def begin_session(sender: type[User], request: HttpRequest, user: User, **kwargs: Any) -> None:
    sessions.begin(request.session, user)
    consent.remember(request.session, user)
