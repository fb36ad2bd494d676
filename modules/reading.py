"""What the pages that are read show beside their own text: neighbours, outlines, lists. A few queries each, none in templates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice
from operator import or_
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Case, Count, Q, QuerySet, Sum, When
from django.db.models.functions import Lower
from wagtail.models import Page

from lms.accounts.models import Audience
from modules.models import (
    GlossaryTerm,
    Guide,
    GuideIndex,
    GuideTopic,
    Handout,
    HandoutIndex,
    Help,
    HelpChannel,
    Leader,
    LeaderIndex,
    LeaderMessage,
    LeaderPage,
    Lesson,
    Module,
    ModuleIndex,
    Path,
    PathIndex,
)
from modules.models.pages import AGES
from modules.site_map import Entry, site_map

AnyPage = TypeVar("AnyPage", bound=Page)


@dataclass(frozen=True)
class LessonPlace:
    """Where a lesson stands: in which module, as which of how many, and what comes next."""

    module: Entry
    number: int
    total: int
    following: Entry | None


def lesson_place(lesson: Lesson) -> LessonPlace | None:
    """No query. None for a lesson that is not in the tree yet."""
    places = site_map()
    module = places.parent_of(lesson.path) if lesson.path else None
    if module is None:
        return None
    lessons = places.children_of(module)
    number = sum(each.path <= lesson.path for each in lessons) or 1
    following = next((each for each in lessons if each.path > lesson.path), None)
    return LessonPlace(module, number, len(lessons), following)


@dataclass
class Outline:
    """The modules of a path with their lessons."""

    modules: list[tuple[Module, list[Lesson]]] = field(default_factory=list)
    required: list[Path] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        return sum(module.minutes for module, _lessons in self.modules)


def outline_of(path: Path) -> Outline:
    """Three queries: modules, lessons, the paths to complete first; as many again for a path in another language.

    Modules and lessons are those of the path's source, so that no translation asks for less; each is shown in the path's language
    where it is published in it.
    """
    modules = path.modules_in_order()
    lessons = _lessons_by_module(modules)
    required = [row.required for row in path.prerequisites.select_related("required") if row.required.live]
    shown = as_shown([(module, lessons[module.path]) for module in modules], path.locale_id)
    return Outline(shown, in_language(required, path.locale_id))


def as_shown(modules: Sequence[tuple[Module, Sequence[Lesson]]], locale_id: int) -> list[tuple[Module, list[Lesson]]]:
    """Modules with their lessons, each in this language where it is published in it. Two queries; none where all are in it."""
    lessons = iter(in_language([lesson for _module, own in modules for lesson in own], locale_id))
    translated = in_language([module for module, _own in modules], locale_id)
    return [(module, list(islice(lessons, len(own)))) for module, (_source, own) in zip(translated, modules, strict=True)]


def in_language(pages: Sequence[AnyPage], locale_id: int) -> list[AnyPage]:
    """The same pages of one kind, each in this language where it is published in it. One query; none where all are in it already."""
    keys = [page.translation_key for page in pages if page.locale_id != locale_id]
    if not keys:
        return list(pages)
    translations = type(pages[0]).objects.live().filter(locale_id=locale_id, translation_key__in=keys).defer_streamfields()
    own = {page.translation_key: page for page in translations}
    return [own.get(page.translation_key, page) for page in pages]


def _lessons_by_module(modules: list[Module]) -> dict[str, list[Lesson]]:
    grouped: dict[str, list[Lesson]] = defaultdict(list)
    if modules:
        below = reduce(or_, (Q(path__startswith=module.path) for module in modules))
        for lesson in Lesson.objects.live().filter(below).defer("body").order_by("path"):
            grouped[lesson.path[: -lesson.steplen]].append(lesson)
    return grouped


def lessons_of(module: Module) -> list[Lesson]:
    return list(module.lessons().defer("body")) if module.path else []


def paths_with(module: Module) -> list[Path]:
    """The paths of its language in which a module stands. A path's modules are named in the language of its source."""
    stands = Path.objects.live().filter(locale_id=module.locale_id, path_modules__module__translation_key=module.translation_key)
    return list(stands.order_by("path"))


def _below(index: Page, pages: Any) -> Any:
    """Those of ``pages`` that stand below a list; none where it is not in the tree yet, as in the preview of a new one."""
    return pages.child_of(index) if index.path else pages.none()


