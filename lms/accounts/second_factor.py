"""The second step of a sign-in: who must have taken it, and where they are led if they have not.

A right over other people's records counts only with it, inside the admin (the middleware asks) and outside (``personal.staff_of`` asks).
"""

from __future__ import annotations

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt, is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lms.accounts.permissions import may_enter_admin

#: In an authenticator app's row: the half minute whose code was used last.
LAST_USED = "last_used_counter"
WHERE_IT_IS_TAKEN = ("mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn")


class SecondFactorMissing(Exception):
    """A member of staff wants to use a right with a password alone."""


def is_missing(request: HttpRequest) -> bool:
    """Whether this is staff (may enter the admin, or answers for a region) with a password alone.

    The demo people of a machine for trying out are exempt.
    """
    user = request.user
    if not settings.MFA_REQUIRED_FOR_ADMIN or not user.is_authenticated or not (user.scope_id or may_enter_admin(user)):
        return False
    if user.is_demo and settings.DEMO_PEOPLE_ALLOWED:
        return False
    return not _was_taken(request)


def _was_taken(request: HttpRequest) -> bool:
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def is_changed_without_it(request: HttpRequest) -> bool:
    """Whether this request is for the pages that add, show or remove second steps, from a session that has not taken the one there is.

    allauth asks only for the password there: a session from before the step was set up could add a key of its own.
    """
    if not request.path.startswith(reverse("mfa_index")) or request.path in map(reverse, WHERE_IT_IS_TAKEN):
        return False
    return request.user.is_authenticated and is_mfa_enabled(request.user) and not _was_taken(request)


def count_as_taken(request: HttpRequest, authenticator: Authenticator) -> None:
    """Who has just set a second step up has shown that it is theirs."""
    record_authentication(request, authenticator.user, "mfa", id=authenticator.pk, type=authenticator.type)


def ask(request: HttpRequest) -> HttpResponse:
    """To showing the second step, or to setting one up."""
    if is_mfa_enabled(request.user):
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
    messages.warning(request, _("To work with other people's data, add a second step to your sign-in first. It takes two minutes."))
    return redirect("mfa_index")


@transaction.atomic
def is_first_use(app: Authenticator, code: str) -> bool:
    """Whether this right code is newer than the one used last; from now on it is the last (RFC 6238, 5.2).

    In the database, which all workers share: allauth's own mark is in the cache, and ends before the code does.
    """
    app = Authenticator.objects.select_for_update().get(pk=app.pk)
    counter = _counter_of(app, code)
    if counter is None or counter <= app.data.get(LAST_USED, 0):
        return False
    app.data[LAST_USED] = counter
    app.save(update_fields=["data"])
    return True


def _counter_of(app: Authenticator, code: str) -> int | None:
    """The half minute for which the app showed this code."""
    secret = decrypt(app.data["secret"])
    fits = (n for n in yield_hotp_counters_from_time() if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, n))))
    return next(fits, None)
