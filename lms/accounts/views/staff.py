"""What an officer does for a person, inside the admin."""

from __future__ import annotations

from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lms.accounts.models import User
from lms.accounts.permissions import may_give_code
from lms.accounts.personal import user_of
from lms.accounts.recovery import CodeRefused, IssuedCode
from lms.accounts.recovery import issue_code as issue
from lms.accounts.validators import needs_long_password


class CodeForm(forms.Form):
    """One tap. The page names itself, so that a second tap is known as the same."""

    form = forms.UUIDField(required=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def issue_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first; then show the card to print. Nothing but the same form, sent again, shows it once more: the code is kept nowhere."""
    person = get_object_or_404(User, pk=pk)
    if not may_give_code(user_of(request), person):
        raise Http404
    form = CodeForm(request.POST)
    posted = request.method == "POST" and form.is_valid()
    issued = _issued(person, user_of(request), form.cleaned_data["form"]) if posted else None
    shortest = settings.STAFF_PASSWORD_LENGTH if needs_long_password(person) else None
    context = {"person": person, "issued": issued, "ended": posted and not issued, "shortest": shortest, "form": uuid4()}
    return render(request, "accounts/sign_in_card.html", context)


def _issued(person: User, acting_user: User, form_id: UUID | None) -> IssuedCode | None:
    """None where this very form has made a code before, which is no longer good."""
    try:
        return issue(user=person, acting_user=acting_user, form_id=form_id)
    except CodeRefused:
        return None