def paths_of(index: PathIndex | None = None, *, locale_id: int | None = None) -> list[Path]:
    """The live paths with ``minutes`` and ``module_count`` of their live modules. One query."""
    paths = _below(index, Path.objects.live()) if index else Path.objects.live().filter(locale_id=locale_id)
    live = Q(path_modules__module__live=True)
    counted = paths.annotate(minutes=Sum("path_modules__module__minutes", filter=live), module_count=Count("path_modules", filter=live))
    return list(counted.select_related("picture").order_by("path"))


def modules_of(index: ModuleIndex) -> list[Module]:
    """What stands in most paths first, each with ``lesson_count``. One query, and none for the lessons: the map knows them."""
    own = Q(in_paths__path__live=True, in_paths__path__locale_id=index.locale_id)
    modules = _below(index, Module.objects.live()).select_related("picture")
    found = list(modules.annotate(paths=Count("in_paths", filter=own)).order_by("-paths", "path"))
    below = Counter(entry.path[: -Page.steplen] for entry in site_map().entries)
    for module in found:
        module.lesson_count = below[module.path]
    return found


@dataclass(frozen=True)
class Topic:
    key: str
    label: str
    guides: list[Guide]


def topics_of(index: GuideIndex) -> list[Topic]:
    """The guides by topic, in the order of topics; a topic without guides is left out. One query."""
    grouped: dict[str, list[Guide]] = defaultdict(list)
    for guide in _below(index, Guide.objects.live()).select_related("picture").defer("body").order_by("path"):
        grouped[guide.topic].append(guide)
    return [Topic(key, str(label), grouped[key]) for key, label in GuideTopic.choices if key in grouped]


@dataclass(frozen=True)
class AgeGroup:
    age: str
    guides: list[Guide]


def ages_of(topics: list[Topic]) -> list[AgeGroup]:
    guides = [guide for topic in topics for guide in topic.guides]
    groups = (AgeGroup(age, [guide for guide in guides if age in guide.ages]) for age in AGES)
    return [group for group in groups if group.guides]


def guides_for_home(*, locale_id: int, most: int = 6) -> list[Guide]:
    return list(Guide.objects.live().filter(locale_id=locale_id).select_related("picture").defer("body").order_by("path")[:most])


def channels_of(help_page: Help) -> list[HelpChannel]:
    """What is published and so verified, for everyone first, then by region; in Indonesian where nobody has translated it. One query."""
    own, fallback = Q(locale_id=help_page.locale_id), Q(locale__language_code=settings.LANGUAGE_CODE)
    last_wins = HelpChannel.objects.filter(own | fallback, live=True).select_related("region").order_by(Case(When(own, then=1), default=0))
    channels = {channel.translation_key: channel for channel in last_wins}.values()
    return sorted(channels, key=lambda channel: (channel.region_id or "", channel.sort_order, channel.name))


def terms_of(locale_id: int) -> list[GlossaryTerm]:
    return list(GlossaryTerm.objects.filter(locale_id=locale_id).order_by(Lower("term")))


def lets_choose_a_voice(page: Page | None) -> bool:
    """A lesson for religious leaders alone: they are of many faiths, so each chooses whose words to read. One query."""
    module = site_map().parent_of(page.path) if page and page.path else None
    stands = Path.objects.live().filter(path_modules__module__translation_key=module.translation_key) if module else Path.objects.none()
    audiences = stands.values_list("audiences", flat=True)
    return {audience for each in audiences for audience in each} == {Audience.RELIGIOUS_LEADER}


def leaders_of(index: LeaderIndex) -> list[LeaderPage]:
    """The pages of leaders whose consent is valid today. One query."""
    pages = _below(index, LeaderPage.objects.live()).filter(leader__isnull=False).select_related("leader__portrait", "leader__region")
    return [page for page in pages.order_by("path") if page.leader and page.leader.may_be_shown]


def messages_of(leader: Leader) -> list[LeaderMessage]:
    return list(LeaderMessage.objects.showable().filter(leader=leader).select_related("leader__portrait", "audio", "region"))


def handouts_of(index: HandoutIndex) -> list[Handout]:
    """What there is to print. One query."""
    return list(_below(index, Handout.objects.live()).order_by("title"))


def pages_of_silent_leaders() -> QuerySet[LeaderPage]:
    """Pages of leaders without a valid consent: nothing of these people is shown, their name in a list neither."""
    return LeaderPage.objects.exclude(leader__in=Leader.objects.with_valid_consent())
