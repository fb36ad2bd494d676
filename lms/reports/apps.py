from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class ReportsConfig(AppConfig):
    name = "lms.reports"
    default = True


class StaffUsersConfig(WagtailUsersAppConfig):
    """Wagtail's users app with our pages in it; stands in INSTALLED_APPS instead of "wagtail.users"."""

    default = False
    user_viewset = "lms.reports.staff_people.StaffUserViewSet"
