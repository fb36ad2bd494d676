from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest.mock import MagicMock

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages
from django.db import OperationalError

from lms import health

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = pytest.mark.django_db
FAILURES = [
    ClientError({"Error": {"Code": "403", "Message": "Forbidden"}}, "HeadObject"),
    EndpointConnectionError(endpoint_url="https://s3.example"),
    OSError("no space"),
    OperationalError("gone"),
    ValueError("bad address"),
    RuntimeError("closed"),
]


def test_a_ready_process_says_so(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"database": True, "migrations": True, "storage": True, "static": True}


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_load_balancer_may_ask_by_number_and_nobody_else_may(client: Client, settings: Any, address: str, method: str) -> None:
    settings.ALLOWED_HOSTS, settings.BASE_URL = ["betang.example.go.id"], "https://betang.example.go.id"
    answer = getattr(client, method)(address, headers={"host": "10.0.0.7:8000"})
    assert answer.status_code == 200
    assert "Content-Security-Policy" in answer.headers
    assert client.get("/masuk/", headers={"host": "10.0.0.7:8000"}).status_code == 400


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
def test_a_storage_that_fails_is_named(client: Client, monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    def broken() -> bool:
        raise failure

    monkeypatch.setitem(health.CHECKS, "storage", broken)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"database": True, "migrations": True, "storage": False, "static": True}


@pytest.mark.parametrize("alias", ["default", "private"])
def test_each_storage_is_asked(client: Client, monkeypatch: pytest.MonkeyPatch, alias: str) -> None:
    monkeypatch.setattr(storages[alias], "open", MagicMock(side_effect=OSError("unplugged")))
    assert client.get("/readyz").json()["storage"] is False


def test_static_files_that_were_never_collected_are_named(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "lms.staticfiles.ModuleAwareStorage"}}
    settings.STATIC_ROOT = tmp_path
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"database": True, "migrations": True, "storage": True, "static": False}


def test_a_mistake_in_the_code_is_not_hidden(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> bool:
        raise ImproperlyConfigured

    monkeypatch.setitem(health.CHECKS, "storage", broken)
    with pytest.raises(ImproperlyConfigured):
        client.get("/readyz")


def test_migrations_are_asked_until_all_are_there_and_then_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    class Executor:
        loader = MagicMock()

        def __init__(self, _connection: object) -> None:
            asked.append(True)

        def migration_plan(self, _targets: object) -> list[str]:
            return ["one is missing"] if len(asked) == 1 else []

    monkeypatch.setattr(health, "_migrated", False)
    monkeypatch.setattr(health, "MigrationExecutor", Executor)
    assert [health.CHECKS["migrations"]() for _ in range(3)] == [False, True, True]
    assert len(asked) == 2
