"""Attempts: started, answered, handed in. Every act may be sent again without a second effect.

A learner's own acts are told by the attempt itself; what somebody else does to it (staff, the closing job) is in the audit log.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Max
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from wagtail.log_actions import log

from lms.accounts.models import User
from quizzes.answered_pages import BLANK, Kept, Page
from quizzes.drawing import blueprint_of, draw, drawable_for
from quizzes.kinds import Content
from quizzes.models import Attempt, AttemptAnswer, Purpose, Quiz
from quizzes.scoring import Result, score
from quizzes.signals import attempt_finished
from quizzes.standing import standing_of
from quizzes.versions import contents

LONGEST_SEQUENCE = 2**31 - 1


class AttemptLimitReached(Exception):
    """All attempts of a round are used; ``rests_until`` is when the next round begins."""

    def __init__(self, rests_until: datetime) -> None:
        super().__init__(f"rests until {rests_until:%Y-%m-%d %H:%M}")
        self.rests_until = rests_until


class AttemptFinished(Exception):
    """The attempt was handed in: it takes no more answers."""


class NothingToDraw(Exception):
    """No published question fits the quiz's blueprint."""


# Starting ------------------------------------------------------------------------------------------------


def start_attempt(*, learner: User, quiz: Quiz, acting_user: User | None = None, attempt_id: UUID | None = None) -> Attempt:
    """The learner's open attempt of this quiz, made where there is none. At most five queries.

    Asking again with the same ``attempt_id``, or while an attempt is open, changes nothing: the database allows one open attempt.
    Of a pre-test that was handed in it is that attempt: it shows where somebody began, and again and again it would try the key out.
    Raises AttemptLimitReached, NothingToDraw.
    """
    history = list(Attempt.objects.filter(learner=learner, quiz_key=quiz.translation_key).order_by("number"))
    if found := _present(history, attempt_id):
        return found
    if history and quiz.purpose == Purpose.PRE:
        return history[0]
    standing = standing_of(quiz, [vars(attempt) for attempt in history])
    if standing.rests_until:
        raise AttemptLimitReached(standing.rests_until)
    attempt = _drawn(quiz, history)
    attempt.id, attempt.learner, attempt.entered_by = attempt_id or uuid4(), learner, acting_user or learner
    try:
        with transaction.atomic():
            attempt.save(force_insert=True)
            _log("quizzes.start_attempt", attempt, acting_user)
    except IntegrityError:
        # Somebody was faster; or the id is taken by another learner's attempt, which must neither be shown nor told.
        return _winner(learner, quiz, attempt_id) or start_attempt(learner=learner, quiz=quiz, acting_user=acting_user)
    return attempt


def _present(history: Sequence[Attempt], attempt_id: UUID | None) -> Attempt | None:
    return next((attempt for attempt in history if attempt.finished_at is None or attempt.id == attempt_id), None)


def _winner(learner: User, quiz: Quiz, attempt_id: UUID | None) -> Attempt | None:
    """The attempt that another request made at the same moment."""
    return _present(list(Attempt.objects.filter(learner=learner, quiz_key=quiz.translation_key).order_by("number")), attempt_id)


def _drawn(quiz: Quiz, history: Sequence[Attempt]) -> Attempt:
    rows = blueprint_of(quiz)
    seed = secrets.randbits(63)
    seen = Counter(digest for attempt in history for digest in attempt.items)
    items = draw(rows, drawable_for(quiz, rows), seed, seen)
    if not items:
        raise NothingToDraw
    number = max((attempt.number for attempt in history), default=0) + 1
    return Attempt(quiz=quiz, quiz_key=quiz.translation_key, number=number, seed=seed, items=items, pass_mark=quiz.pass_mark)


# Answering -----------------------------------------------------------------------------------------------

# The newest sequence wins; where two pages counted to the same, the one heard last: what is acknowledged must be what is kept. An attempt
# that was handed in meanwhile takes nothing. Both are decided by the database, in one statement.
# Where writers do not wait for each other anyway, the attempt's row is locked, so that no answer slips in while it is being graded.
_UPSERT = """
INSERT INTO quizzes_attemptanswer (attempt_id, position, value, sequence, saved_at)
SELECT id, %s, %s, %s, %s FROM quizzes_attempt WHERE id = %s AND finished_at IS NULL /* lock */
ON CONFLICT (attempt_id, position) DO UPDATE SET value = excluded.value, sequence = excluded.sequence, saved_at = excluded.saved_at
WHERE excluded.sequence >= quizzes_attemptanswer.sequence
"""


@lru_cache(maxsize=2000)
def as_drawn(attempt_id: UUID, learner_id: int) -> Attempt:
    """What never changes of an attempt: whose it is and its questions, so that a process may keep it. Raises Attempt.DoesNotExist."""
    return Attempt.objects.only("items").get(pk=attempt_id, learner_id=learner_id)


def save_answer(*, attempt: Attempt, position: int, value: Any, sequence: int) -> int:
    """Keep an answer and return the sequence that is kept now: ``sequence``, or a newer one that was there before. One query.

    ``attempt`` may be ``as_drawn``. Raises AttemptFinished; ValueError for a position outside the attempt or a sequence outside 1 … 2³¹.
    """
    _check(attempt, position, sequence)
    fields = {field.attname: field for field in AttemptAnswer._meta.concrete_fields}
    values = {"position": position, "value": BLANK if value is None else value, "sequence": sequence, "saved_at": timezone.now()}
    params = [fields[name].get_db_prep_save(given, connection) for name, given in values.items()]
    with connection.cursor() as cursor:
        cursor.execute(
            _UPSERT.replace("/* lock */", "FOR SHARE" if connection.features.has_select_for_update else ""),
            [*params, fields["attempt_id"].get_db_prep_save(attempt.pk, connection)],
        )
        written = cursor.rowcount
    return sequence if written else _kept_sequence(attempt, position)


