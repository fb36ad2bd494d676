"""The words of an app's acts in the log of the admin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry


class Words(LogFormatter):
    """A message may name what its entry's data hold, such as ``%(rows)s``."""

    def format_message(self, log_entry: ModelLogEntry) -> str:
        message = str(self.message)
        return message % defaultdict(lambda: "–", log_entry.data) if "%(" in message else message


def register_log_words(words: Mapping[str, tuple[Any, Any]]) -> None:
    """``words``: name of the act → what it is called in filters, what its entry says."""

    def register(actions: LogActionRegistry) -> None:
        for name, (label, message) in words.items():
            actions.register_action(name)(type("_Words", (Words,), {"label": label, "message": message}))

    hooks.register("register_log_actions", register)
