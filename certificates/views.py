"""Verification for anyone, and the learner's own certificates."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from certificates import limits
from certificates.forms import NameOnPaperForm, VerificationCodeForm
from certificates.issuing import issue_if_complete, newest_in_force, refresher_of
from certificates.models import Certificate
from certificates.permissions import may_read
from certificates.pictures import UnfitPicture
from certificates.rendering import document_of
from certificates.verification import bears_name, find, finding_of, normalised_code
from lms.accounts.personal import personal, staff_of, user_of
from lms.page_cache import make_public

if TYPE_CHECKING:
    from lms.accounts.models import User

logger = logging.getLogger(__name__)


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Type a code. The empty form is the same for everyone and may be kept by caches."""
    form = VerificationCodeForm(request.GET or None)
    if form.is_valid():
        return redirect("certificates:verify", code=form.cleaned_data["kode"])
    response = render(request, "certificates/check.html", {"form": form})
    return response if form.is_bound else make_public(response)


@csrf_exempt  # Nobody is signed in here, and nothing is changed in anybody's name.
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """The page that the QR code leads to. POST compares a name."""
    normalised = normalised_code(code)
    certificate = find(normalised) if normalised else None
    try:
        if certificate is None:
            limits.count_unknown_code(request)
            return _kept_by_nobody(request, "certificates/unknown.html", {"form": VerificationCodeForm(), "code": code[:80]}, 404)
        context: dict[str, Any] = {"finding": finding_of(certificate), "name_form": NameOnPaperForm()}
        if request.method == "POST":
            context |= _compared(request, certificate)
    except limits.TooManyMisses as stop:
        return _kept_by_nobody(request, "certificates/too_many.html", {"minutes": stop.minutes}, 429)
    return _kept_by_nobody(request, "certificates/verify.html", context)


def _compared(request: HttpRequest, certificate: Certificate) -> dict[str, Any]:
    """Whether the typed name is the one on the certificate."""
    form = NameOnPaperForm(request.POST)
    if not form.is_valid():
        return {"name_form": form, "form": form}
    attempt = limits.begin_name(request, certificate)
    if matches := bears_name(certificate, form.cleaned_data["nama"]):
        attempt.delete()
    return {"name_form": form, "matches": matches}


def _kept_by_nobody(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, template, context, status=status)
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def take(request: HttpRequest, path_key: UUID) -> HttpResponse:
    """POST gives what was earned on this path, where the worker has not yet; both lead to it. GET: somebody had to sign in again first."""
    learner = user_of(request)
    if request.method == "POST":
        _give_now(request, learner)
    certificate = newest_in_force(learner, path_key)
    return redirect("certificates:detail", certificate.pk) if certificate else redirect("learning:way", path_key)


def _give_now(request: HttpRequest, learner: User) -> None:
    """What is in the way lies with the office: the learner is told so, the log says what it is."""
    try:
        issue_if_complete(learner)
    except UnfitPicture:
        logger.exception("No certificate can be given")
        messages.warning(request, _("Your certificate cannot be made yet: the office must mend its settings first. You lose nothing."))


@require_safe
@personal
def detail(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    certificate = get_object_or_404(Certificate.objects.select_related("replaced_by"), pk=certificate_id, learner=user_of(request))
    title = _("My training certificate “%(path)s”. Check that it is real:") % {"path": certificate.facts["path"]}
    finding = finding_of(certificate)
    context = {
        "certificate": certificate,
        "finding": finding,
        "refresher": refresher_of(certificate, finding.state),
        "whatsapp": f"https://wa.me/?text={quote(f'{title} {certificate.verification_url}', safe='')}",
    }
    return render(request, "certificates/detail.html", context)


@require_safe
@personal
def download(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """The PDF, for the learner and for staff who may see this learner."""
    certificate = get_object_or_404(Certificate, pk=certificate_id)
    if certificate.learner_id != user_of(request).pk and not may_read(staff_of(request), certificate):
        raise Http404
    response = HttpResponse(document_of(certificate), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="sertifikat-{slugify(certificate.number.replace("/", "-"))}.pdf"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
