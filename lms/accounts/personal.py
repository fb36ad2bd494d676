"""What every page of one person needs: somebody signed in, a consent that is current, and no copy kept anywhere.

These decorators may stand above or below ``require_http_methods``: the answer to a wrong method holds nothing personal.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from lms.accounts import second_factor
from lms.accounts.consent import has_current_consent

if TYPE_CHECKING:
    from lms.accounts.models import User

AnyView = Callable[..., HttpResponseBase]


def signed_in(view: AnyView) -> AnyView:
    """Somebody is signed in; nothing is kept. For the few pages that must work before the consent is current."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def personal(view: AnyView) -> AnyView:
    """Signed in, consent current, nothing kept."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not has_current_consent(request):
            return redirect(f"{reverse('accounts:consent')}?{urlencode({'next': request.get_full_path()})}")
        return view(request, *args, **kwargs)

    return guarded


def user_of(request: HttpRequest) -> User:
    """The person signed in, where the view or its gate has made sure that somebody is: for what is their own."""
    return cast("User", request.user)


def staff_of(request: HttpRequest) -> User:
    """The person signed in, for what is other people's. Staff without a second step are led to it: raises SecondFactorMissing."""
    if second_factor.is_missing(request):
        raise second_factor.SecondFactorMissing
    return user_of(request)
