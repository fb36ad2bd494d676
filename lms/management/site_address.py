"""Whole addresses of pages, which Wagtail writes into its mails, are of this deployment, also after it has moved."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site


def bring_up_address() -> bool:
    """Give the default site the address of BASE_URL; whether that changed anything. What is another site's stays with it."""
    base = urlsplit(settings.BASE_URL)
    hostname, port = base.hostname or "", base.port or (443 if base.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None or Site.objects.filter(hostname=hostname, port=port).exists():
        return False
    site.hostname, site.port = hostname, port
    site.save()
    return True
