"""One person, enrolment, attempt or certificate, opened from its list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from lms.accounts.permissions import may_give_code
from lms.reports.attempts import AttemptList, questions_as_shown
from lms.reports.certificates import CertificateList
from lms.reports.columns import Col
from lms.reports.enrolments import EnrolmentList
from lms.reports.listing import OfficeList
from lms.reports.views import OfficeInspectView

MOST_RECORDS = 50


@dataclass(frozen=True)
class Records:
    """A small table of a person's records; ``rows`` are pairs of an address and the texts of the cells."""

    title: str | Promise
    headings: list[str | Promise]
    rows: list[tuple[str, list[str]]]


def records(title: str | Promise, columns: Iterable[Col], found: Iterable[Any], url_name: str) -> Records:
    columns = list(columns)
    rows = [(reverse(url_name, args=[row.pk]), [col.text(row) for col in columns]) for row in found]
    return Records(title, [col.label for col in columns], rows)


def _named(listing: type[OfficeList], *names: str) -> list[Col]:
    by_name = {col.name: col for col in listing.columns}
    return [by_name[name] for name in names]


#: List, title, permission to look at it, columns, address of one.
OF_A_PERSON = (
    (
        EnrolmentList,
        _("Enrolments"),
        "modules.view_enrolment",
        ("path", "done", "lessons", "started", "completed"),
        "office_enrolments:inspect",
    ),
    (
        AttemptList,
        _("Quiz attempts"),
        "quizzes.view_attempt",
        ("quiz", "number", "score", "passed", "critical", "finished"),
        "office_attempts:inspect",
    ),
    (
        CertificateList,
        _("Certificates"),
        "certificates.view_certificate",
        ("number", "path", "issued", "until", "state"),
        "certificates_admin:show",
    ),
)


class PersonView(OfficeInspectView):
    template_name = "reports/person.html"

    def acts(self) -> list[HeaderButton]:
        if not may_give_code(self.request.user, self.object):
            return []
        url = reverse("accounts_staff:issue_code", args=[self.object.pk])
        return [HeaderButton(_("Hand out a sign-in code"), url=url, icon_name="key")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "tables": list(self.tables())}

    def tables(self) -> Iterable[Records]:
        """The person's newest records. As many queries for one as for fifty."""
        for listing, title, permission, columns, url_name in OF_A_PERSON:
            if self.request.user.has_perm(permission):
                own = listing(self.request.user, self.request.GET).visible().filter(learner=self.object)
                yield records(title, _named(listing, *columns), own.order_by(*listing.ordering)[:MOST_RECORDS], url_name)


class OfSomebodyView(OfficeInspectView):
    """A record of a learner: the name leads to the person. Who was erased has no page any more."""

    def link_of(self, col: Col) -> str:
        person = self.object.learner
        return "" if col.name != "name" or person.anonymised_at else reverse("office_people:inspect", args=[person.pk])


class EnrolmentView(OfSomebodyView):
    def get_page_subtitle(self) -> str:
        return f"{self.object.learner} – {self.object.path}"


class AttemptView(OfSomebodyView):
    template_name = "reports/attempt.html"

    def get_page_subtitle(self) -> str:
        return f"{self.object.learner} – {self.object.quiz}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "questions": questions_as_shown(self.object)}
