"""The shape of the starter content: what a file under ``modules/content/`` may say.

Content is reviewable YAML. A file that breaks this shape is refused with the place of the fault, by
``manage.py check_content`` and by ``manage.py seed`` alike. The fields mean what the page types and
blocks of the same name mean; ``text`` fields hold Markdown (paragraphs, lists, bold, italics, links).

A link in Markdown may name a page instead of an address: ``[judul](lesson:u1-2)``,
``[judul](guide:setelan-privasi)``, ``[judul](glossary:grooming)``, ``[judul](page:bantuan)``.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
SvgName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.svg$")]

Audience = Literal["perangkat_desa", "kader", "guru_sd", "guru_smp_sma", "orang_tua", "tokoh_agama", "tokoh_adat", "lainnya"]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Review(Shape):
    """Who must look at a text before it counts as final. Shown to readers as "perlu ditinjau"."""

    institution: Annotated[Text, StringConstraints(max_length=250)]
    note: Text


class Source(Shape):
    """Where a fact was seen, and when."""

    text: Text
    seen: date


class Picture(Shape):
    """An illustration of ``illustrations/``; ``alt`` empty only when ``decorative``."""

    file: SvgName
    alt: str = ""
    caption: str = ""
    decorative: bool = False

    @model_validator(mode="after")
    def alt_text_or_decorative(self) -> Picture:
        if bool(self.alt) == self.decorative:
            raise ValueError("write alt text, or set decorative: true, not both")
        return self


class Panel(Shape):
    text: Text
    picture: Picture | None = None


class Story(Shape):
    title: Text
    panels: Annotated[list[Panel], Field(min_length=2, max_length=10)]


class RightWrongPair(Shape):
    wrong: Text
    right: Text
    why: str = ""


class RightWrong(Shape):
    title: Text
    pairs: Annotated[list[RightWrongPair], Field(min_length=1)]


class Step(Shape):
    title: Text
    text: str = ""


class Steps(Shape):
    title: Text
    items: Annotated[list[Step], Field(min_length=2)]


class CheckChoice(Shape):
    text: Text
    correct: bool = False
    feedback: Text


class Check(Shape):
    """Check-yourself: ungraded, feedback on the spot for every choice."""

    question: Text
    choices: Annotated[list[CheckChoice], Field(min_length=2, max_length=5)]

    @model_validator(mode="after")
    def one_right_at_least(self) -> Check:
        if not any(choice.correct for choice in self.choices):
            raise ValueError("no choice is correct")
        return self


class Bubble(Shape):
    """One turn of a conversation. ``side: self`` is the reader's own part."""

    who: Text
    text: Text
    side: Literal["other", "self"] = "other"


class Conversation(Shape):
    title: Text
    bubbles: Annotated[list[Bubble], Field(min_length=2)]
    after: str = ""


class ContentNote(Shape):
    """What is coming, kindly said; the page adds a link that skips to ``skip_to`` (a heading's text)."""

    text: Text
    skip_to: Text


class HandoutLink(Shape):
    """A hand-out of this project, by its key."""

    key: Key
    text: Text


class FillIn(Shape):
    """Labelled empty lines to write on."""

    title: Text
    labels: Annotated[list[Text], Field(min_length=1)]
    lines: Annotated[int, Field(ge=1, le=12)] = 1


class Table(Shape):
    """Rows as wide as the headings; an empty cell is to be written in."""

    title: Text
    headings: Annotated[list[Text], Field(min_length=2)]
    rows: Annotated[list[list[str]], Field(min_length=1)]

    @model_validator(mode="after")
    def rows_as_wide_as_the_headings(self) -> Table:
        if any(len(row) != len(self.headings) for row in self.rows):
            raise ValueError("a row has more or fewer cells than there are headings")
        return self


class LeaderMessageSlot(Shape):
    """A place where the nearest leader's message on ``topic`` is shown."""

    topic: Key


class Block(Shape):
    """One block of a lesson or guide: exactly one of these fields."""

    opening: Text | None = None
    heading: Text | None = None
    text: Text | None = None
    picture: Picture | None = None
    story: Story | None = None
    right_wrong: RightWrong | None = None
    steps: Steps | None = None
    key_message: Text | None = None
    reflection: Text | None = None
    monday: Text | None = None
    check: Check | None = None
    conversation: Conversation | None = None
    content_note: ContentNote | None = None
    handout: HandoutLink | None = None
    fill_in: FillIn | None = None
    table: Table | None = None
    leader_message: LeaderMessageSlot | None = None
    help_strip: Literal[True] | None = None

    @model_validator(mode="after")
    def exactly_one(self) -> Block:
        if len(self.model_fields_set) != 1:
            raise ValueError(f"a block has one kind, this has {sorted(self.model_fields_set)}")
        return self

    @property
    def kind(self) -> str:
        return next(iter(self.model_fields_set))

    @property
    def value(self) -> Any:
        return getattr(self, self.kind)


