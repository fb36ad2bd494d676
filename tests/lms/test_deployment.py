"""Production refuses what is unsafe, in words; with a proper environment Django's own deployment check finds nothing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from lms.deployment import refuse_unsafe
from lms.images.recordings import LARGEST
from lms.secret import machine_secret

pytestmark = pytest.mark.thorough

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


def _manage(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    given = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")}
    given |= {"DJANGO_SETTINGS_MODULE": "lms.settings.production", "BETANG_VAR": str(folder)} | environment
    return subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *command], cwd=ROOT, env=given, capture_output=True, text=True, check=False
    )


def _check(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return _manage(folder, "check", "--deploy", "--fail-level", "INFO", **environment)


def test_the_deployment_check_finds_nothing(tmp_path: Path) -> None:
    done = _check(tmp_path, SECRET_KEY=SECRET, ALLOWED_HOSTS="betang.example.go.id", BASE_URL="https://betang.example.go.id")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize(
    ("environment", "origin"),
    [
        ({"S3_ENDPOINT": "https://s3.example.go.id:9000"}, "https://s3.example.go.id:9000"),
        ({"S3_ENDPOINT": "https://s3.example.go.id", "S3_MEDIA_DOMAIN": "gambar.example.go.id"}, "https://gambar.example.go.id"),
        ({}, "https://betang.s3.amazonaws.com"),
    ],
)
def test_pictures_from_object_storage_are_let_in_by_the_policy(environment: dict[str, str], origin: str, tmp_path: Path) -> None:
    """In the settings, in the admin's own policy, and in the address that a picture really gets."""
    code = (
        "from django.conf import settings; from django.core.files.storage import storages; from lms.admin_csp import LOOSER\n"
        "policy = settings.CONTENT_SECURITY_POLICY['DIRECTIVES']\n"
        "print(policy['img-src'][-1], policy['media-src'][-1], LOOSER['img-src'][-2], storages['default'].url('x.svg'))"
    )
    safe = {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "betang.example.go.id", "BASE_URL": "https://betang.example.go.id"}
    bucket = {"S3_BUCKET": "betang", "S3_ACCESS_KEY": "a", "S3_SECRET_KEY": "b"}
    done = _manage(tmp_path, "shell", "-v", "0", "-c", code, **safe, **bucket, **environment)
    *named, address = done.stdout.split()
    assert named == [origin] * 3, done.stderr
    assert address.startswith(origin)


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


def test_mail_comes_from_this_site_and_holds_no_request(tmp_path: Path) -> None:
    code = "from django.conf import settings as s; print(s.DEFAULT_FROM_EMAIL, s.EMAIL_TIMEOUT, s.SECRET_KEY_FALLBACKS, sep='|')"
    safe = {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "betang.example.go.id", "BASE_URL": "https://betang.example.go.id"}
    assert _manage(tmp_path, "shell", "-v", "0", "-c", code, **safe).stdout == "Betang <betang@betang.example.go.id>|10|[]\n"
    told = {"EMAIL_FROM": "dinas@example.go.id", "SECRET_KEY_FALLBACKS": "a,b"}
    assert _manage(tmp_path, "shell", "-v", "0", "-c", code, **safe, **told).stdout == "dinas@example.go.id|10|['a', 'b']\n"


def test_no_mail_is_written_into_the_log(tmp_path: Path) -> None:
    code = "from django.core.mail import send_mail; send_mail('Judul', 'Untuk Siti', None, ['siti@example.go.id'])"
    safe = {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "betang.example.go.id", "BASE_URL": "https://betang.example.go.id"}
    done = _manage(tmp_path, "shell", "-v", "0", "-c", code, **safe)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_caches_can_be_in_redis_by_settings_alone(tmp_path: Path) -> None:
    """Limits of a folder, such as a number of entries, are no options that Redis knows."""
    safe = {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "betang.example.go.id", "BASE_URL": "https://betang.example.go.id"}
    code = "from django.core.cache import caches; print(caches['pages'].get('x', 'made'), caches['default'].get('x', 'anew'))"
    redis = {"PAGE_CACHE_URL": "rediscache://127.0.0.1:1/0", "CACHE_URL": "rediscache://127.0.0.1:1/1"}
    done = _manage(tmp_path, "shell", "-v", "0", "-c", code, **safe, **redis)
    assert done.stdout == "made anew\n", done.stderr


@pytest.mark.parametrize("name", ["dua kata", "betang+uji", "50%25", "nomor#1", "apa?"])
def test_everything_that_is_written_lies_in_the_folder_whatever_its_name(name: str, tmp_path: Path) -> None:
    """Also where the environment file names a variable and leaves it empty."""
    code = "from django.conf import settings as s; print(s.DATABASES['default']['NAME'], s.CACHES['pages']['LOCATION'], sep='|')"
    safe = {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "betang.example.go.id", "BASE_URL": "https://betang.example.go.id"}
    done = _manage(tmp_path / name, "shell", "-v", "0", "-c", code, **safe, DATABASE_URL="", PAGE_CACHE_URL="")
    assert done.stdout == f"{tmp_path / name / 'betang.sqlite3'}|{tmp_path / name / 'page-cache'}\n", done.stderr


def test_make_takes_a_folder_with_a_space_in_its_name_for_one() -> None:
    command = ["make", "--dry-run", "run", "BETANG_VAR=/srv/dua kata"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "gunicorn" in told
    assert "kata" not in told


def test_the_site_is_seeded_for_the_address_at_which_it_is_served() -> None:
    told = subprocess.run(["make", "--dry-run", "run", "PORT=8899"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    lines = told.replace("\\\n", "").splitlines()
    for act in ("manage.py seed", "bin/gunicorn"):
        assert ["BASE_URL=${BASE_URL:-http://127.0.0.1:8899}" in line for line in lines if act in line] == [True]


def test_the_proxy_of_the_guide_lets_through_whatever_may_be_uploaded() -> None:
    guide = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
    found = re.search(r"client_max_body_size (\d+)m;", guide)
    assert found
    assert int(found[1]) * 1024 * 1024 > max(LARGEST, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
