from __future__ import annotations

from collections import Counter

from quizzes.drawing import Drawable, Row, draw


def pool(*spec: tuple[str, int], bank: str = "b", kind: str = "single", critical: bool = False, attitude: bool = False) -> list[Drawable]:
    return [
        Drawable(f"{bank}-{topic}-{kind}-{int(critical)}{int(attitude)}-{n}", bank, topic, kind, critical, attitude)
        for topic, number in spec
        for n in range(number)
    ]


def test_a_blueprint_is_filled_without_repeats() -> None:
    questions = pool(("a", 5), ("b", 5))
    for seed in range(50):
        drawn = draw([Row("b", 2, "a"), Row("b", 3, "b")], questions, seed)
        assert Counter(digest.split("-")[1] for digest in drawn) == {"a": 2, "b": 3}
        assert len(set(drawn)) == 5


def test_rows_ask_for_kind_critical_attitude_and_bank() -> None:
    questions = [
        *pool(("a", 2)),
        *pool(("a", 1), kind="scenario"),
        *pool(("a", 1), critical=True),
        *pool(("a", 1), attitude=True),
        *pool(("a", 1), bank="c"),
    ]
    assert draw([Row("b", 1, kinds=("scenario",))], questions, 1) == ["b-a-scenario-00-0"]
    assert draw([Row("b", 1, critical=True)], questions, 1) == ["b-a-single-10-0"]
    assert draw([Row("b", 1, attitude=True)], questions, 1) == ["b-a-single-01-0"]
    assert draw([Row("c", 1)], questions, 1) == ["c-a-single-00-0"]


def test_an_attitude_item_is_drawn_only_where_it_is_asked_for() -> None:
    questions = [*pool(("a", 3)), *pool(("a", 3), attitude=True)]
    assert all("-00-" in digest for seed in range(30) for digest in draw([Row("b", 3)], questions, seed))


def test_a_wide_row_leaves_what_a_narrow_row_needs() -> None:
    questions = [*pool(("a", 1)), *pool(("b", 1))]
    for seed in range(30):
        assert draw([Row("b", 1), Row("b", 1, "a")], questions, seed) == ["b-b-single-00-0", "b-a-single-00-0"]


def test_a_row_for_any_topic_spreads_over_topics() -> None:
    questions = pool(("a", 9), ("b", 2), ("c", 2))
    for seed in range(30):
        assert {digest.split("-")[1] for digest in draw([Row("b", 3)], questions, seed)} == {"a", "b", "c"}


def test_what_was_met_least_is_drawn_first() -> None:
    questions = pool(("a", 6))
    first = draw([Row("b", 3, "a")], questions, 1)
    second = draw([Row("b", 3, "a")], questions, 2, Counter(first))
    assert not set(first) & set(second)


def test_the_same_seed_draws_the_same_and_every_question_has_its_chance() -> None:
    questions = pool(("a", 8))
    rows = [Row("b", 2, "a")]
    assert draw(rows, questions, 7) == draw(rows, questions, 7)
    assert {digest for seed in range(80) for digest in draw(rows, questions, seed)} == {question.digest for question in questions}


def test_a_pool_too_small_gives_what_it_has() -> None:
    assert len(draw([Row("b", 5, "a")], pool(("a", 2)), 1)) == 2
    assert draw([Row("b", 5, "a")], [], 1) == []
