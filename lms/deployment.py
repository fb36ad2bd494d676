"""What a production start refuses, in words."""

from django.core.exceptions import ImproperlyConfigured

SECRET_KEY_LENGTH = 50


def refuse_unsafe(*, debug: bool, secret_key: str, allowed_hosts: list[str], base_url: str) -> None:
    """Raise ImproperlyConfigured with one sentence per fault, each saying what to set."""
    faults = []
    if debug:
        faults.append("DEBUG is on. Production never runs with it: unset DEBUG.")
    if len(secret_key) < SECRET_KEY_LENGTH or len(set(secret_key)) < 5 or "insecure" in secret_key:
        faults.append(f"SECRET_KEY is missing, a default or too short: set one of at least {SECRET_KEY_LENGTH} random characters.")
    if not allowed_hosts:
        faults.append("ALLOWED_HOSTS is empty: name the hosts this site answers to, separated by commas.")
    if any(host.strip().startswith("*") for host in allowed_hosts):
        faults.append("ALLOWED_HOSTS has a wildcard: name each host.")
    if not base_url.startswith("https://"):
        faults.append("BASE_URL must be this site's https:// address: certificates carry it in their QR code.")
    if faults:
        raise ImproperlyConfigured("Betang does not start:\n- " + "\n- ".join(faults))
