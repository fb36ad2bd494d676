"""Certificates as PDF: facts in, bytes out. The same facts give the same bytes, today and when the file is lost."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import segno
import typst
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django_tasks import task

from certificates import pictures
from certificates.packing import packed

if TYPE_CHECKING:
    from certificates.facts import Facts
    from certificates.models import Certificate

TYPST = Path(__file__).resolve().parent / "typst"
#: The letters that our fonts have. A PDF/UA may hold no letter without a shape, so anything else is set as a question mark.
LETTERS = (
    " -~\u00a0-\u00b1\u00b4-\u00b8\u00ba-\u017f\u018f\u0192\u01cd-\u01dc\u01e6\u01e7\u0218-\u021b\u0259\u02bb\u02bc"
    "\u0300-\u0304\u0306-\u030c\u0323\u0327\u0328\u1e00-\u1e99\u2010-\u2015\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2122\u2212"
)
_OTHER = re.compile(f"[^{LETTERS}]")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[TYPST / "fonts"])


@cache
def _template(version: int) -> bytes:
    return (TYPST / f"certificate-{version}.typ").read_bytes()


def render(facts: Facts) -> bytes:
    """The PDF (PDF/UA-1, two pages) of a certificate with these facts."""
    data = {"facts": _settable(facts), "pictures": _pictures(facts["pictures"]), "qr": qr_code(facts["verify_url"])}
    document = typst.compile(
        _template(facts["template"]),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["ua-1"],
    )
    return packed(document)


def settable(text: str) -> str:
    """The text in letters that our fonts have. Signs that turn the direction of writing, or are not seen at all, are left out."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(" " if char.isspace() else char for char in composed if unicodedata.category(char) not in ("Cc", "Cf") or char.isspace())
    return _OTHER.sub("?", seen)


def _settable(value: Any) -> Any:
    if isinstance(value, str):
        return settable(value)
    if isinstance(value, dict):
        return {key: _settable(item) for key, item in value.items()}
    return [_settable(item) for item in value] if isinstance(value, list) else value


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
    document = render(certificate.facts)
    written = storage.save(place, ContentFile(document))
    if written != place:
        # Another process was quicker with the same bytes.
        storage.delete(written)
    return document


def render_again(certificate: Certificate) -> bytes:
    """Forget the kept file and set the certificate anew from its facts."""
    storages["private"].delete(_place(certificate))
    return document_of(certificate)


@task()
def render_certificate(certificate_id: str) -> None:
    """In the background after issuing, so that a download finds the file."""
    from certificates.models import Certificate

    document_of(Certificate.objects.get(pk=UUID(certificate_id)))
