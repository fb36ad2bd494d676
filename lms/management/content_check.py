"""All that can be said against the starter content, in one list. Needs no database."""

from __future__ import annotations

from modules.content_files import BrokenContent, ContentFiles
from modules.content_files import problems as content_problems
from modules.leader_samples import sample_problems
from quizzes.content_files import BankFiles
from quizzes.content_files import problems as bank_problems


def problems() -> list[str]:
    files = ContentFiles()
    try:
        return [*content_problems(files), *sample_problems(files), *bank_problems(BankFiles(), files)]
    except BrokenContent as error:
        return str(error).splitlines()
