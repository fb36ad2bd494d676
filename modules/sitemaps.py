"""Every public page, with the day of its last change."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from wagtail.models import Page

from modules.reading import pages_of_silent_leaders
from modules.site_map import address_of


class PublicPages(Sitemap[Page]):
    limit = 5000

    def items(self) -> QuerySet[Page]:
        return Page.objects.live().public().filter(depth__gte=2).exclude(pk__in=pages_of_silent_leaders().values("pk")).order_by("path")

    def location(self, item: Page) -> str:
        return address_of(item)

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at

    def get_domain(self, site: object = None) -> str:
        return settings.BASE_URL.partition("://")[2]

    def get_protocol(self, protocol: str | None = None) -> str:
        return settings.BASE_URL.partition("://")[0]
