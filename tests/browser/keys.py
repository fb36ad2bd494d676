"""Using a page by the keys alone. Wherever the focus comes to stand, one must see it, and nothing may lie over it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from quizzes.content_schema import Question
from tests.browser.answering import question_in

MOST_STOPS = 250
#: What has the focus; whether that is to be seen: on itself, on the card or the choice that it belongs to; whether something lies over it.
FOCUSED = """() => {
  const at = document.activeElement, box = at.closest(".choice"), squeeze = (text) => (text || "").replace(/\\s+/g, " ").trim();
  const ring = (element, part) => {
    const style = getComputedStyle(element, part);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
  };
  const covered = (element) => {
    const { left, top, width, height } = element.getClientRects()[0];
    const over = document.elementFromPoint(left + width / 2, top + height / 2);
    return over ? !(element.contains(over) || over.contains(element)) && over.outerHTML.slice(0, 80) : `out of sight, at ${top}`;
  };
  const none = at === document.body || at === document.documentElement;
  const step = at.closest(".scenario-step");
  return {
    none,
    kind: at.type || at.tagName.toLowerCase(),
    html: at.outerHTML.slice(0, 160),
    seen: ring(at) || ring(at, "::after") || Boolean(box && ring(box)),
    covered: !none && covered(box || at),
    label: squeeze((at.labels && at.labels[0] || at.closest("li")?.querySelector("label"))?.textContent),
    question: at.closest("fieldset.question")?.id,
    step: step && squeeze(step.querySelector("legend").textContent),
    move: at.dataset ? at.dataset.move : undefined,
    checked: at.checked,
    chosen: at.selectedOptions ? squeeze(at.selectedOptions[0].textContent) : undefined,
  };
}"""


def focused(page: Page) -> dict[str, Any]:
    return dict(page.evaluate(FOCUSED))


def tab(page: Page, key: str = "Tab") -> dict[str, Any]:
    """On to the next stop, which must be seen."""
    page.keyboard.press(key)
    now = focused(page)
    assert now["none"] or now["seen"], f"{page.url}: focus is not seen on {now['html']}"
    assert not now["covered"], f"{page.url}: {now['covered']} hides {now['html']}"
    return now


def tab_until(page: Page, arrived: Callable[[dict[str, Any]], bool], what: str) -> None:
    for _ in range(MOST_STOPS):
        if arrived(tab(page)):
            return
    raise AssertionError(f"{page.url}: {what} is not reached")


def tab_to(page: Page, selector: str) -> None:
    matches = "selector => document.activeElement.matches(selector)"
    tab_until(page, lambda _now: bool(page.evaluate(matches, selector)), selector)


def go(page: Page) -> None:
    """Enter, to another page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def go_to(page: Page, selector: str) -> None:
    tab_to(page, selector)
    go(page)


def type_into(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.type(text)


def choose(page: Page, text: str) -> None:
    """In the list that has the focus."""
    for _ in range(60):
        if focused(page)["chosen"] == text:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no {text!r} in the list: {focused(page)}")


def by_menu(page: Page, address: str) -> None:
    tab_to(page, ".menu summary")
    page.keyboard.press("Enter")
    go_to(page, f".menu a[href='{address}']")


# Answering rightly ---------------------------------------------------------------------------------------


def answer_by_keys(page: Page, end: str) -> None:
    """Every question on the way to ``end``, and Enter there."""
    for _ in range(MOST_STOPS):
        now = tab(page)
        if page.evaluate("selector => document.activeElement.matches(selector)", end):
            page.keyboard.press("Enter")
            return
        if now["question"]:
            _answer(page, now)
    raise AssertionError(f"{page.url}: {end} is not reached")


def _answer(page: Page, now: dict[str, Any]) -> None:
    question = question_in(page.locator(f"fieldset[id='{now['question']}']"))
    if now["move"]:
        _order(page, question.items, now["question"])
    elif now["kind"] == "radio":
        _pick(page, _wanted(question, now))
    elif now["kind"] == "checkbox":
        if (now["label"] in _right_texts(question)) is not now["checked"]:
            page.keyboard.press("Space")
    elif now["kind"] == "select-one":
        choose(page, _wanted(question, now) or "")
    elif now["kind"] == "text":
        page.keyboard.type(question.accepted[0])


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _right_texts(question: Question) -> list[str]:
    return [_squeezed(choice.text) for choice in question.choices if choice.correct]


def _wanted(question: Question, now: dict[str, Any]) -> str | None:
    """The right answer at this stop; None on a step of a scenario that the right way does not come to."""
    if question.kind == "boolean":
        return "Benar" if question.answer else "Salah"
    if question.kind == "matching":
        return next(_squeezed(pair.right) for pair in question.pairs if _squeezed(pair.left) == now["label"])
    if question.kind == "ordering":
        return str([_squeezed(item) for item in question.items].index(now["label"]) + 1)
    return _on_the_right_way(question, now["step"]) if question.kind == "scenario" else _right_texts(question)[0]


def _on_the_right_way(question: Question, told: str) -> str | None:
    """The right choice of the step that is told here; a page may show steps in an order of its own."""
    steps, following = {step.id: step for step in question.steps}, question.steps[0].id
    while following:
        chosen = next(choice for choice in steps[following].choices if choice.correct)
        if told.endswith(_squeezed(steps[following].text)):
            return _squeezed(chosen.text)
        following = chosen.next
    return None


def _pick(page: Page, wanted: str | None) -> None:
    """Space picks the first; arrows go round the group, and pick."""
    if wanted is None:
        return
    page.keyboard.press("Space")
    for _ in range(9):
        if focused(page)["label"] == wanted:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no choice {wanted!r}")


def _order(page: Page, items: list[str], question: str) -> None:
    """With script an item has buttons: bring each up to its place, from the first on."""
    rows = page.locator(f"fieldset[id='{question}'] li label")
    for place, item in enumerate(map(_squeezed, items)):
        while (now := [_squeezed(text) for text in rows.all_text_contents()].index(item)) > place:
            if focused(page)["label"] != item or focused(page)["move"] != "-1":
                tab_until(page, lambda stop, item=item: stop["label"] == item and stop["move"] == "-1", f"{item}, up, from {now}")
            page.keyboard.press("Enter")
