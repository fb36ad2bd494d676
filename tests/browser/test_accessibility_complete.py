"""No template that a browser can get is left out when axe looks at the pages. Needs no browser."""

from __future__ import annotations

from django.conf import settings

from tests.browser import test_accessibility, test_accessibility_staff  # noqa: F401 - what they look at
from tests.browser.inspecting import SHOWN

TEMPLATES = settings.BASE_DIR / "templates"
#: Whole pages that no test looks at by themselves, and why.
NOT_BY_THEMSELVES = {
    "base.html": "the frame of every page",
    "personal.html": "the frame of every personal page",
    "account/base_reauthenticate.html": "the frame of showing again that one is oneself",
    "certificates/admin/base.html": "the frame of a certificate in the admin",
    "wagtailadmin/base.html": "the frame of the admin",
    "wagtailadmin/admin_base.html": "the frame of the admin: a style sheet",
    "wagtailadmin/skeleton.html": "the frame of the admin: its language",
    "wagtailusers/users/create.html": "ours are the fields, as in edit.html; its link to the next tab is a fault of Wagtail",
    "wagtailcore/shared/block_preview.html": "a block beside the editor's list of blocks; lessons show each block",
}


def whole_pages() -> set[str]:
    names = {path.relative_to(TEMPLATES).as_posix(): path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")}
    return {name for name, text in names.items() if "{% extends" in text or "<!doctype" in text}


def test_axe_looks_at_every_whole_page() -> None:
    missing = whole_pages() - SHOWN.keys() - NOT_BY_THEMSELVES.keys()
    assert not missing, "Look at these in tests/browser/test_accessibility*.py, and say so with @shows."


def test_no_template_is_told_of_that_is_gone() -> None:
    assert (SHOWN.keys() | NOT_BY_THEMSELVES.keys()) - whole_pages() == set()
