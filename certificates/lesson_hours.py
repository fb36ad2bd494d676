"""The JP that a path promises, and those that its modules come to. A certificate names both, so an editor is told where they part.

Told, not refused: a module stands in several paths, and of the two numbers one has to be changed first.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.translation import gettext as _
from wagtail.models import Page

from certificates.models import CertificateSettings
from certificates.wording import decimal_as_written
from modules.models import Module, Path

#: An office may round to whole JP.
ROUNDING = Decimal("0.5")


def differences(page: Page) -> list[str]:
    """What is to be said to whoever opens or publishes this page: a path as it is written here, or a module with its published paths."""
    totals = list(_totals(page))
    minutes_of_one = CertificateSettings.current().jp_minutes if totals else 1
    return [_sentence(path, minutes, jp) for path, minutes in totals if abs(path.jp - (jp := Decimal(minutes) / minutes_of_one)) > ROUNDING]


def _totals(page: Page) -> Iterator[tuple[Path, int]]:
    """Paths with the minutes of their modules; those without any are still being made."""
    if isinstance(page, Path):
        found = [(page, sum(module.minutes for module in page.modules_in_order()))]
    elif isinstance(page, Module):
        stands = Path.objects.live().filter(path_modules__module__translation_key=page.translation_key)
        total = Sum("path_modules__module__minutes", filter=Q(path_modules__module__live=True))
        found = [(path, path.total) for path in Path.objects.filter(pk__in=stands).annotate(total=total).order_by("path")]
    else:
        found = []
    return ((path, minutes) for path, minutes in found if minutes)


def _sentence(path: Path, minutes: int, jp: Decimal) -> str:
    return _(
        "Path “%(path)s”: its modules come to %(sum)s JP (%(minutes)s minutes), but the path says %(jp)s JP. A certificate names both. "
        "Correct the JP of the path, or the minutes of a module."
    ) % {
        "path": path.title,
        "sum": decimal_as_written(jp.quantize(Decimal("0.1"))),
        "minutes": minutes,
        "jp": decimal_as_written(path.jp),
    }
