"""How allauth behaves here: our words, our limits, redirects to our own host only."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from lms.accounts.addresses import client_address
from lms.accounts.forms.waiting import wait_message
from lms.accounts.models import User
from lms.accounts.permissions import may_enter_admin
from lms.admin_path import admin_path
from lms.sealing import box

_PURPOSE = "lms.accounts.mfa"


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The number or name and the PIN don't fit together. Check both and try again."),
        "incorrect_password": _("This is not your PIN or password. Try again."),
        "enter_current_password": _("This is not your PIN or password until now. Try again."),
        "incorrect_code": _("This code doesn't fit, or is used up. Wait for the next one and type it."),
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        refusal = getattr(request, "sign_in_refusal", None)
        if user is None and refusal is not None:
            raise wait_message(refusal)
        return user

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return redirect("account_login")

    def is_safe_url(self, url: str | None) -> bool:
        """An address on our own host and nothing else, whatever ALLOWED_HOSTS says; a bare word would be taken for the name of a view."""
        request = context.request
        return bool(url and "/" in url) and url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where nobody asked for another page: staff to their work, everybody else to their learning."""
        if may_enter_admin(cast("User", request.user)):
            return admin_path()
        return str(super().get_login_redirect_url(request))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:my_data")

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_ajax(self, request: HttpRequest) -> bool:
        return False

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Signing up is our own page."""
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps are encrypted with the site's key: a copy of the database alone opens nothing."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code doesn't fit, or is used up. Wait for the next one and type it."),
        "cannot_delete_authenticator": _("People with access to the admin need a second step. Add another one first."),
    }

    def encrypt(self, text: str) -> str:
        return box(_PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return box(_PURPOSE).decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        """As authenticator apps and keys name this site."""
        return str(settings.WAGTAIL_SITE_NAME)