class Lesson(Shape):
    key: Key
    title: Text
    slug: Key
    kind: Text
    minutes: Annotated[int, Field(ge=3, le=30)]
    exercise_minutes: Annotated[int, Field(ge=0, le=20)] = 0
    summary: Annotated[Text, StringConstraints(max_length=160)]
    sensitive: bool = False
    review: Review | None = None
    body: Annotated[list[Block], Field(min_length=4)]
    sources: list[Source] = []


class Module(Shape):
    key: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}[0-9]$")]
    title: Text
    slug: Key
    summary: Annotated[Text, StringConstraints(max_length=160)]
    minutes: Annotated[int, Field(ge=10)]
    objectives: Annotated[list[Text], Field(min_length=1)]
    picture: Picture | None = None
    review: Review | None = None
    sources: list[Source] = []


class Path(Shape):
    key: Key
    title: Text
    summary: Annotated[Text, StringConstraints(max_length=160)]
    audiences: Annotated[list[Audience], Field(min_length=1)]
    audience_text: Text
    jp: Annotated[float, Field(gt=0)]
    validity_months: int = 24
    modules: Annotated[list[str], Field(min_length=1)]
    intro: Text
    picture: Picture | None = None
    prerequisites: list[Key] = []


class Guide(Shape):
    key: Key
    title: Text
    summary: Annotated[Text, StringConstraints(max_length=160)]
    topic: Literal[
        "mengobrol",
        "grooming",
        "sextortion",
        "gim",
        "media-sosial",
        "gawai-bersama",
        "privasi",
        "aturan",
        "kesepakatan",
        "pertolongan",
        "foto",
        "perundungan",
    ]
    ages: Annotated[list[Literal["0-6", "7-12", "13-17"]], Field(min_length=1)]
    minutes: Annotated[int, Field(ge=1, le=15)]
    sensitive: bool = False
    picture: Picture | None = None
    review: Review | None = None
    body: Annotated[list[Block], Field(min_length=3)]
    sources: list[Source] = []


class Term(Shape):
    """A glossary entry; wording after the Luxembourg Guidelines."""

    key: Key
    term: Text
    also: list[Text] = []
    meaning: Text
    avoid: list[Text] = []


class LeaderMessage(Shape):
    """A sample message, signed by an office, to be replaced by a recorded local voice."""

    key: Key
    leader_kind: Literal["agama", "adat"]
    role: Text
    signed_by: Text
    topic: Key
    text: Text
    review: Review


class Channel(Shape):
    """A row of ``channels.csv``: where help is to be had. Nobody is sent to a number that nobody has called."""

    key: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$", max_length=60)]
    name: Annotated[Text, StringConstraints(max_length=120)]
    purpose: Text
    phone: Annotated[str, StringConstraints(max_length=40)]
    whatsapp: Annotated[str, StringConstraints(max_length=40)]
    url: Annotated[str, StringConstraints(max_length=200)]
    hours: Annotated[str, StringConstraints(max_length=120)]
    source: str
    verified_on: Annotated[date | None, BeforeValidator(lambda written: written or None)]
    published: bool
    review_note: Annotated[str, StringConstraints(max_length=250)]

    @model_validator(mode="after")
    def verified_and_reachable(self) -> Channel:
        if self.published and not (self.verified_on and (self.phone or self.whatsapp or self.url)):
            raise ValueError("published without verified_on, or without a phone, WhatsApp or address")
        return self


class PlainPage(Shape):
    key: Key
    title: Text
    summary: Annotated[Text, StringConstraints(max_length=160)]
    picture: Picture | None = None
    sensitive: bool = False
    review: Review | None = None
    body: Annotated[list[Block], Field(min_length=1)]


class ListPage(Shape):
    """A page that lists the pages below it."""

    key: Key
    title: Text
    intro: Annotated[Text, StringConstraints(max_length=160)]


class Handout(Shape):
    """A page to print and to write on."""

    key: Key
    title: Text
    summary: Annotated[Text, StringConstraints(max_length=160)]
    audience: list[Audience] = []
    sensitive: bool = False
    review: Review | None = None
    body: Annotated[list[Block], Field(min_length=2)]
