"""Starter content, seeded once for the tests that read it as readers do."""

from __future__ import annotations

import pytest


@pytest.fixture
def starter_content(empty: None, regions: None) -> None:
    """All starter content in the tree. Takes seconds: only for a test that looks at every page."""
    from modules.content_files import ContentFiles
    from modules.seeding import Report, seed_content

    seed_content(ContentFiles(), Report())
