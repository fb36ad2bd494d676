"""Signing in with a phone number, however it is written, or a sign-in name, in whichever case."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.http import HttpRequest

from lms.accounts import throttling
from lms.accounts.addresses import client_address
from lms.accounts.models import User
from lms.accounts.phones import e164


def normalised(identifier: str) -> str:
    """The one way of writing an identifier, under which it is looked up and its misses are counted."""
    return e164(identifier) or identifier.strip().lower()


def person_called(identifier: str) -> User | None:
    """The person who signs in with this number or name. One query, whether there is one or not."""
    name = normalised(identifier)
    return User.objects.filter(Q(phone=name) | Q(username=name)).first()


class SignInBackend(ModelBackend):
    """The only way to a session. Does the same work for a name that nobody has."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        if not username or password is None or "\x00" in username:
            return None
        attempt = self._begin(request, username)
        user = person_called(username)
        if user is None:
            make_password(password)
            return None
        if not user.check_password(password) or not self.user_can_authenticate(user):
            return None
        attempt.was_right()
        return user

    def _begin(self, request: HttpRequest | None, username: str) -> throttling.Try:
        try:
            return throttling.begin(account=normalised(username), address=client_address(request))
        except throttling.TooManyMisses as refusal:
            if request is not None:
                # Django swallows the exception; the form tells how long to wait.
                request.sign_in_refusal = refusal  # type: ignore[attr-defined]
            raise

    def get_user(self, user_id: int) -> User | None:
        """Whose session it is; None who may not be signed in any more. A written query, because every personal page asks it."""
        for user in User.objects.raw("SELECT * FROM accounts_user WHERE id = %s", [user_id]):
            return user if self.user_can_authenticate(user) else None
        return None

    def user_can_authenticate(self, user: Any) -> bool:
        """Active people; demo people only on a machine that is for trying out."""
        return super().user_can_authenticate(user) and (settings.DEMO_PEOPLE_ALLOWED or not user.is_demo)
