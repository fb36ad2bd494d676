"""What the office does with a certificate, inside the admin: look, download, set again, revoke, replace. Each act asks first."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from certificates.changing import CertificateIsClosed, CertificateIsOwn, refuse_own, replace, revoke
from certificates.forms import ReplaceForm, RevokeForm
from certificates.models import Certificate
from certificates.permissions import CHANGE, VIEW
from certificates.rendering import render_again
from certificates.verification import finding_of
from lms.accounts.personal import user_of


def _allowed(request: HttpRequest, certificate_id: UUID, *permissions: str) -> Certificate:
    """The certificate, where one of the permissions is held and the learner is one whom this person may see."""
    user = user_of(request)
    if not any(user.has_perm(permission) for permission in permissions):
        raise PermissionDenied
    return get_object_or_404(Certificate.objects.visible_to(user).select_related("learner", "replaced_by"), pk=certificate_id)


def _of_somebody_else(view: Callable[[HttpRequest, Certificate], HttpResponse]) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """Gate: the certificate may be changed by this person, and is not their own."""

    @wraps(view)
    def gated(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
        certificate = _allowed(request, certificate_id, CHANGE)
        try:
            refuse_own(certificate, user_of(request))
        except CertificateIsOwn:
            messages.error(request, _("This certificate is your own. Ask a colleague to revoke or replace it."))
            return render(request, "certificates/admin/show.html", _context(request, certificate), status=403)
        return view(request, certificate)

    return gated


@never_cache
@require_safe
def show(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    certificate = _allowed(request, certificate_id, VIEW, CHANGE)
    return render(request, "certificates/admin/show.html", _context(request, certificate))


def _act(request: HttpRequest, certificate: Certificate, form: Form, act: Callable[..., Certificate], done: str) -> HttpResponse:
    """Ask with the template of the act's own name; do it with what the form says; show the certificate that it is about then."""
    if request.method == "POST" and form.is_valid():
        try:
            certificate = act(certificate=certificate, acting_user=user_of(request), **form.cleaned_data)
        except CertificateIsClosed:
            return _closed(request, certificate)
        return _done(request, certificate, done)
    return render(request, f"certificates/admin/{act.__name__}.html", _context(request, certificate, form))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_of_somebody_else
def revoke_view(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    done = _("The certificate has been revoked. Whoever checks it now sees “dicabut”.")
    return _act(request, certificate, RevokeForm(request.POST or None), revoke, done)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@_of_somebody_else
def replace_view(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    form = ReplaceForm(request.POST or None, initial={"name": certificate.learner.name})
    return _act(request, certificate, form, replace, _("The corrected certificate has been issued. The old one now says “diganti”."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def render_again_view(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    certificate = _allowed(request, certificate_id, CHANGE)
    if request.method == "POST":
        render_again(certificate=certificate, acting_user=user_of(request))
        return _done(request, certificate, _("The PDF has been made again from the facts of the day of issue."))
    return render(request, "certificates/admin/render_again.html", _context(request, certificate))


def _context(request: HttpRequest, certificate: Certificate, form: Form | None = None) -> dict[str, Any]:
    user, person = user_of(request), certificate.learner
    return {
        "breadcrumbs": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("office_certificates:index"), "label": _("Certificates")},
            {"url": "", "label": _("Certificate"), "sublabel": certificate.number},
        ],
        "person_url": "" if person.anonymised_at else reverse("office_people:inspect", args=[person.pk]),
        "certificate": certificate,
        "finding": finding_of(certificate),
        "form": form,
        "replaces": certificate.replaces.first(),
        "may_change": user.has_perm(CHANGE),
        "is_own": certificate.learner_id == user.pk,
    }


def _done(request: HttpRequest, certificate: Certificate, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("certificates_admin:show", certificate.pk)


def _closed(request: HttpRequest, certificate: Certificate) -> HttpResponse:
    messages.warning(request, _("This certificate was revoked or replaced, or its person asked to be forgotten. Nothing has been changed."))
    return redirect("certificates_admin:show", certificate.pk)
