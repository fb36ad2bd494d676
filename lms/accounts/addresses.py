"""Where a request comes from, as far as it can be believed."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest | None) -> str:
    """The address of the client as told by the last trusted proxy. An IPv6 network counts as one address; "" when unknown."""
    if request is None:
        return ""
    told = request.META.get("REMOTE_ADDR", "")
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if 0 < settings.TRUSTED_PROXY_COUNT <= len(hops):
        told = hops[-settings.TRUSTED_PROXY_COUNT]
    return _network(told.strip())


def _network(told: str) -> str:
    try:
        address = ipaddress.ip_address(told.strip("[]"))
    except ValueError:
        return ""
    if address.version == 6 and not address.ipv4_mapped:
        return str(ipaddress.ip_network(f"{address}/64", strict=False))
    return str(address.ipv4_mapped or address) if address.version == 6 else str(address)
