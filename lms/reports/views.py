"""The office's lists in the admin: look, open one by its id, take along as a spreadsheet. Nothing is changed here."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import View as DjangoView
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton

from lms.accounts.personal import user_of
from lms.reports.columns import Col, admin_columns
from lms.reports.export import FORMATS, export
from lms.reports.listing import OfficeList

ROWS_ON_A_PAGE = 50


class OfficeIndexView(IndexView):
    listing_class: type[OfficeList] = OfficeList
    export_url_name = ""
    any_permission_required = ["view"]
    template_name = "reports/list.html"
    paginate_by = ROWS_ON_A_PAGE

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        # Wagtail's own ?export= knows neither our columns nor the log; exports are sent with POST to a view of their own.
        self.is_export = False

    @cached_property
    def listing(self) -> OfficeList:
        return self.listing_class(self.request.user, self.request.GET)

    @cached_property
    def columns(self) -> list[Column]:
        return admin_columns(self.listing.columns, self.get_inspect_url)

    def get_queryset(self) -> QuerySet[Any]:
        return self.listing.rows()

    def get_ordering(self) -> str | None:
        return self.listing.sorted_by

    @cached_property
    def no_results_message(self) -> str:
        """That there is nobody, or that nobody fits what was asked for."""
        if self.listing.filters.chosen():
            return _("Nothing fits these filters. Clear them to see all.")
        return str(super().no_results_message)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["filter_form"] = self.listing.filters
        context["figures"] = self.listing.figures()
        context["note"] = self.listing.note
        if self.user_has_permission("export"):
            context["export_url"] = f"{reverse(self.export_url_name)}?{self.request.GET.urlencode()}"
        return context


class OfficeExportView(PermissionCheckedMixin, DjangoView):
    """Personal data leaves the house: who has not shown within ten minutes that it is them does so first. Signing in is not enough."""

    model: Any = None
    listing_class: type[OfficeList] = OfficeList
    permission_required = "export"
    index_url_name = ""
    http_method_names = ["get", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Always back to the list: left to itself allauth sends the file from the page with the password, where there is no filter."""
        try:
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        except ReauthenticationRequired:
            return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
        return response

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """The way back from proving who one is: to the list with the same filters, where the button is."""
        messages.success(request, _("Thank you. Now press the download button once more."))
        return redirect(f"{reverse(self.index_url_name)}?{request.GET.urlencode()}")

    @method_decorator(reauthentication_required)
    def post(self, request: HttpRequest) -> HttpResponseBase:
        """The rows of the list with the same address, in the format asked for."""
        if request.POST.get("format") not in FORMATS:
            raise Http404
        return export(self.listing_class(user_of(request), request.GET), request.POST["format"])


class OfficeInspectView(InspectView):
    """One record by its id: what is outside the scope does not exist."""

    template_name = "reports/record.html"

    any_permission_required = ["view"]
    listing_class: type[OfficeList] = OfficeList

    def get_object(self, queryset: QuerySet[Any] | None = None) -> Any:
        return get_object_or_404(self.listing_class(self.request.user, self.request.GET).visible(), pk=self.pk)

    def get_fields(self) -> list[str]:
        return []

    def get_page_title(self) -> str:
        """Called like the list that it stands in."""
        return str(self.page_title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home, the_list, here = super().get_breadcrumbs_items()
        return [home, {**the_list, "label": self.get_page_title()}, here]

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def acts(self) -> list[HeaderButton]:
        """What this member of staff may do with the record."""
        return []

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return self.acts()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["rows"] = [(col.label, col.text(self.object), self.link_of(col)) for col in self.listing_class.columns]
        return context

    def link_of(self, col: Col) -> str:
        """Where this field of the record leads to; mostly nowhere."""
        return ""
