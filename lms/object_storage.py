"""Where browsers find public files that are kept in object storage. Needs no Django, because settings need it."""

from urllib.parse import urlsplit


def public_url(*, bucket: str, endpoint: str, region: str) -> str:
    """Of a bucket: below the address of a store that has one of its own, else the host that Amazon gives it."""
    if endpoint:
        return f"{endpoint.rstrip('/')}/{bucket}"
    return f"https://{bucket}.s3.{region}.amazonaws.com" if region else f"https://{bucket}.s3.amazonaws.com"


def origin_of(url: str) -> str:
    """As a content security policy names it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
