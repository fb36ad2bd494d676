"""Truth tables of every kind, without a database."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.http import QueryDict
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import KINDS
from quizzes.kinds.base import mark
from quizzes.kinds.scenario import NAMES
from quizzes.kinds.short import normalised
from tests.quizzes.builders import ACCEPTED, ROWS, posted, right_answer

EMPTY = {"text": "", "correct": False, "feedback": "", "match": "", "step": "", "step_text": "", "next_step": ""}


def rows_of(rows: list[dict[str, Any]]) -> list[Any]:
    return [SimpleNamespace(**{**EMPTY, **row}) for row in rows]


def content_of(kind: str, rows: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {"kind": kind, **KINDS[kind].content(rows_of(ROWS[kind] if rows is None else rows), ACCEPTED)}


def ids(*texts: str) -> list[str]:
    return [mark(text) for text in texts]


def places(*texts: str) -> dict[str, int]:
    return {mark(text): place for place, text in enumerate(texts, 1)}


def pairs(**given: str) -> dict[str, str]:
    return {mark(left): mark(right) for left, right in given.items()}


A, B, C = (mark(text) for text in ("Terima kasih", "Tunggu", "Tenangkan"))
S1, S2, S3 = (mark(text) for text in ("Anak bercerita.", "Anak diam.", "Anak menunduk."))
TABLE = [
    ("single", mark("Dengarkan"), 1),
    ("single", mark("Marahi"), 0),
    ("single", None, 0),
    ("boolean", mark("Salah"), 1),
    ("boolean", mark("Benar"), 0),
    ("multiple", ids("Akun", "Waktu"), 1),
    ("multiple", ids("Akun"), Fraction(1, 2)),
    ("multiple", ids("Akun", "Waktu", "Gosip"), Fraction(1, 2)),
    ("multiple", ids("Akun", "Gosip"), 0),
    ("multiple", ids("Akun", "Waktu", "Gosip", "Gambar anak"), 0),
    ("multiple", [*ids("Akun"), *ids("Akun")], Fraction(1, 2)),
    ("multiple", ids("Gosip", "Gambar anak"), 0),
    ("multiple", [], 0),
    ("matching", pairs(**{"110": "Polisi", "129": "SAPA", "aduankonten.id": "Konten"}), 1),
    ("matching", pairs(**{"110": "Polisi", "129": "Konten", "aduankonten.id": "SAPA"}), Fraction(1, 3)),
    ("matching", pairs(**{"110": "Polisi"}), Fraction(1, 3)),
    ("matching", pairs(**{"110": "Pemadam"}), 0),
    ("ordering", places("Satu", "Dua", "Tiga", "Empat", "Lima"), 1),
    ("ordering", places("Dua", "Satu", "Tiga", "Empat", "Lima"), Fraction(8, 10)),
    ("ordering", places("Lima", "Empat", "Tiga", "Dua", "Satu"), 0),
    ("ordering", dict.fromkeys(ids("Satu", "Dua", "Tiga", "Empat", "Lima"), 1), 0),
    ("ordering", {mark("Satu"): 1, mark("Dua"): 2}, Fraction(1, 10)),
    ("short", "129", 1),
    ("short", "  SAPA  129! ", 1),
    ("short", "1-2-9", 1),
    ("short", "110", 0),
    ("short", "", 0),
    ("scenario", {S1: A, S2: B}, 1),
    ("scenario", {S1: A, S2: mark("Desak")}, Fraction(1, 2)),
    ("scenario", {S1: A}, Fraction(1, 2)),
    ("scenario", {S1: mark("Mengapa"), S3: C, S2: B}, Fraction(1, 2)),
    ("scenario", {S1: mark("Mengapa"), S3: mark("Pergi"), S2: B}, 0),
    ("scenario", {S2: B}, 0),
    ("scenario", {}, 0),
]


@pytest.mark.parametrize(("kind", "answer", "fraction"), TABLE)
def test_an_answer_is_worth_what_the_table_says(kind: str, answer: Any, fraction: Any) -> None:
    assert KINDS[kind].grade(content_of(kind), answer).fraction == fraction


@pytest.mark.parametrize("kind", KINDS)
def test_the_right_answer_comes_back_whole_from_its_form(kind: str) -> None:
    content = content_of(kind)
    query = QueryDict(mutable=True)
    for name, value in posted(content, "s4", right_answer(content)).items():
        query.setlist(name, value if isinstance(value, list) else [str(value)])
    answer = KINDS[kind].parse(query, "s4", content)
    assert KINDS[kind].grade(content, answer).right
    assert all(part.right for part in KINDS[kind].grade(content, answer).parts)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_form_is_no_answer(kind: str) -> None:
    assert KINDS[kind].parse(QueryDict(""), "s1", content_of(kind)) is None


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_shown_holds_neither_key_nor_feedback(kind: str) -> None:
    shown = KINDS[kind].shown(content_of(kind), Random(1))
    assert not {"key", "feedback"} & set(shown)
    assert "KUNCI" not in str(shown)
    assert "kunci-ejaan" not in str(shown)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"short"}))
def test_the_same_seed_shows_the_same_order_and_others_differ(kind: str) -> None:
    content = content_of(kind)
    shown = [str(KINDS[kind].shown(content, Random(seed))) for seed in range(20)]
    assert shown == [str(KINDS[kind].shown(content, Random(seed))) for seed in range(20)]
    assert kind == "boolean" or len(set(shown)) > 1


def test_an_ordering_is_never_shown_in_its_right_order() -> None:
    content = content_of("ordering", [{"text": text} for text in "abc"])
    for seed in range(60):
        assert [item["id"] for item in KINDS["ordering"].shown(content, Random(seed))["items"]] != content["key"]


def test_ids_and_stored_order_tell_nothing_about_the_key() -> None:
    assert [item["id"] for item in content_of("ordering")["items"]] == sorted(ids("Satu", "Dua", "Tiga", "Empat", "Lima"))
    matches = [match["id"] for match in content_of("matching")["matches"]]
    assert matches == sorted(matches)


@pytest.mark.parametrize("kind", ["multiple", "matching", "ordering", "scenario"])
def test_the_parts_of_an_answer_stand_in_no_order_of_the_key(kind: str) -> None:
    content = content_of(kind)
    form = QueryDict(mutable=True)
    for name, value in posted(content, "s1", right_answer(content)).items():
        form.setlist(name, value if isinstance(value, list) else [str(value)])
    parts = list(KINDS[kind].parse(form, "s1", content))
    assert parts == sorted(parts)


def test_what_was_answered_is_marked_when_shown_again() -> None:
    for kind in KINDS:
        content = content_of(kind)
        shown = KINDS[kind].shown(content, Random(2), right_answer(content))
        assert "True" in str(shown) or shown.get("text") == "129"


def test_a_scenario_says_which_choices_lead_to_a_step() -> None:
    steps = KINDS["scenario"].shown(content_of("scenario"), Random(3))["steps"]
    assert {step["text"]: step["leading"] for step in steps} == {
        "Anak bercerita.": [],
        "Anak diam.": ["Terima kasih"],
        "Anak menunduk.": ["Mengapa"],
    }


def test_the_order_of_steps_tells_nothing_about_the_right_way() -> None:
    content = content_of("scenario")
    shown = [KINDS["scenario"].shown(content, Random(seed))["steps"] for seed in range(20)]
    assert {steps[0]["id"] for steps in shown} == {S1}
    assert {steps[1]["id"] for steps in shown} == {S2, S3}
    assert "'s2'" not in str(shown)


def test_a_step_stands_after_all_that_lead_to_it() -> None:
    row = {"correct": True, "feedback": "x"}
    rows = [
        {"step": "s1", "step_text": "A", "text": "a", "next_step": "s2", **row},
        {"step": "s1", "text": "b", "next_step": "s3", "feedback": "x"},
        {"step": "s2", "step_text": "B", "text": "a", "next_step": "s3", **row},
        {"step": "s3", "step_text": "C", "text": "a", **row},
    ]
    for seed in range(20):
        steps = KINDS["scenario"].shown(content_of("scenario", rows), Random(seed))["steps"]
        assert [step["text"] for step in steps] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Sapa  129", "sapa-129!"),
        ("0811 1129-129", "+62 811.1129.129"),
        ("110", "1 1 0"),
        ("Dinas P3APPKB", "dinas p3appkb."),
        ("e‑mail", "E mail"),
        ("UPT PPA", "uptppa"),
        ("SAPA129", "sapa 129"),
        ("18tahun", "18 tahun"),
        ("do’a", "doa"),
        ("Jum'at", "jumat"),
        ("Al-Qur`an", "al quran"),
        ("ma’anyan", "Maanyan"),
        ("apél", "apel"),
        ("+62 (0)811-1129-129", "08111129129"),
        ("anak－anak", "anak anak"),
    ],
)
def test_spellings_of_the_same_answer_are_one(left: str, right: str) -> None:
    assert normalised(left) == normalised(right)


def test_an_answer_of_signs_only_is_no_spelling() -> None:
    content = {"kind": "short", **KINDS["short"].content([], "129\n???")}
    assert KINDS["short"].grade(content, "!!!").fraction == 0


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([mark("Satu"), S1, S2, A, B]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from([mark("Satu"), "110", S1, mark("110")]), inner),
    max_leaves=8,
)


@given(st.sampled_from(sorted(KINDS)), anything)
def test_a_hostile_answer_never_raises_and_stays_within_bounds(kind: str, answer: Any) -> None:
    assert 0 <= KINDS[kind].grade(content_of(kind), answer).fraction <= 1
    KINDS[kind].shown(content_of(kind), Random(0), answer)


def some_choices(right: int, wrong: int) -> dict[str, Any]:
    rows = [{"text": f"r{n}", "correct": True} for n in range(right)] + [{"text": f"w{n}"} for n in range(wrong)]
    return content_of("multiple", rows)


@given(st.integers(2, 5), st.integers(1, 5), st.data())
def test_a_further_right_choice_never_costs_a_wrong_one_never_gains_and_all_are_worth_nothing(right: int, wrong: int, data: Any) -> None:
    content = some_choices(right, wrong)
    everything = [choice["id"] for choice in content["choices"]]
    picked = data.draw(st.lists(st.sampled_from(everything), unique=True))
    more = data.draw(st.sampled_from(everything))
    before, after = (KINDS["multiple"].grade(content, ids).fraction for ids in (picked, [*picked, more]))
    assert after >= before if more in content["key"] else after <= before
    assert KINDS["multiple"].grade(content, everything).fraction == 0


@given(st.data())
def test_mending_a_pair_never_costs_and_the_order_of_answers_does_not_matter(data: Any) -> None:
    content = content_of("matching")
    matches = st.sampled_from([match["id"] for match in content["matches"]])
    answer = data.draw(st.dictionaries(st.sampled_from(sorted(content["key"])), matches))
    mended = data.draw(st.sampled_from(sorted(content["key"])))
    before = KINDS["matching"].grade(content, answer).fraction
    assert KINDS["matching"].grade(content, {**answer, mended: content["key"][mended]}).fraction >= before
    assert KINDS["matching"].grade(content, dict(reversed(answer.items()))).fraction == before


@given(st.permutations(["Satu", "Dua", "Tiga", "Empat", "Lima"]))
def test_only_the_right_order_is_whole(order: list[str]) -> None:
    grade = KINDS["ordering"].grade(content_of("ordering"), places(*order))
    assert grade.right == (order == ["Satu", "Dua", "Tiga", "Empat", "Lima"])


CLEAN = [
    ("single", [{"text": "a", "correct": True, "feedback": "x"}], "two choices"),
    ("single", [{"text": "a", "correct": True, "feedback": "x"}, {"text": "b", "correct": True, "feedback": "x"}], "right already"),
    ("single", [{"text": "a", "correct": True, "feedback": "x"}, {"text": "a", "feedback": "x"}], "same text"),
    ("single", [{"text": "Ya itu", "correct": True, "feedback": "x"}, {"text": "ya  itu", "feedback": "x"}], "same text"),
    ("single", [{"text": "a", "correct": True, "feedback": "x"}, {"text": "b"}], "kind feedback"),
    ("single", [{"text": "a", "correct": True, "feedback": "x"}, {"text": " ", "feedback": "x"}], "Write this choice"),
    ("boolean", ROWS["single"], "two choices: true"),
    ("boolean", [{"text": "Benar", "feedback": "x"}, {"text": "Salah", "feedback": "x"}], "exactly one"),
    ("multiple", ROWS["boolean"], "at least three"),
    ("multiple", ROWS["single"], "at least two choices as right"),
    ("matching", [{"text": "a", "match": "b"}], "two pairs"),
    ("matching", [{"text": "a", "match": "b"}, {"text": "c"}], "belongs to"),
    ("matching", [{"text": "a", "match": "b"}, {"text": "a", "match": "c"}], "same text"),
    ("matching", [{"text": "a b", "match": "b"}, {"text": "A  B", "match": "c"}], "same text"),
    ("matching", [{"text": "a", "match": "c"}, {"text": "b", "match": "c"}], "two different things"),
    ("matching", [{"text": "a", "match": "c"}, {"text": "b", "match": "d"}, {"match": "c"}], "belongs to a text already"),
    ("matching", [{"text": "a", "match": "c"}, {"text": "b", "match": "C"}, {"text": "e", "match": "d"}], "another spelling"),
    ("ordering", [{"text": "a"}, {"text": "b"}], "three items"),
    ("ordering", [{"text": "a"}, {"text": "b"}, {"text": "a"}], "same text"),
    ("ordering", [{"text": "a"}, {"text": "b"}, {"text": "A "}], "same text"),
    ("ordering", [{"text": "a"}, {"text": "b"}, {"text": ""}], "Write this item"),
    ("scenario", [], "at least one step"),
    ("scenario", [{**row, "step": ""} for row in ROWS["scenario"]], "which step"),
    ("scenario", [{**row, "step_text": ""} for row in ROWS["scenario"]], "what happens"),
    ("scenario", [{**row, "step_text": "Sama."} for row in ROWS["scenario"]], "same situation"),
    (
        "scenario",
        [row | {"step_text": row.get("step_text", "").replace("Anak diam", "anak  Bercerita")} for row in ROWS["scenario"]],
        "same situation",
    ),
    ("scenario", [{**row, "next_step": "s1"} for row in ROWS["scenario"]], "later step"),
    ("scenario", [{**row, "next_step": "s7"} for row in ROWS["scenario"]], "later step"),
    ("scenario", [{**row, "next_step": ""} for row in ROWS["scenario"]], "No choice leads to"),
    ("scenario", [{**row, "correct": True} for row in ROWS["scenario"]], "exactly one"),
    ("scenario", [{**row, "feedback": ""} for row in ROWS["scenario"]], "feedback"),
    ("scenario", ROWS["scenario"][:1], "one choice only"),
    (
        "scenario",
        [*ROWS["scenario"][:2], {"step": "s1", "text": "Lain", "feedback": "x", "next_step": "s3"}, *ROWS["scenario"][2:]],
        "guess",
    ),
]


@pytest.mark.parametrize(("kind", "rows", "words"), CLEAN)
def test_an_editor_is_told_what_is_missing(kind: str, rows: list[dict[str, Any]], words: str) -> None:
    from django.utils import translation

    with translation.override("en"):
        assert any(words in problem for problem in KINDS[kind].clean(rows_of(rows), ""))


def test_a_short_answer_needs_a_spelling() -> None:
    assert list(KINDS["short"].clean([], " \n"))
    assert not list(KINDS["short"].clean([], "129"))


def test_two_texts_may_belong_to_the_same() -> None:
    rows = [{"text": "a", "match": "c"}, {"text": "b", "match": "c"}, {"text": "d", "match": "e"}, {"match": "f"}]
    assert not list(KINDS["matching"].clean(rows_of(rows), ""))


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_question_has_nothing_to_mend(kind: str) -> None:
    assert not list(KINDS[kind].clean(rows_of(ROWS[kind]), ACCEPTED))


@pytest.mark.parametrize("kind", ["single", "boolean", "scenario"])
def test_who_left_a_question_open_is_told_the_right_answer_and_not_praised_for_it(kind: str) -> None:
    """The feedback of a choice speaks to who picked it; the question's explanation speaks to everybody."""
    part = KINDS[kind].grade(content_of(kind), None).parts[0]
    assert (part.given, part.feedback) == ("", "")
    assert part.expected


def test_a_pair_in_a_result_ends_with_its_own_full_stop() -> None:
    content = content_of("matching", [{"text": "PATBM", "match": "Gerakan warga.", "feedback": "Ya."}, {"text": "DRPPA", "match": "Desa."}])
    for answer in (right_answer(content), {}):
        html = render_to_string("quizzes/kinds/matching_result.html", {"result": {"grade": KINDS["matching"].grade(content, answer)}})
        assert ".." not in re.sub("</?b>", "", html)


def test_the_sheet_brings_every_step_in_sight_that_an_editor_can_choose() -> None:
    sheet = (Path(settings.BASE_DIR) / "lms/static/lms/css/forms/30-quiz.css").read_text(encoding="utf-8")
    for number in range(2, len(NAMES) + 1):
        assert f'.scenario:has([data-next="{number}"]:checked) [data-step="{number}"]' in sheet
