"""What every request of a signed-in person passes. Requests that don't touch the session are left alone."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lms.accounts import sessions
from lms.accounts.permissions import may_enter_admin

#: Asked by an open editor every few seconds: no sign that a person is there.
BACKGROUND = "/editing-sessions/"


class IdleSessionMiddleware:
    """Ends sessions that nobody uses. What was made with a person's session is kept nowhere, unless its view says otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed and sessions.is_signed_in(request.session):
            sessions.keep(request, renew=BACKGROUND not in request.path)
            if not response.has_header("Cache-Control"):
                add_never_cache_headers(response)
        return response


class RequireSecondFactor:
    """Nobody works in the admin with a password alone, except the demo people of a machine that is for trying out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(reverse("wagtailadmin_home")):
            return self._detour(request) or self.get_response(request)
        return self.get_response(request)

    def _detour(self, request: HttpRequest) -> HttpResponse | None:
        if request.path == reverse("wagtailadmin_login"):
            # One door only: the one that counts misses and asks for the second factor.
            return redirect(f"{reverse('account_login')}?{urlencode({'next': request.GET.get('next') or reverse('wagtailadmin_home')})}")
        if not request.user.is_authenticated or not may_enter_admin(request.user):
            return None
        sessions.treat_as_staff(request.session)
        if not settings.MFA_REQUIRED_FOR_ADMIN or (request.user.is_demo and settings.DEMO_PEOPLE_ALLOWED):
            return None
        return self._second_factor(request)

    def _second_factor(self, request: HttpRequest) -> HttpResponse | None:
        if any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user)):
            return None
        if is_mfa_enabled(request.user):
            return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
        messages.warning(request, _("To work in the admin, add a second step to your sign-in first. It takes two minutes."))
        return redirect("mfa_index")
