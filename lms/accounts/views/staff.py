"""What an officer does for a person, inside the admin."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from lms.accounts.models import User
from lms.accounts.permissions import may_give_code
from lms.accounts.personal import no_store, user_of
from lms.accounts.recovery import issue_code as issue
from lms.accounts.validators import needs_long_password


@no_store
@require_http_methods(["GET", "HEAD", "POST"])
def issue_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first; then show the card to print. It is shown once: the code is kept nowhere."""
    person = get_object_or_404(User, pk=pk)
    if not may_give_code(user_of(request), person):
        raise Http404
    issued = issue(user=person, acting_user=user_of(request)) if request.method == "POST" else None
    shortest = settings.STAFF_PASSWORD_LENGTH if needs_long_password(person) else None
    return render(request, "accounts/sign_in_card.html", {"person": person, "issued": issued, "shortest": shortest})
