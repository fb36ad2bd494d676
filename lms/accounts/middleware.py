"""What every request of a signed-in person passes. Requests that don't touch the session are left alone."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from lms.accounts import second_factor, sessions
from lms.accounts.permissions import may_enter_admin
from lms.admin_path import admin_path, in_admin

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
    """Nobody uses the rights of staff with a password alone: in the admin, or wherever a view asks for ``staff_of``.

    Nor changes the second step itself, once there is one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if in_admin(request):
            return self._detour(request) or self.get_response(request)
        return second_factor.ask(request) if second_factor.is_changed_without_it(request) else self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return second_factor.ask(request) if isinstance(exception, second_factor.SecondFactorMissing) else None

    def _detour(self, request: HttpRequest) -> HttpResponse | None:
        if request.path == reverse("wagtailadmin_login"):
            # One door only: the one that counts misses and asks for the second factor.
            return redirect(f"{reverse('account_login')}?{urlencode({'next': request.GET.get('next') or admin_path()})}")
        if request.user.is_authenticated and may_enter_admin(request.user):
            sessions.treat_as_staff(request.session)
        return second_factor.ask(request) if second_factor.is_missing(request) else None
