from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from lms.accounts.consent import give_consent
from quizzes.attempts import start_attempt
from quizzes.versions import contents
from tests.factories import make_module, make_path, unindexed
from tests.quizzes.builders import ROWS, complete, make_bank, make_question, make_quiz, right_answer

if TYPE_CHECKING:
    from lms.accounts.models import User
    from modules.models import Home, Module, Path
    from quizzes.models import Attempt, QuestionBank, Quiz


@pytest.fixture
def module(home: Home) -> Module:
    with unindexed():
        return make_module(home, "U1", lessons=2)


@pytest.fixture
def path(home: Home, module: Module) -> Path:
    with unindexed():
        return make_path(home, [module])


@pytest.fixture
def bank(module: Module) -> QuestionBank:
    """A bank with one question of each kind; the one-choice question is critical."""
    bank = make_bank(module)
    lesson = module.lessons().first()
    for kind in ROWS:
        make_question(bank, kind, lesson=lesson, critical=kind == "single")
    return bank


@pytest.fixture
def quiz(module: Module, bank: QuestionBank) -> Quiz:
    """The module's quiz: one question of each kind."""
    return make_quiz(module, [{"bank": bank, "kinds": kind, "number": 1} for kind in ROWS])


@pytest.fixture
def ready_learner(learner: User, module: Module) -> User:
    """The learner, with the module's lessons done."""
    complete(learner, *module.lessons())
    return learner


@pytest.fixture
def attempt(learner: User, quiz: Quiz) -> Attempt:
    return start_attempt(learner=learner, quiz=quiz)


@pytest.fixture
def all_right(attempt: Attempt) -> dict[int, object]:
    return {position: right_answer(content) for position, content in enumerate(contents(attempt.items), 1)}


@pytest.fixture
def page(client: Client, ready_learner: User) -> Client:
    """A browser in which the learner has signed in and agreed."""
    return sign_in(client, ready_learner)


@pytest.fixture
def stranger(other_learner: User) -> Client:
    return sign_in(Client(), other_learner)


def sign_in(client: Client, user: User) -> Client:
    give_consent(user=user)
    client.force_login(user)
    return client
