"""Starter content, seeded once for the tests that read it as readers do; and who writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from lms.accounts.models import User


@pytest.fixture
def starter_content(empty: None, regions: None) -> None:
    """All starter content in the tree. Takes seconds: only for a test that looks at every page."""
    from modules.content_files import ContentFiles
    from modules.seeding import Report, seed_content

    seed_content(ContentFiles(), Report())


@pytest.fixture
def editor(client: Client, superuser: User, settings: Any) -> Client:
    """Somebody in the admin who may write and publish everything."""
    settings.MFA_REQUIRED_FOR_ADMIN = False
    client.force_login(superuser)
    return client
