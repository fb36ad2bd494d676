"""Certificates as PDF: facts in, bytes out. The same facts give the same bytes, today and when the file is lost."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import segno
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django_tasks import task
from wagtail.log_actions import log

from certificates import pictures
from certificates.models import Certificate
from certificates.packing import packed
from lms.typesetting import all_settable, tagged_pdf

if TYPE_CHECKING:
    from certificates.facts import Facts
    from lms.accounts.models import User

TYPST = Path(__file__).resolve().parent / "typst"


@cache
def _template(version: int) -> bytes:
    return (TYPST / f"certificate-{version}.typ").read_bytes()


def render(facts: Facts) -> bytes:
    """The PDF (PDF/UA-1, two pages) of a certificate with these facts."""
    data = {"facts": all_settable(facts), "pictures": _pictures(facts["pictures"]), "qr": qr_code(facts["verify_url"])}
    return packed(tagged_pdf(_template(facts["template"]), data))


def _pictures(names: dict[str, str]) -> dict[str, Any]:
    return {key: {"format": name.rpartition(".")[2], "bytes": list(pictures.read(name))} for key, name in names.items() if name}


def qr_code(url: str) -> str:
    """An SVG with the address in capitals: the alphanumeric mode of QR leaves room for the error correction that photocopies need."""
    out = io.BytesIO()
    segno.make(url.upper(), error="q", micro=False).save(out, kind="svg", border=2, xmldecl=False, nl=False)
    return out.getvalue().decode()


# Keeping the file ----------------------------------------------------------------------------------------


def _place(certificate: Certificate) -> str:
    return f"certificates/pdf/{certificate.pk.hex[:2]}/{certificate.pk}.pdf"


def document_of(certificate: Certificate) -> bytes:
    """The certificate's PDF: as kept, or set again from its facts when the file is missing."""
    storage, place = storages["private"], _place(certificate)
    if storage.exists(place):
        with storage.open(place) as file:
            return bytes(file.read())
    return _set(certificate)


def render_again(*, certificate: Certificate, acting_user: User) -> bytes:
    """Set the certificate anew from its facts, and only then put it in the place of the kept file."""
    document = _set(certificate)
    log(certificate, "certificates.render_again", user=acting_user, data={"number": certificate.number})
    return document


def forget_document(certificate: Certificate) -> None:
    """The kept file goes; whoever asks for it again gets it set from what the facts say now."""
    storages["private"].delete(_place(certificate))


def _set(certificate: Certificate) -> bytes:
    """Set the PDF and keep it, in the place of one that is there.

    The row is locked while the file is written. If the person was erased since ``certificate`` was read, nothing is kept: these facts
    still have the name.
    """
    document = render(certificate.facts)
    with transaction.atomic():
        if Certificate.objects.select_for_update().filter(pk=certificate.pk, name=certificate.name).first():
            forget_document(certificate)
            storages["private"].save(_place(certificate), ContentFile(document))
    return document


@task()
def render_certificate(certificate_id: str) -> None:
    """In the background after issuing, so that a download finds the file."""
    document_of(Certificate.objects.get(pk=UUID(certificate_id)))
