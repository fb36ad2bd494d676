"""The register of certificates."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate
from certificates.models.certificates import State
from lms.regions.models import Region
from lms.reports.columns import Col
from lms.reports.filters import ListFilter
from lms.reports.listing import Figure, OfficeList
from lms.reports.queries import REGENCY_CODE, certificates_expiring, certificates_in_force, villages_covered


class CertificateFilter(ListFilter):
    searched = ("number", "name", "learner__name", "learner__phone")
    dated = "issued_on"
    states = tuple(State.choices)

    def moment(self, day: datetime.date) -> datetime.date:
        return day

    def in_state(self, rows: QuerySet[Any], state: str) -> QuerySet[Any]:
        return rows.filter(state_now=state)


class CertificateList(OfficeList):
    model = Certificate
    filter_class = CertificateFilter
    filename = "sertifikat"
    ordering = ("-issued_on", "-sequence")
    sorted_as = {**OfficeList.sorted_as, "number": (F("year"), F("sequence"))}
    columns = [
        Col("number", _("Number"), lambda row: row.number, sort="number"),
        Col("name", _("Name as issued"), lambda row: row.name, sort="name"),
        Col("path", _("Path"), lambda row: row.path_as_issued or row.path_title, sort="path_title"),
        Col("village", _("Village as issued"), lambda row: row.village, sort="region_code"),
        Col("regency", _("Regency as issued"), lambda row: row.regency),
        Col("issued", _("Issued"), lambda row: row.issued_on, sort="issued_on"),
        Col("until", _("Valid until"), lambda row: row.valid_until, sort="valid_until"),
        Col("state", _("State"), lambda row: State(row.state_now).label),
    ]

    def visible(self) -> QuerySet[Certificate]:
        named = Region.objects.filter(code=OuterRef("region_code"))
        regency = Region.objects.filter(code=OuterRef("regency_code"))
        rows: QuerySet[Certificate] = Certificate.objects.with_state().visible_to(self.staff).defer("facts")
        rows = rows.annotate(path_title=F("path__title"), path_as_issued=KT("facts__path"), regency_code=Left("region_code", REGENCY_CODE))
        return rows.annotate(village=Subquery(named.values("name")[:1]), regency=Subquery(regency.values("name")[:1]))

    def figures(self) -> list[Figure]:
        view = self.filters.view
        return [
            Figure(villages_covered(view), _("villages have at least one person with a valid certificate")),
            Figure(certificates_in_force(view), _("certificates are valid")),
            Figure(certificates_expiring(view), _("valid certificates end soon")),
        ]
