"""The shape of question banks and quizzes under ``quizzes/content/``.

``banks/u1.yaml`` holds the questions of module U1 and the blueprint of its quiz; ``tests/orang-tua.yaml`` the pre-test, post-test
and refreshers of a path. A question's ``id`` is stable for ever: attempts and statistics hang on it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from modules.content_schema import Key, Shape, Text

ModuleKey = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}[0-9]$")]


class Choice(Shape):
    text: Text
    correct: bool = False
    feedback: Text


class Pair(Shape):
    left: Text
    right: Text
    feedback: str = ""


class ScenarioChoice(Shape):
    """``next`` is the id of the step that follows; none ends the scenario."""

    text: Text
    correct: bool = False
    feedback: Text
    next: Key | None = None


class ScenarioStep(Shape):
    id: Key
    text: Text
    choices: Annotated[list[ScenarioChoice], Field(min_length=2, max_length=5)]


class Question(Shape):
    id: Key
    topic: Key
    kind: Literal["single", "multiple", "boolean", "matching", "ordering", "short", "scenario"]
    critical: bool = False
    attitude: bool = False
    prompt: Text
    explanation: Text
    lesson: Key
    choices: list[Choice] = []
    answer: bool | None = None
    feedback_true: str = ""
    feedback_false: str = ""
    pairs: list[Pair] = []
    distractors: list[Text] = []
    items: list[Text] = []
    accepted: list[Text] = []
    steps: Annotated[list[ScenarioStep], Field(max_length=8)] = []

    @model_validator(mode="after")
    def has_what_its_kind_needs(self) -> Question:
        right = sum(choice.correct for choice in self.choices)
        ok = {
            "single": 3 <= len(self.choices) <= 5 and right == 1,
            "multiple": 4 <= len(self.choices) <= 7 and 2 <= right < len(self.choices),
            "boolean": self.answer is not None and bool(self.feedback_true) and bool(self.feedback_false),
            "matching": 3 <= len(self.pairs) <= 6 and len({pair.right for pair in self.pairs}) == len(self.pairs),
            "ordering": 3 <= len(self.items) <= 7 and len(set(self.items)) == len(self.items),
            "short": len(self.accepted) >= 1,
            "scenario": len(self.steps) >= 1,
        }[self.kind]
        if not ok:
            raise ValueError(f"{self.id}: a question of kind {self.kind} lacks its answers or has too many")
        return self

    @model_validator(mode="after")
    def scenario_steps_lead_somewhere(self) -> Question:
        ids = [step.id for step in self.steps]
        for number, step in enumerate(self.steps):
            if sum(choice.correct for choice in step.choices) != 1:
                raise ValueError(f"{self.id}/{step.id}: exactly one choice of a step is correct")
            for choice in step.choices:
                if choice.next is not None and choice.next not in ids[number + 1 :]:
                    raise ValueError(f"{self.id}/{step.id}: next {choice.next} is not a later step")
        return self


class BlueprintRow(Shape):
    """Draw ``number`` questions of ``topic`` (of ``bank``, when a path's test draws from several); ``critical``: critical ones only."""

    topic: Key | None = None
    bank: ModuleKey | None = None
    kinds: list[str] = []
    critical: bool = False
    attitude: bool = False
    number: Annotated[int, Field(ge=1)]


class Topic(Shape):
    key: Key
    title: Text


class Bank(Shape):
    module: ModuleKey
    title: Text
    topics: Annotated[list[Topic], Field(min_length=1)]
    pass_mark: Annotated[int, Field(ge=0, le=100)] = 80
    attempts: int = 3
    blueprint: Annotated[list[BlueprintRow], Field(min_length=1)]
    questions: Annotated[list[Question], Field(min_length=1)]


class PathTest(Shape):
    purpose: Literal["pre", "post", "refresher_30", "refresher_90", "refresher_12m"]
    title: Text
    pass_mark: Annotated[int, Field(ge=0, le=100)] = 80
    attempts: int = 3
    blueprint: Annotated[list[BlueprintRow], Field(min_length=1)]


class PathTests(Shape):
    """The tests of a path. ``questions`` are its own: the attitude item, a closing branching scenario."""

    path: Key
    tests: Annotated[list[PathTest], Field(min_length=1)]
    topics: list[Topic] = []
    questions: list[Question] = []
