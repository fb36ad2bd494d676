from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from wagtail.models import Page

from certificates.issuing import issue_certificate
from certificates.models import Certificate
from lms.reports.deleting import uses_of
from modules.models import Enrolment, GlossaryTerm, Lesson, Module, Path
from quizzes.models import Attempt, Quiz
from tests.certificates.builders import complete, make_certified_path

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from lms.accounts.models import User
    from modules.models import Home

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(home: Home, learner: User) -> Certificate:
    return issue_certificate(enrolment=complete(make_certified_path(home), learner))


@pytest.fixture
def office_client(client: Client, superuser: User) -> Client:
    client.force_login(superuser)
    return client


def told(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def delete_page(page: Page) -> str:
    return reverse("wagtailadmin_pages:delete", args=[page.pk])


def delete_quizzes(*quizzes: Quiz) -> str:
    address = reverse("wagtail_bulk_action", args=["quizzes", "quiz", "delete"])
    return f"{address}?{'&'.join(f'id={quiz.pk}' for quiz in quizzes)}"


@pytest.mark.usefixtures("certificate")
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_quiz_with_attempts_stays_and_says_how_many(office_client: Client, method: str) -> None:
    quiz = Quiz.objects.get()
    answer = getattr(office_client, method)(reverse(quiz.snippet_viewset.get_url_name("delete"), args=[quiz.pk]), follow=True)
    assert answer.status_code == 200
    assert ["“Pasca-uji”" in sentence and f"1 {Attempt._meta.verbose_name}" in sentence for sentence in told(answer)] == [True]
    assert Attempt.objects.get().quiz == quiz


@pytest.mark.usefixtures("certificate")
def test_of_several_quizzes_none_is_deleted_while_one_is_used(office_client: Client) -> None:
    used = Quiz.objects.get()
    free = Quiz.objects.create(title="Bebas", purpose="pre", path=used.path, locale=used.locale)
    answer = office_client.post(delete_quizzes(used, free), follow=True)
    assert (answer.status_code, len(told(answer)), Quiz.objects.count()) == (200, 1, 2)
    office_client.post(delete_quizzes(free))
    assert list(Quiz.objects.all()) == [used]


@pytest.mark.usefixtures("certificate")
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_path_with_learners_stays_and_names_all_that_rests_on_it(office_client: Client, method: str) -> None:
    answer = getattr(office_client, method)(delete_page(Path.objects.get()), follow=True)
    assert answer.status_code == 200
    (sentence,) = told(answer)
    assert all(f"1 {model._meta.verbose_name}" in sentence for model in (Enrolment, Certificate, Quiz))
    assert Path.objects.exists()


@pytest.mark.usefixtures("certificate")
def test_a_module_names_the_path_that_it_stands_in(office_client: Client) -> None:
    (sentence,) = told(office_client.get(delete_page(Module.objects.get()), follow=True))
    assert f" 1 {Path._meta.verbose_name}." in sentence


@pytest.mark.usefixtures("certificate")
@pytest.mark.parametrize("level", [Path, Module])
def test_neither_goes_with_the_page_above_it_nor_in_bulk(office_client: Client, level: type[Page]) -> None:
    page = level.objects.get()
    above = page.get_parent().specific
    assert told(office_client.post(delete_page(above), follow=True))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    answer = office_client.post(f"{address}?id={page.pk}", follow=True)
    assert (answer.status_code, len(told(answer))) == (200, 1)
    assert level.objects.get() == page


@pytest.mark.usefixtures("certificate")
def test_what_nothing_rests_on_is_deleted_as_ever(office_client: Client) -> None:
    lesson = Lesson.objects.get()
    term = GlossaryTerm.objects.create(term="Grooming", locale=lesson.locale)
    assert office_client.post(delete_page(lesson)).status_code == 302
    assert office_client.post(reverse(term.snippet_viewset.get_url_name("delete"), args=[term.pk])).status_code == 302
    assert not Lesson.objects.exists()
    assert not GlossaryTerm.objects.exists()


def test_uses_are_counted_by_the_database(certificate: Certificate, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(12):
        assert sum(uses_of(certificate.path).values()) == 3