def _check(attempt: Attempt, position: int, sequence: int) -> None:
    if not 1 <= position <= len(attempt.items):
        raise ValueError("position")
    if not 1 <= sequence <= LONGEST_SEQUENCE:
        raise ValueError("sequence")


def _kept_sequence(attempt: Attempt, position: int) -> int:
    """Nothing was written: the attempt was handed in at this moment, or a newer answer is there."""
    kept = (
        AttemptAnswer.objects.filter(attempt=attempt, attempt__finished_at=None, position=position)
        .values_list("sequence", flat=True)
        .first()
    )
    if kept is None:
        raise AttemptFinished
    return kept


def save_answers(*, attempt: Attempt, answers: Mapping[int, Any], page: Page | None = None) -> bool:
    """Keep what is new in a whole page of answers; whether all that was chosen on it counts. Three queries."""
    if attempt.finished_at is not None:
        raise AttemptFinished
    with transaction.atomic():
        locked = Attempt.objects.select_for_update().only("finished_at", "items").get(pk=attempt.pk)
        if locked.finished_at is not None:
            raise AttemptFinished
        kept = kept_answers(attempt)
        _store(locked, (page or Page()).changes(answers, kept), kept)
    return not (page or Page()).has_outdated(answers, kept)


def _store(attempt: Attempt, changes: Mapping[int, Any], kept: Mapping[int, Kept]) -> None:
    sequence = min(newest(kept) + 1, LONGEST_SEQUENCE)
    rows = [
        AttemptAnswer(attempt=attempt, position=position, value=value, sequence=sequence)
        for position, value in changes.items()
        if 1 <= position <= len(attempt.items)
    ]
    if rows:
        unique = ["attempt", "position"]
        AttemptAnswer.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=unique, update_fields=["value", "sequence", "saved_at"]
        )


def stored_answers(attempt: Attempt) -> dict[int, Any]:
    """The answers by position. One query."""
    return values_of(kept_answers(attempt))


def kept_answers(attempt: Attempt) -> dict[int, Kept]:
    """The answers by position, each with its sequence. One query."""
    rows = AttemptAnswer.objects.filter(attempt=attempt).values_list("position", "value", "sequence")
    return {position: Kept(value, sequence) for position, value, sequence in rows}


def values_of(kept: Mapping[int, Kept]) -> dict[int, Any]:
    return {position: answer.value for position, answer in kept.items()}


def newest(kept: Mapping[int, Kept]) -> int:
    """The highest sequence that is kept; 0 where nothing is."""
    return max((answer.sequence for answer in kept.values()), default=0)


# Handing in ----------------------------------------------------------------------------------------------


def finish_attempt(
    *, attempt: Attempt, answers: Mapping[int, Any] | None = None, page: Page | None = None, acting_user: User | None = None
) -> Attempt:
    """Grade and close an attempt, with what is new in these answers over those kept so far; a second hand-in changes nothing.

    At most seven queries.
    """
    return _hand_in(attempt, answers or {}, page or Page(), acting_user)[0]


def _hand_in(attempt: Attempt, answers: Mapping[int, Any], page: Page, acting_user: User | None) -> tuple[Attempt, bool]:
    """The closed attempt, and whether it was this call that closed it."""
    with transaction.atomic():
        locked = Attempt.objects.select_for_update().get(pk=attempt.pk)
        if locked.finished_at is not None:
            return locked, False
        _finish(locked, answers, page)
        _log("quizzes.finish_attempt", locked, acting_user)
        attempt_finished.send(sender=Attempt, attempt=locked)
    return locked, True


def _finish(attempt: Attempt, answers: Mapping[int, Any], page: Page) -> None:
    kept = kept_answers(attempt)
    changes = page.changes(answers, kept)
    _store(attempt, changes, kept)
    result = score(questions_of(attempt), {**values_of(kept), **changes}, attempt.pass_mark)
    attempt.finished_at, attempt.score, attempt.passed = timezone.now(), result.score, result.passed
    attempt.missed_critical = len(result.missed_critical)
    attempt.save(update_fields=["finished_at", "score", "passed", "missed_critical"])


def recompute(attempt: Attempt) -> Result:
    """The result of a stored attempt from what is stored: the versions shown and the answers kept."""
    return score(questions_of(attempt), stored_answers(attempt), attempt.pass_mark)


def questions_of(attempt: Attempt) -> list[Content]:
    return contents(attempt.items)


def close_abandoned(*, older_than: timedelta) -> int:
    """Hand in, with the answers kept, what nobody touched for so long; how many there were. Can be run at any time, any number of times."""
    last_touched = Greatest(F("started_at"), Coalesce(Max("answers__saved_at"), F("started_at")))
    abandoned = Attempt.objects.open().annotate(touched=last_touched).filter(touched__lt=timezone.now() - older_than)
    closed = 0
    for attempt in abandoned:
        with transaction.atomic():
            _attempt, by_us = _hand_in(attempt, {}, Page(), None)
            if by_us:
                log(instance=attempt, action="quizzes.close_attempt", user=None)
        closed += by_us
    return closed


def _log(action: str, attempt: Attempt, acting_user: User | None) -> None:
    if acting_user is not None and acting_user.pk != attempt.learner_id:
        log(instance=attempt, action=action, user=acting_user, data={"learner": str(attempt.learner_id)})
