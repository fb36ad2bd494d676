"""What every test may use: the tree's root, three fixed people, the starter content where a test asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from wagtail.models import Page

from lms.regions.models import Level, Region
from tests import migrated
from tests.factories import make_person, make_regions, make_site

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoDbBlocker

    from lms.accounts.models import User
    from modules.models import Home

# How fast examples are made tells of the machine, which may be busy, and nothing of the program.
hypothesis_settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def _no_kept_pages(settings: object) -> None:
    from django.core.cache import caches

    caches["pages"].clear()
    caches["default"].clear()


def sqlite_file() -> Path | None:
    """The file of the test database; none on PostgreSQL."""
    return Path(connection.settings_dict["TEST"]["NAME"]) if connection.vendor == "sqlite" else None


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Whether the database to test on was put there beforehand: a copy of what an earlier run migrated."""
    database = sqlite_file()
    return database is not None and migrated.start_from_kept(database)


@pytest.fixture(scope="session")
def django_db_setup(django_db_keepdb: bool, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The migrated database with what nearly every test stands on, made once: each test rolls back to it."""
    if (database := sqlite_file()) and not django_db_keepdb:
        migrated.keep(database)
    with django_db_blocker.unblock():
        make_regions()
        make_site()


@pytest.fixture
def empty(db: None) -> None:
    """The database as the migrations leave it, for what fills it: no region, no page of ours."""
    Page.objects.filter(depth=2).delete()
    for level in reversed(Level.values):
        Region.objects.filter(level=level).delete()


@pytest.fixture
def regions(db: None) -> None:
    """Seruyan with two villages, and Palangka Raya with one."""
    make_regions()


@pytest.fixture
def home(db: None) -> Home:
    return make_site()


@pytest.fixture
def learner(regions: None) -> User:
    """A posyandu cadre in a village of Seruyan."""
    return make_person("Peserta Seruyan", username="peserta", region_id="62.07.01.2001", audience="kader")


@pytest.fixture
def other_learner(regions: None) -> User:
    """A parent in Palangka Raya."""
    return make_person("Peserta Palangka Raya", username="lain", region_id="62.71.01.1001", audience="orang_tua")


@pytest.fixture
def officer(regions: None) -> User:
    """The coordinator of Seruyan."""
    return make_person("Koordinator Seruyan", username="koordinator", scope_id="62.07", groups=["Koordinator"])


@pytest.fixture
def outsider(regions: None) -> User:
    """The coordinator of another regency."""
    return make_person("Koordinator Palangka Raya", username="orang-luar", scope_id="62.71", groups=["Koordinator"])


@pytest.fixture
def superuser(regions: None) -> User:
    return make_person("Superuser", username="superuser", is_superuser=True)


@pytest.fixture
def as_learner(client: Client, learner: User) -> Client:
    client.force_login(learner)
    return client
