"""Choosing one of 1,722 regions in the admin: by any words of where it lies, or by its level."""

from __future__ import annotations

from django import forms
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from lms.regions.models import REGENCY_LEVELS, VILLAGE_LEVELS, Level, Region

MOST_WORDS = 5
LEVELS = {"2": (_("Regency or city"), REGENCY_LEVELS), "3": (_("District"), (Level.DISTRICT,)), "4": (_("Village"), VILLAGE_LEVELS)}


class RegionFilterForm(BaseFilterForm):
    q = forms.CharField(label=_("Name"), required=False, max_length=80)
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("All")), *((parts, label) for parts, (label, _levels) in LEVELS.items())]
    )

    def filter(self, objects: QuerySet[Region]) -> QuerySet[Region]:
        """Every word is found in the name of the region or of what it lies in; regions that have the first one themselves come first."""
        words = self.cleaned_data["q"].split()[:MOST_WORDS]
        for word in words:
            places = ("name", "parent__name", "parent__parent__name")
            objects = objects.filter(Q(*((f"{place}__icontains", word) for place in places), _connector=Q.OR))
        if level := self.cleaned_data["level"]:
            objects = objects.filter(level__in=LEVELS[level][1])
        if words:
            self.is_searching, self.search_query = True, " ".join(words)
            objects = objects.order_by(Case(When(name__icontains=words[0], then=Value(0)), default=Value(1)), "code")
        return objects


class _Listed:
    """What the list of the chooser shows of each region, in its window and when it is narrowed."""

    filter_form_class = RegionFilterForm

    @property
    def title_column(self) -> Column:
        column = super().title_column  # type: ignore[misc]
        column.label, column.accessor = _("Region"), "in_words"
        return column


class RegionChooseView(_Listed, ChooseView):
    pass


class RegionResultsView(_Listed, ChooseResultsView):
    pass


class RegionChosenView(ChosenView):
    def get_display_title(self, instance: Region) -> str:
        return instance.in_words


class RegionChooserWidget(BaseChooser):
    def get_display_title(self, instance: Region) -> str:
        return instance.in_words


class RegionChooser(ChooserViewSet):
    model = Region
    icon = "site"
    name, url_prefix = "region_chooser", "wilayah/pilih"
    choose_one_text, choose_another_text = _("Choose a region"), _("Choose another region")
    choose_view_class, choose_results_view_class = RegionChooseView, RegionResultsView
    chosen_view_class = RegionChosenView
    base_widget_class = RegionChooserWidget
    per_page = 20

    def get_object_list(self) -> QuerySet[Region]:
        return Region.objects.select_related("parent__parent")
