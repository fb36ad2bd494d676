"""Production refuses what is unsafe, in words; with a proper environment Django's own deployment check finds nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from lms.deployment import refuse_unsafe
from lms.secret import machine_secret

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET = "vR3xq-8LkT0zWn5_YbJ7mHd2PcUe9sGfA1oiKMt6QhVwXrZy4NBjCaDl"
SAFE = {
    "debug": False,
    "secret_key": SECRET,
    "allowed_hosts": ["betang.example.go.id"],
    "base_url": "https://betang.example.go.id",
}


def test_a_proper_deployment_is_not_refused() -> None:
    refuse_unsafe(**SAFE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"debug": True}, "DEBUG"),
        ({"secret_key": ""}, "SECRET_KEY"),
        ({"secret_key": "x" * 60}, "SECRET_KEY"),
        ({"secret_key": f"django-insecure-{SECRET}"}, "SECRET_KEY"),
        ({"secret_key": SECRET[:49]}, "SECRET_KEY"),
        ({"secret_key": "changeme" * 8}, "SECRET_KEY"),
        ({"secret_key": "0123456789abcdefghi" + "0918273645ihgfedcba" * 2}, "SECRET_KEY"),
        ({"secret_key": "ganti kunci rahasia ini, ya? 2026-Mei " * 2}, "SECRET_KEY"),
        ({"allowed_hosts": []}, "ALLOWED_HOSTS"),
        ({"allowed_hosts": ["*"]}, "wildcard"),
        ({"allowed_hosts": ["*.example.go.id"]}, "wildcard"),
        ({"allowed_hosts": ["betang.example.go.id", ".id"]}, "wildcard"),
        ({"allowed_hosts": [".example.go.id"]}, "wildcard"),
        ({"base_url": "http://betang.example.go.id"}, "BASE_URL must be"),
        ({"base_url": "https://betang.example.go.id/"}, "BASE_URL must be"),
        ({"base_url": "https://betang.example.go.id/belajar"}, "BASE_URL must be"),
        ({"base_url": "https://betang.example.go.id?a=b"}, "BASE_URL must be"),
        ({"base_url": "https://admin@betang.example.go.id"}, "BASE_URL must be"),
        ({"base_url": "https://"}, "BASE_URL must be"),
        ({"base_url": "https://lain.example.go.id"}, "not among ALLOWED_HOSTS"),
    ],
)
def test_each_unsafe_setting_is_refused_by_name(change: dict[str, object], word: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=word):
        refuse_unsafe(**{**SAFE, **change})  # type: ignore[arg-type]


def _manage(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")}
    given |= {"DJANGO_SETTINGS_MODULE": "lms.settings.production", "BETANG_VAR": str(folder)} | environment
    command = [sys.executable, "-W", "ignore", "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False)


def _check(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return _manage(folder, "check", "--deploy", "--fail-level", "INFO", **environment)


def test_the_deployment_check_finds_nothing(tmp_path: Path) -> None:
    done = _check(tmp_path, SECRET_KEY=SECRET, ALLOWED_HOSTS="betang.example.go.id", BASE_URL="https://betang.example.go.id")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout


SHOW_FILES = """
from django.conf import settings
from django.core.files.storage import default_storage
print(default_storage.url("images/a b.webp"))
print(*settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"])
print(*settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["media-src"])
"""


@pytest.mark.parametrize(
    ("environment", "folder", "origin"),
    [
        ({"S3_ENDPOINT": "https://s3.example.id/"}, "https://s3.example.id/betang/", "https://s3.example.id"),
        (
            {"S3_REGION": "ap-southeast-3"},
            "https://betang.s3.ap-southeast-3.amazonaws.com/",
            "https://betang.s3.ap-southeast-3.amazonaws.com",
        ),
        ({"S3_PUBLIC_URL": "https://berkas.example.id"}, "https://berkas.example.id/", "https://berkas.example.id"),
    ],
)
def test_files_in_object_storage_may_be_shown_by_the_pages(tmp_path: Path, environment: dict[str, str], folder: str, origin: str) -> None:
    safe = {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "betang.example.go.id", "BASE_URL": "https://betang.example.go.id"}
    done = _manage(tmp_path, "shell", "--no-imports", "-c", SHOW_FILES, S3_BUCKET="betang", **safe, **environment)
    assert done.stdout.splitlines() == [f"{folder}media/images/a%20b.webp", f"'self' data: {origin}", f"'self' {origin}"], done.stderr


def test_production_without_an_environment_does_not_start_and_says_why(tmp_path: Path) -> None:
    done = _check(tmp_path)
    assert done.returncode != 0
    for word in ("SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL"):
        assert word in done.stderr


def test_a_machines_secret_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    first, second = machine_secret(tmp_path), machine_secret(tmp_path)
    assert first == second
    assert len(first) >= 50
    assert ((tmp_path / "secret_key").stat().st_mode & 0o777) == 0o600
