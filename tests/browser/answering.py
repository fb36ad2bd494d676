"""Answering a quiz rightly in a browser, with the key from the content files: the page must not have it."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from playwright.sync_api import Locator, Page

from quizzes.content_files import BankFiles
from quizzes.content_schema import Question


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@cache
def questions() -> dict[str, list[Question]]:
    """By what is asked; a few are asked in the same words."""
    files, found = BankFiles(), defaultdict(list)
    own = [question for tests in files.tests.values() for question in tests.questions]
    for question in [question for bank in files.banks.values() for question in bank.questions] + own:
        found[_squeezed(question.prompt)].append(question)
    return dict(found)


def question_in(fieldset: Locator) -> Question:
    legend = _squeezed(fieldset.locator("legend").first.text_content() or "")
    shown = _squeezed(fieldset.text_content() or "")
    alike = questions()[re.sub(r"^.*?\d+ dari \d+ ", "", legend)]
    return next(question for question in alike if all(_squeezed(text) in shown for text in _texts(question)))


def _texts(question: Question) -> list[str]:
    return [choice.text for choice in question.choices] + [pair.left for pair in question.pairs] + question.items


def _tick(fieldset: Locator, text: str) -> None:
    for label in fieldset.locator("label.choice").all():
        if _squeezed(label.text_content() or "") == _squeezed(text):
            label.locator("input").check()
            return
    raise AssertionError(f"no choice {text!r}")


def answer(fieldset: Locator, right: bool = True) -> None:
    """Answer one question, rightly or (where the kind allows it simply) wrongly."""
    question = question_in(fieldset)
    {
        "single": _choices,
        "multiple": _choices,
        "boolean": _boolean,
        "matching": _matching,
        "ordering": _ordering,
        "short": _short,
        "scenario": _scenario,
    }[question.kind](fieldset, question, right)


def _choices(fieldset: Locator, question: Question, right: bool) -> None:
    for choice in question.choices:
        if choice.correct is right:
            _tick(fieldset, choice.text)


def _boolean(fieldset: Locator, question: Question, right: bool) -> None:
    fieldset.locator("input[type=radio]").nth(0 if question.answer is right else 1).check()


def _label(fieldset: Locator, text: str) -> Locator:
    for label in fieldset.locator("label").all():
        if _squeezed(label.text_content() or "") == _squeezed(text):
            return label
    raise AssertionError(f"no label {text!r}")


def _matching(fieldset: Locator, question: Question, right: bool) -> None:
    rights = [pair.right for pair in question.pairs]
    wanted = rights if right else rights[1:] + rights[:1]
    for pair, target in zip(question.pairs, wanted, strict=True):
        fieldset.locator(f"[id='{_label(fieldset, pair.left).get_attribute('for')}']").select_option(label=target)


def _ordering(fieldset: Locator, question: Question, right: bool) -> None:
    items = question.items if right else question.items[::-1]
    for number, item in enumerate(items, 1):
        select = fieldset.locator(f"[id='{_label(fieldset, item).get_attribute('for')}']")
        if select.is_visible():
            select.select_option(label=str(number))
        else:
            _move_to(fieldset, item, number)


def _move_to(fieldset: Locator, item: str, number: int) -> None:
    """With script an item has buttons instead of a select; bring it up to its place."""
    for _ in range(len(fieldset.locator("li").all())):
        rows = [_squeezed(row.locator("label").text_content() or "") for row in fieldset.locator("li").all()]
        place = rows.index(_squeezed(item)) + 1
        if place == number:
            # Moving down and up again makes it an answer even where it already stands right.
            return
        fieldset.locator("li").nth(place - 1).locator("[data-move='-1']").click()


def _short(fieldset: Locator, question: Question, right: bool) -> None:
    fieldset.locator("input").fill(question.accepted[0] if right else "tidak tahu")


def _scenario(fieldset: Locator, question: Question, right: bool) -> None:
    steps = {step.id: step for step in question.steps}
    current: str | None = question.steps[0].id
    while current:
        step = steps[current]
        chosen = next(choice for choice in step.choices if choice.correct is right)
        _tick(fieldset.locator(".scenario-step").filter(has_text=step.text), chosen.text)
        current = chosen.next


def answer_all_without_script(page: Page, right: bool = True) -> None:
    page.wait_for_load_state()
    for fieldset in page.locator("fieldset.question").all():
        answer(fieldset, right)
