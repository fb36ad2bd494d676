"""What stands on a certificate, put together once, on the day it is given.

The template is set from these facts and from nothing else. Keys ending in ``_words`` and the names of the rest are those that
``typst/certificate-<template>.typ`` uses; a new template may add keys, but never changes the meaning of one.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings as site
from django.utils import timezone

from certificates import pictures
from certificates.wording import ROLES, date_in_words, decimal_as_written, decimal_in_words, predicate_of

if TYPE_CHECKING:
    from certificates.models import CertificateSettings
    from modules.models import Enrolment
    from quizzes.way import Step, Way

Facts = dict[str, Any]
TEMPLATE = 1
TITLE = "Sertifikat Pelatihan"
#: What certificates given before it came do not say; they are set as they were.
LOOK = {"name_lines_apart": 0.8}


def facts_of(
    enrolment: Enrolment, way: Way, settings: CertificateSettings, *, code: str, issued_on: date, completed_at: datetime, valid_until: date
) -> Facts:
    """Everything on the paper but the number. ``way`` is the completed way of this enrolment."""
    person, path = enrolment.learner, enrolment.path
    return {
        "template": TEMPLATE,
        "title": TITLE,
        **LOOK,
        "number": "",
        "name": person.name,
        "role": ROLES.get(person.audience, ""),
        "region": person.region.in_words if person.region else "",
        "path": path.title,
        "jp_number": decimal_as_written(path.jp),
        "jp_words": decimal_in_words(path.jp),
        "mode": settings.mode,
        **office_of(settings),
        **_dates(_day(enrolment.started_at), _day(completed_at), issued_on, valid_until),
        **_results(way, settings.jp_minutes),
        **_proof(code),
    }


def renewal_of(before: Facts, *, renewed_on: date) -> Facts:
    """A renewal attests the training that was, on the days on which it was, and says when it was refreshed: nobody learnt it all anew."""
    training = {key: before[key] for key in ("started", "started_words", "completed", "completed_words")}
    return {**training, "renewed": renewed_on.isoformat(), "renewed_words": date_in_words(renewed_on)}


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def office_of(settings: CertificateSettings) -> Facts:
    """Who gives a certificate and answers for it: of the day on which it is given."""
    return {
        "office": [line.strip() for line in settings.office_lines.splitlines() if line.strip()],
        "office_short": settings.office_short,
        "city": settings.city,
        "signatory": {
            "name": settings.signatory_name,
            "title": settings.signatory_title,
            "rank": settings.signatory_rank,
            "nip": settings.signatory_nip,
        },
        "bsre": settings.signed_by_bsre,
        "pictures": {name: pictures.kept(getattr(settings, name)) for name in pictures.PLACES},
        "emblem_alt": settings.emblem.title if settings.emblem else "",
        "logo_alt": settings.logo.title if settings.logo else "",
    }


def _dates(started: date, completed: date, issued_on: date, valid_until: date) -> Facts:
    return {
        "started": started.isoformat(),
        "started_words": date_in_words(started),
        "completed": completed.isoformat(),
        "completed_words": date_in_words(completed),
        "issued": [issued_on.year, issued_on.month, issued_on.day],
        "issued_words": date_in_words(issued_on),
        "valid_until": valid_until.isoformat(),
        "valid_until_words": date_in_words(valid_until),
    }


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _results(way: Way, jp_minutes: int) -> Facts:
    final = next((step.standing.best_score for step in way.steps if step.kind == "post" and step.standing), None)
    rows = list(_modules(way.steps, jp_minutes))
    return {
        "modules": rows,
        "minutes": sum(row["minutes"] for row in rows),
        "jp_minutes": jp_minutes,
        "final_score": decimal_as_written(final),
        "predicate": predicate_of(final),
    }


def _modules(steps: Iterable[Step], jp_minutes: int) -> Iterable[Mapping[str, Any]]:
    """The modules in their order, each with the best score of its quiz."""
    scores: dict[int, Decimal | None] = {}
    modules = {}
    for step in steps:
        if step.module is not None:
            modules[step.module.pk] = step.module
            if step.kind == "module_quiz" and step.standing:
                scores[step.module.pk] = step.standing.best_score
    for key, module in modules.items():
        jp = (Decimal(module.minutes) / jp_minutes).quantize(Decimal("0.1"))
        score = decimal_as_written(scores.get(key)) or "–"
        yield {"title": module.title, "minutes": module.minutes, "jp": decimal_as_written(jp), "score": score}


def _proof(code: str) -> Facts:
    base = site.BASE_URL.rstrip("/")
    return {
        "verify_url": f"{base}/C/{code}",
        "check_place": f"{base.partition('://')[2]}/cek/",
        "code_grouped": grouped(code),
    }


def grouped(code: str) -> str:
    """In fives, the last of six: what is copied by hand from paper."""
    return " ".join([*(code[start : start + 5] for start in range(0, 20, 5)), code[20:]])
