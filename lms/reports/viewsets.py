"""The menu group "Kantor": people, enrolments, attempts, certificates. Records come from learning; nobody adds or edits them here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from certificates.models import Certificate
from lms.accounts.models import User
from lms.reports.attempts import AttemptList
from lms.reports.certificates import CertificateList
from lms.reports.coverage import CoverageView
from lms.reports.details import AttemptView, EnrolmentView, PersonView
from lms.reports.enrolments import EnrolmentList
from lms.reports.listing import OfficeList
from lms.reports.people import PeopleList
from lms.reports.views import OfficeExportView, OfficeIndexView
from modules.models import Enrolment
from quizzes.models import Attempt


class OfficeViewSet(ModelViewSet):
    listing_class: type[OfficeList]
    index_view_class = OfficeIndexView
    inspect_view_enabled = True
    #: Where one record is shown, if another app does that.
    detail_url_name = ""
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "model": self.model,
            "listing_class": self.listing_class,
            "index_url_name": self.get_url_name("index"),
            "inspect_url_name": self.detail_url_name or self.get_url_name("inspect"),
            "export_url_name": self.get_url_name("export"),
            "header_icon": self.icon,
            **kwargs,
        }

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {"page_title": self.menu_label, **kwargs}

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {"page_title": self.menu_label, **kwargs}

    def get_urlpatterns(self) -> list[URLPattern]:
        patterns = [
            path("", self.index_view, name="index"),
            path("unduh/", self.construct_view(OfficeExportView), name="export"),
        ]
        if not self.detail_url_name:
            patterns.append(path(f"<{self.pk_path_converter}:pk>/", self.inspect_view, name="inspect"))
        return patterns

    def register_admin_url_finder(self) -> None:
        """There is no page to edit these; the log links to none."""


class PeopleViewSet(OfficeViewSet):
    model = User
    listing_class = PeopleList
    inspect_view_class = PersonView
    name, url_prefix = "office_people", "kantor/orang"
    menu_label, icon = _("People"), "group"


class EnrolmentViewSet(OfficeViewSet):
    model = Enrolment
    listing_class = EnrolmentList
    inspect_view_class = EnrolmentView
    name, url_prefix = "office_enrolments", "kantor/keikutsertaan"
    menu_label, icon = _("Enrolments"), "list-ul"


class AttemptViewSet(OfficeViewSet):
    model = Attempt
    listing_class = AttemptList
    inspect_view_class = AttemptView
    name, url_prefix = "office_attempts", "kantor/pengerjaan-kuis"
    menu_label, icon = _("Quiz attempts"), "help"


class CertificateViewSet(OfficeViewSet):
    model = Certificate
    listing_class = CertificateList
    name, url_prefix = "office_certificates", "kantor/sertifikat"
    menu_label, icon = _("Certificates"), "success"
    detail_url_name = "certificates_admin:show"


class VillagesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("certificates.view_certificate")


class VillagesViewSet(ViewSet):
    name, url_prefix = "office_villages", "kantor/desa"
    menu_label, icon = _("Villages"), "site"
    menu_item_class = VillagesMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", CoverageView.as_view(), name="index")]


class OfficeGroup(ModelViewSetGroup):
    menu_label, menu_icon, menu_order = _("Office"), "home", 90
    menu_name = "office"
    items = (PeopleViewSet, EnrolmentViewSet, AttemptViewSet, CertificateViewSet, VillagesViewSet)
