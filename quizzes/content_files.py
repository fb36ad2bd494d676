"""The starter question banks and tests: reading the files, and what can be said against them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as FilePath

from modules import plain_language
from modules.content_files import ContentFiles, read, strings
from quizzes import content_schema as schema
from quizzes.kinds.scenario import telling_steps

CONTENT = FilePath(__file__).resolve().parent / "content"

#: No position of the right choice may hold more than this share of a bank's one-choice questions.
KEY_SHARE = 0.5
#: In no bank may the right choice be the longest more often than this: who picks the longest would do half as well as who has learnt.
LONGEST_SHARE = 0.5
#: The questions that a blueprint draws from, by the bank that its rows name; None: the bank, or the path, that owns the blueprint.
Pools = Mapping[str | None, list[schema.Question]]


@dataclass(frozen=True)
class BankFiles:
    root: FilePath = field(default=CONTENT)

    @cached_property
    def banks(self) -> dict[str, schema.Bank]:
        banks = (read(path, schema.Bank) for path in sorted((self.root / "banks").glob("*.yaml")))
        return {bank.module: bank for bank in banks}

    @cached_property
    def tests(self) -> dict[str, schema.PathTests]:
        tests = (read(path, schema.PathTests) for path in sorted((self.root / "tests").glob("*.yaml")))
        return {test.path: test for test in tests}


def matches(row: schema.BlueprintRow, question: schema.Question) -> bool:
    return (
        (row.topic is None or question.topic == row.topic)
        and (not row.kinds or question.kind in row.kinds)
        and (not row.critical or question.critical)
        and row.attitude == question.attitude
    )


def _blueprint_problems(where: str, rows: Iterable[schema.BlueprintRow], pools: Pools) -> Iterator[str]:
    """A blueprint can be filled without repeats when each row finds enough questions that no earlier row needs."""
    taken: set[str] = set()
    for row in rows:
        pool = pools.get(row.bank, [])
        free = [question.id for question in pool if matches(row, question) and question.id not in taken]
        if len(free) < row.number:
            yield f"{where}: blueprint wants {row.number} of {row.bank or ''} {row.topic or 'any topic'}, {len(free)} are there"
        taken.update(free[: row.number])


def _question_problems(where: str, questions: list[schema.Question], topics: set[str], lessons: Iterable[str]) -> Iterator[str]:
    known = set(lessons)
    for question_id, count in Counter(question.id for question in questions).items():
        if count > 1:
            yield f"{where}: id {question_id} stands {count} times"
    for question in questions:
        if question.topic not in topics:
            yield f"{where}/{question.id}: unknown topic {question.topic}"
        if question.lesson not in known:
            yield f"{where}/{question.id}: unknown lesson {question.lesson}"
        yield from _word_problems(f"{where}/{question.id}", "\n".join(strings(question)))
    yield from branch_problems(where, questions)


def _word_problems(where: str, text: str) -> Iterator[str]:
    for word in plain_language.banned_in(text):
        if word != "aib":  # a question may name the word it teaches to avoid
            yield f"{where}: {word!r} is not used here"
    if "semua benar" in text.lower():
        yield f"{where}: no «semua benar»"


def key_problems(where: str, questions: list[schema.Question]) -> Iterator[str]:
    """The right choice's position must be even and its length common, so that guessing by either gains nothing."""
    positions = Counter([c.correct for c in q.choices].index(True) for q in questions if q.kind == "single")
    total = sum(positions.values())
    if total >= 6 and max(positions.values()) > KEY_SHARE * total:
        yield f"{where}: the right choice stands too often in one position: {dict(sorted(positions.items()))}"
    one_right: list[Sequence[schema.Choice | schema.ScenarioChoice]] = [q.choices for q in questions if q.kind == "single"]
    one_right += [step.choices for q in questions for step in q.steps]
    longest = sum(max(choices, key=lambda choice: len(choice.text)).correct for choices in one_right)
    if len(one_right) >= 6 and longest > LONGEST_SHARE * len(one_right):
        yield f"{where}: the right choice is the longest in {longest} of {len(one_right)}"
    truths = Counter(q.answer for q in questions if q.kind == "boolean")
    if sum(truths.values()) >= 4 and max(truths.values()) > 0.7 * sum(truths.values()):
        yield f"{where}: true/false is lopsided: {dict(truths)}"


def shown(question: schema.Question) -> str:
    """What a learner reads before answering."""
    steps = [step.text for step in question.steps] + [choice.text for step in question.steps for choice in step.choices]
    pairs = [side for pair in question.pairs for side in (pair.left, pair.right)]
    return "\n".join([question.prompt, *(c.text for c in question.choices), *pairs, *question.distractors, *question.items, *steps])


def giveaway_problems(where: str, rows: Sequence[schema.BlueprintRow], pools: Pools) -> Iterator[str]:
    """The answer to write may not be read in a question, nor asked for by one, that the same quiz or test can hold."""
    drawn = [(question, fitting) for bank, pool in pools.items() for question in pool if (fitting := _fitting(rows, bank, question))]
    read = {question.id: shown(question) for question, _ in drawn}
    for question, fitting in drawn:
        for other, others in drawn if question.accepted else []:
            together = other is not question and sum(rows[number].number for number in fitting | others) > 1
            if together and (_stands_in(question.accepted, read[other.id]) or _same_answer(question, other)):
                yield f"{where}/{other.id}: holds the answer of {question.id}"


def _fitting(rows: Sequence[schema.BlueprintRow], bank: str | None, question: schema.Question) -> set[int]:
    return {number for number, row in enumerate(rows) if row.bank == bank and matches(row, question)}


def _stands_in(answers: list[str], text: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", text, re.IGNORECASE) for answer in answers)


def _same_answer(question: schema.Question, other: schema.Question) -> bool:
    return not {answer.lower() for answer in question.accepted}.isdisjoint(answer.lower() for answer in other.accepted)


def branch_problems(where: str, questions: list[schema.Question]) -> Iterator[str]:
    """A page shows where choices lead: by that alone no choice may be told from another."""
    for question in questions:
        for step in telling_steps({step.id: [choice.next for choice in step.choices] for step in question.steps}):
            yield f"{where}/{question.id}/{step}: where its choices lead helps to guess"


def bank_problems(bank: schema.Bank, lessons: Iterable[str]) -> Iterator[str]:
    where = f"bank {bank.module}"
    yield from _question_problems(where, bank.questions, {topic.key for topic in bank.topics}, lessons)
    yield from key_problems(where, bank.questions)
    pools: Pools = {None: bank.questions}
    yield from giveaway_problems(where, bank.blueprint, pools)
    yield from _blueprint_problems(where, bank.blueprint, pools)


def problems(files: BankFiles, content: ContentFiles) -> Iterator[str]:
    for bank in files.banks.values():
        yield from bank_problems(bank, content.lessons)
    for tests in files.tests.values():
        where = f"tests of {tests.path}"
        yield from _question_problems(where, tests.questions, {topic.key for topic in tests.topics}, content.lessons)
        pools: Pools = {None: tests.questions, **{key: bank.questions for key, bank in files.banks.items()}}
        for test in tests.tests:
            yield from _blueprint_problems(f"{where}/{test.purpose}", test.blueprint, pools)
            yield from giveaway_problems(f"{where}/{test.purpose}", test.blueprint, pools)
    for key in content.modules:
        if key not in files.banks:
            yield f"module {key} has no question bank"
    for key in content.paths:
        if key not in files.tests:
            yield f"path {key} has no tests"
