"""The starter content of what is taught: reading the files, and what can be said against them.

Layout below ``modules/content/``: ``modules/u1/module.yaml`` with its lessons ``01-….yaml`` in their order, ``paths/*.yaml``,
``guides/*.yaml``, ``pages/*.yaml``, ``lists.yaml``, ``glossary.yaml``, ``leader_messages.yaml``, ``channels.csv``, ``illustrations/*.svg``.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as FilePath
from types import GenericAlias
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from modules import content_schema as schema
from modules import plain_language

#: Ten times as fast where PyYAML was built with libyaml.
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CONTENT = FilePath(__file__).resolve().parent / "content"
MINUTES_TOLERANCE = 0.25

_Shape = TypeVar("_Shape", bound=BaseModel)
_LINK = re.compile(r"\]\((lesson|guide|glossary|page|path|module|handout):([a-z0-9-]+)\)")


class BrokenContent(Exception):
    """A content file does not have the shape it must have; the message names file and place."""


def read(path: FilePath, shape: type[_Shape]) -> _Shape:
    """The object in a YAML file. Raises BrokenContent with file, place and reason."""
    return _checked(path, TypeAdapter(shape), _yaml(path))


def read_list(path: FilePath, shape: type[_Shape]) -> list[_Shape]:
    """The objects in a YAML file, or the rows of a CSV file; none where there is no such file. Raises BrokenContent."""
    several: Any = GenericAlias(list, shape)
    rows = _csv if path.suffix == ".csv" else _yaml
    return _checked(path, TypeAdapter(several), rows(path) or []) if path.exists() else []


def _csv(path: FilePath) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _yaml(path: FilePath) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - the safe loader, in C where there is one
    except yaml.YAMLError as error:
        raise BrokenContent(f"{path.name}: {error}") from error


def _checked(path: FilePath, adapter: TypeAdapter[Any], data: Any) -> Any:
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        lines = (f"{path.parent.name}/{path.name}: {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise BrokenContent("\n".join(lines)) from error


@dataclass(frozen=True)
class ModuleFiles:
    module: schema.Module
    lessons: list[schema.Lesson]


@dataclass(frozen=True)
class ContentFiles:
    """Everything under ``root``, read when first asked for."""

    root: FilePath = field(default=CONTENT)

    @cached_property
    def modules(self) -> dict[str, ModuleFiles]:
        found = {}
        for folder in sorted((self.root / "modules").glob("*/")):
            module = read(folder / "module.yaml", schema.Module)
            lessons = [read(path, schema.Lesson) for path in sorted(folder.glob("[0-9][0-9]-*.yaml"))]
            found[module.key] = ModuleFiles(module, lessons)
        return found

    @cached_property
    def paths(self) -> dict[str, schema.Path]:
        return {path.key: path for path in self._all("paths", schema.Path)}

    @cached_property
    def guides(self) -> dict[str, schema.Guide]:
        return {guide.key: guide for guide in self._all("guides", schema.Guide)}

    @cached_property
    def pages(self) -> dict[str, schema.PlainPage]:
        return {page.key: page for page in self._all("pages", schema.PlainPage)}

    @cached_property
    def handouts(self) -> dict[str, schema.Handout]:
        return {handout.key: handout for handout in self._all("handouts", schema.Handout)}

    @cached_property
    def lists(self) -> dict[str, schema.ListPage]:
        return {page.key: page for page in read_list(self.root / "lists.yaml", schema.ListPage)}

    @cached_property
    def glossary(self) -> dict[str, schema.Term]:
        return {term.key: term for term in read_list(self.root / "glossary.yaml", schema.Term)}

    @cached_property
    def leader_messages(self) -> list[schema.LeaderMessage]:
        return read_list(self.root / "leader_messages.yaml", schema.LeaderMessage)

    @cached_property
    def channels(self) -> list[schema.Channel]:
        return read_list(self.root / "channels.csv", schema.Channel)

    @cached_property
    def lessons(self) -> dict[str, schema.Lesson]:
        return {lesson.key: lesson for files in self.modules.values() for lesson in files.lessons}

    def _all(self, folder: str, shape: type[_Shape]) -> list[_Shape]:
        return [read(path, shape) for path in sorted((self.root / folder).glob("*.yaml"))]


RUNNING_TEXT = {"text", "why", "feedback", "opening", "key_message", "reflection", "monday", "after", "wrong", "right", "meaning"}


def strings(value: Any, running_only: bool = False, name: str = "text") -> Iterator[str]:
    """All reader-facing strings in a block's value; with ``running_only`` just those that are sentences."""
    if isinstance(value, str):
        if not running_only or name in RUNNING_TEXT:
            yield value
    elif isinstance(value, BaseModel):
        for child in type(value).model_fields:
            if child not in {"file", "key", "topic", "side", "skip_to"}:
                yield from strings(getattr(value, child), running_only, child)
    elif isinstance(value, list):
        for child in value:
            yield from strings(child, running_only, name)


def words_in(body: list[schema.Block]) -> int:
    return sum(len(plain_language.words_of(plain_language.plain(text))) for block in body for text in strings(block.value, name=block.kind))


def minutes_needed(lesson: schema.Lesson) -> float:
    """Reading at 130 words a minute, plus the time of its exercises."""
    return words_in(lesson.body) / plain_language.WORDS_PER_MINUTE + lesson.exercise_minutes


