"""My data: see, correct, download, delete; and agree to a new text."""

from __future__ import annotations

from allauth.account.internal.flows.logout import logout
from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from lms.accounts import consent, personal_data
from lms.accounts.correction import correct
from lms.accounts.erasure import StaffAccount, erase, is_evidence_kept
from lms.accounts.forms.my_data import CorrectForm, EraseForm
from lms.accounts.permissions import may_enter_admin
from lms.accounts.personal import personal, signed_in, user_of
from lms.accounts.registration import AlreadyRegistered
from lms.regions.picker import is_step


@signed_in
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    sections = personal_data.sections_of(user_of(request))
    return render(request, "accounts/my_data.html", {"sections": sections, "is_staff": may_enter_admin(user_of(request))})


@signed_in
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    data = personal_data.download_of(user_of(request))
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="data-saya.json"'
    return response


@sensitive_post_parameters("password")
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def correct_my_data(request: HttpRequest) -> HttpResponse:
    stepping = is_step(request.POST)
    told = {"initial": request.POST.dict()} if stepping else {"data": request.POST or None}
    form = CorrectForm(user=user_of(request), **told)
    if request.method == "POST" and not stepping and form.is_valid() and _corrected(request, form):
        messages.success(request, _("Your data is saved."))
        return redirect("accounts:my_data")
    return render(request, "accounts/correct.html", {"form": form, "stepping": stepping})


def _corrected(request: HttpRequest, form: CorrectForm) -> bool:
    form.count_sign_in_change(request)
    if form.errors:
        return False
    try:
        correct(user=user_of(request), details=form.details())
    except AlreadyRegistered:
        form.refuse_taken()
    return not form.errors


@sensitive_post_parameters("password")
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def erase_me(request: HttpRequest) -> HttpResponse:
    form = EraseForm(request.POST or None, user=user_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            erase(user=user_of(request), acting_user=user_of(request))
        except StaffAccount:
            form.add_error(None, _("You have access to the admin. Ask the system's administrator to take it away first."))
        else:
            return _gone(request)
    return render(request, "accounts/erase.html", {"form": form, "has_certificate": is_evidence_kept(user_of(request))})


def _gone(request: HttpRequest) -> HttpResponse:
    logout(request, show_message=False)
    request.session.flush()
    response = render(request, "accounts/erased.html")
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest) -> HttpResponse:
    """The text has a new version: read it, agree, go on where one wanted to go. Who doesn't agree may take the data or delete it."""
    target = get_next_redirect_url(request)
    if request.method == "POST":
        consent.give_consent(user=user_of(request))
        return redirect(target or "accounts:my_data")
    return render(request, "accounts/agree.html", {"consent_text": consent.current_text().text, "next": target})
