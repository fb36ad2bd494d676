"""Is the process alive, and is it ready: for a load balancer and for whoever is on call."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PROBE = "health/probe"


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


_migrated = False


def _migrations() -> bool:
    """Asked until it is true once: reading every migration costs a tenth of a second, and a process that runs gets no new ones."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def _storage() -> bool:
    """What is public, and the certificates, which are kept apart."""
    return all(_gives_back(storages[alias]) for alias in ("default", "private"))


def _gives_back(storage: Storage) -> bool:
    if not storage.exists(PROBE):
        storage.save(PROBE, ContentFile(b"ready"))
    with storage.open(PROBE) as file:
        return bool(file.read() == b"ready")


def _static() -> bool:
    """Whether the lasting name is known of a file that every page names; without ``collectstatic`` every page would fail."""
    return bool(staticfiles_storage.url("lms/js/site.js"))


CHECKS: dict[str, Callable[[], bool]] = {"database": _database, "migrations": _migrations, "storage": _storage, "static": _static}


def _errors() -> tuple[type[Exception], ...]:
    """What a database or a storage raises that cannot be reached or is set wrongly. botocore is there only where S3 is used."""
    own = (DatabaseError, OSError, ValueError, RuntimeError)
    try:
        from botocore.exceptions import BotoCoreError, ClientError
    except ImportError:
        return own
    return (*own, BotoCoreError, ClientError)


def _passes(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except _errors():
        return False


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when database, migrations, storage and static files are in order, else 503; says which is not."""
    states = {name: _passes(check) for name, check in CHECKS.items()}
    return JsonResponse(states, status=200 if all(states.values()) else 503)


class AskedByNumber:
    """A load balancer asks each process by its number, under no name of this site: it is answered as if it had used the name.

    Only here: every other address is refused under a name that is not ours.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in ("/healthz", "/readyz"):
            request.META["HTTP_HOST"] = urlsplit(settings.BASE_URL).netloc
        return self.get_response(request)