def language_problems(where: str, body: list[schema.Block]) -> Iterator[str]:
    reading = plain_language.measure(text for block in body for text in strings(block.value, True, block.kind))
    if reading.mean > plain_language.MEAN_WORDS:
        yield f"{where}: {reading.mean:.1f} words a sentence on average, at most {plain_language.MEAN_WORDS:g}"
    if reading.longest > plain_language.LONGEST_SENTENCE:
        yield f"{where}: a sentence of {reading.longest} words: {reading.longest_sentence!r}"
    every = " \n ".join(text for block in body for text in strings(block.value, name=block.kind))
    for word in plain_language.banned_in(every):
        yield f"{where}: {word!r} is not used here: {plain_language.BANNED[word]}"


def _has_example(lesson: schema.Lesson) -> bool:
    return any(block.story or block.conversation or (block.heading or "").startswith("Contoh") for block in lesson.body)


def _links_to_the_glossary(lesson: schema.Lesson) -> bool:
    """In running text, the only block that keeps its links."""
    return any(kind == "glossary" for block in lesson.body if block.text for kind, _ in _LINK.findall(block.text))


def lesson_problems(lesson: schema.Lesson) -> Iterator[str]:
    yield from language_problems(lesson.key, lesson.body)
    needed = minutes_needed(lesson)
    if abs(needed - lesson.minutes) > MINUTES_TOLERANCE * lesson.minutes:
        yield f"{lesson.key}: stated {lesson.minutes} minutes, needs {needed:.1f} (words / 130 + exercises)"
    yield from _missing(lesson)
    headings = {block.heading for block in lesson.body if block.heading}
    for block in lesson.body:
        if block.content_note and block.content_note.skip_to not in headings:
            yield f"{lesson.key}: content note skips to {block.content_note.skip_to!r}, which is no heading"


def _missing(lesson: schema.Lesson) -> Iterator[str]:
    kinds = [block.kind for block in lesson.body]
    for needed_kind in ("opening", "key_message", "monday", "check"):
        if needed_kind not in kinds:
            yield f"{lesson.key}: no block {needed_kind!r}"
    if lesson.sensitive and "content_note" not in kinds:
        yield f"{lesson.key}: sensitive, but no content_note"
    if not _has_example(lesson):
        yield f"{lesson.key}: no example from life (a story, a conversation, or a heading that begins with «Contoh»)"
    if not _links_to_the_glossary(lesson):
        yield f"{lesson.key}: no word of its running text is linked to the glossary, as [kata](glossary:kunci)"


def _bodies(files: ContentFiles) -> Iterator[tuple[str, list[schema.Block]]]:
    for group in (files.lessons, files.guides, files.pages, files.handouts):
        for key, item in group.items():
            yield key, item.body


def link_problems(files: ContentFiles) -> Iterator[str]:
    known: dict[str, Collection[str]] = {
        "lesson": files.lessons,
        "guide": files.guides,
        "glossary": files.glossary,
        "handout": files.handouts,
        "page": files.pages.keys() | {"bantuan", "panduan", "jalur"},
        "path": files.paths,
        "module": {key.lower() for key in files.modules},
    }
    for where, body in _bodies(files):
        for text in (text for block in body for text in strings(block.value, name=block.kind)):
            for kind, key in _LINK.findall(text):
                if key not in known[kind]:
                    yield f"{where}: link to {kind}:{key}, which does not exist"
        for block in body:
            if not block.text and any(_LINK.search(text) for text in strings(block.value, name=block.kind)):
                yield f"{where}: a link in {block.kind!r}, which shows plain words: link a word of a 'text' block"
            if block.handout and block.handout.key not in files.handouts:
                yield f"{where}: hand-out {block.handout.key} does not exist"


def _pictures(value: Any) -> Iterator[schema.Picture]:
    if isinstance(value, schema.Picture):
        yield value
    elif isinstance(value, BaseModel):
        for child in type(value).model_fields:
            yield from _pictures(getattr(value, child))
    elif isinstance(value, list):
        for child in value:
            yield from _pictures(child)


def picture_problems(files: ContentFiles) -> Iterator[str]:
    for where, body in _bodies(files):
        for block in body:
            for picture in _pictures(block.value):
                if not (files.root / "illustrations" / picture.file).exists():
                    yield f"{where}: picture {picture.file} does not exist"


def structure_problems(files: ContentFiles) -> Iterator[str]:
    for path in files.paths.values():
        for key in path.modules:
            if key not in files.modules:
                yield f"path {path.key}: module {key} does not exist"
    for key, module_files in files.modules.items():
        total = sum(lesson.minutes for lesson in module_files.lessons)
        if total != module_files.module.minutes:
            yield f"module {key}: its lessons add up to {total} minutes, stated are {module_files.module.minutes}"


def channel_problems(files: ContentFiles) -> Iterator[str]:
    for key, count in Counter(channel.key for channel in files.channels).items():
        if count > 1:
            yield f"channels.csv: {key} stands {count} times"


def problems(files: ContentFiles) -> Iterator[str]:
    """Everything that must be mended before the content may be seeded."""
    for lesson in files.lessons.values():
        yield from lesson_problems(lesson)
    for key, body in _bodies(files):
        if key not in files.lessons:
            yield from language_problems(key, body)
    yield from structure_problems(files)
    yield from link_problems(files)
    yield from picture_problems(files)
    yield from channel_problems(files)
