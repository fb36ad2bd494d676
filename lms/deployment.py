"""What a production start refuses, in words; and where its pictures come from."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

SECRET_KEY_LENGTH = 50
SECRET_KEY_SIGNS = 20


def refuse_unsafe(*, debug: bool, secret_key: str, allowed_hosts: list[str], base_url: str) -> None:
    """Raise ImproperlyConfigured with one sentence per fault, each saying what to set."""
    faults = []
    if debug:
        faults.append("DEBUG is on. Production never runs with it: unset DEBUG.")
    if _is_guessable(secret_key):
        faults.append(
            f"SECRET_KEY is missing, a default, a repetition or too short: set at least {SECRET_KEY_LENGTH} random characters, "
            f"{SECRET_KEY_SIGNS} of them different. To make one: python -c 'import secrets; print(secrets.token_urlsafe(64))'"
        )
    if not allowed_hosts:
        faults.append("ALLOWED_HOSTS is empty: name the hosts this site answers to, separated by commas.")
    if any(host.strip().startswith((".", "*")) for host in allowed_hosts):
        faults.append("ALLOWED_HOSTS has a wildcard (an asterisk or a leading dot): name each host.")
    if not _is_bare_address(base_url):
        faults.append(
            "BASE_URL must be this site's https:// address, without a path and without a slash at its end, "
            "for example https://betang.example.go.id: certificates carry it in their QR code."
        )
    elif not validate_host(urlsplit(base_url).hostname or "", allowed_hosts):
        faults.append("BASE_URL names a host that is not among ALLOWED_HOSTS: add it there, or correct BASE_URL.")
    if faults:
        raise ImproperlyConfigured("Betang does not start:\n- " + "\n- ".join(faults))


def media_origin(bucket: str, *, endpoint: str | None, domain: str | None) -> str:
    """From where browsers fetch what lies in object storage, as the content security policy must name it."""
    if domain:
        return f"https://{domain}"
    parts = urlsplit(endpoint or f"https://{bucket}.s3.amazonaws.com")
    return f"{parts.scheme}://{parts.netloc}"


def _is_guessable(key: str) -> bool:
    """Short, of few different signs, a default, or a phrase said over and over."""
    repeats = any(key[length:] == key[:-length] for length in range(1, len(key) // 2 + 1))
    return len(key) < SECRET_KEY_LENGTH or len(set(key)) < SECRET_KEY_SIGNS or "insecure" in key.lower() or repeats


def _is_bare_address(url: str) -> bool:
    """https://host or https://host:port, and nothing else."""
    parts = urlsplit(url)
    return bool(parts.hostname) and "@" not in parts.netloc and url == f"https://{parts.netloc}"
