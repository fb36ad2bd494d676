"""Every public page, with the day of its last change."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from wagtail.models import Page

from modules.reading import pages_of_silent_leaders
from modules.site_map import address_of


class OnThisSite:
    """Addresses begin as the settings say, whatever host was asked."""

    def get_domain(self, site: object = None) -> str:
        return settings.BASE_URL.partition("://")[2]

    def get_protocol(self, protocol: str | None = None) -> str:
        return settings.BASE_URL.partition("://")[0]


class PublicPages(OnThisSite, Sitemap[Page]):
    limit = 5000

    def items(self) -> QuerySet[Page]:
        return Page.objects.live().public().filter(depth__gte=2).exclude(pk__in=pages_of_silent_leaders().values("pk")).order_by("path")

    def location(self, item: Page) -> str:
        """As search engines want it: letters beyond ASCII are written in percents."""
        return iri_to_uri(address_of(item))

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at


class OtherAddresses(OnThisSite, Sitemap[str]):
    """What is open to all and no page of the tree."""

    def items(self) -> list[str]:
        return ["certificates:check"]

    def location(self, item: str) -> str:
        return reverse(item)
