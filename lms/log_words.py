"""The words of an app's acts in the log of the admin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


def register_log_words(words: Mapping[str, tuple[Any, Any]]) -> None:
    """``words``: name of the act → what it is called in filters, what its entry says."""

    def register(actions: LogActionRegistry) -> None:
        for name, (label, message) in words.items():
            actions.register_action(name, label, message)

    hooks.register("register_log_actions", register)
