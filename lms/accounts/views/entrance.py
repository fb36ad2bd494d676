"""Coming in and leaving: sign up, sign in, a one-time code, sign out."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.logout import logout
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.account.views import LoginView, password_change
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lms.accounts import consent, registration, throttling
from lms.accounts.addresses import client_address
from lms.accounts.backends import normalised
from lms.accounts.forms.recovery import UseCodeForm
from lms.accounts.forms.sign_up import SignUpForm
from lms.accounts.permissions import may_enter_admin
from lms.accounts.personal import personal, user_of
from lms.admin_path import admin_path
from lms.regions.picker import is_step

#: In the session: who came from signing up or from a new PIN, so that the name need not be typed twice.
ARRIVED = "arrived"


def _to_sign_in(request: HttpRequest, name: str, whence: str) -> HttpResponse:
    request.session[ARRIVED] = {"name": name, "from": whence}
    return redirect(passthrough_next_redirect_url(request, reverse("account_login"), "next"))


def _signed_up(request: HttpRequest, form: SignUpForm) -> bool:
    """Register; a name that is taken looks the same from outside, and counts as a miss. False when too many were taken."""
    try:
        attempt = throttling.begin(account=normalised(form.identifier), address=client_address(request), purpose="sign-up")
    except throttling.TooManyMisses as refusal:
        form.refuse(refusal)
        return False
    try:
        registration.register(person=form.person(), password=form.cleaned_data["password"], is_adult=form.cleaned_data["is_adult"])
    except registration.AlreadyRegistered:
        return True
    attempt.was_right()
    return True


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("accounts:my_data")
    stepping = is_step(request.POST)
    form = SignUpForm(initial=request.POST.dict()) if stepping else SignUpForm(request.POST or None)
    if request.method == "POST" and not stepping and form.is_valid() and _signed_up(request, form):
        return _to_sign_in(request, form.identifier, "sign-up")
    context = {"form": form, "stepping": stepping, "consent_text": consent.current_text().text, "next": get_next_redirect_url(request)}
    return render(request, "accounts/sign_up.html", context)


class SignInView(LoginView):
    """allauth's, with the name filled in for people who come from signing up or from a new PIN."""

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "login": self._arrived().get("name", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "arrived_from": self._arrived().get("from", "")}

    def get_authenticated_redirect_url(self) -> str:
        """Whom the admin has sent here because it is not theirs goes to their learning, not round in a circle."""
        target = str(super().get_authenticated_redirect_url())
        is_shut = target.startswith(admin_path()) and not may_enter_admin(user_of(self.request))
        return reverse("learning:overview") if is_shut else target

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session.pop(ARRIVED, None)
        response: HttpResponse = super().form_valid(form)
        return response

    def _arrived(self) -> dict[str, str]:
        return self.request.session.get(ARRIVED) or {}


@sensitive_post_parameters("password", "code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use_code(request: HttpRequest) -> HttpResponse:
    """A new PIN with the code from the card."""
    form = UseCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.redeem(client_address(request)):
        return _to_sign_in(request, form.cleaned_data["login"], "code")
    return render(request, "accounts/use_code.html", {"form": form})


@personal
def change_secret(request: HttpRequest) -> HttpResponse:
    """Who never chose a PIN begins with a code from an officer."""
    response: HttpResponse = password_change(request) if user_of(request).has_usable_password() else redirect("use_code")
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out, and make the browser forget what it kept. Shown to somebody who has left, it says so.

    Neither "storage" nor "cookies": answers that could not be sent yet wait there, sealed for their learner alone (decision 10).
    """
    if request.method != "POST":
        return render(request, "accounts/leave.html" if request.user.is_authenticated else "accounts/left.html")
    target = get_next_redirect_url(request) or get_adapter().get_logout_redirect_url(request)
    logout(request, show_message=False)
    request.session.flush()
    response = redirect(target)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
