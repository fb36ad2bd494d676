"""What can only be seen from inside: queries, and certificates a second. Run by the bench on its own database, never on a real one."""

from __future__ import annotations

import os
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402
from django.urls import reverse  # noqa: E402

from lms.accounts.models import User  # noqa: E402
from lms.page_cache import forget_pages  # noqa: E402
from modules.models import Enrolment, Lesson, Path  # noqa: E402

PDFS = 200
ROWS = (10, 10_000)
HOST = {"HTTP_HOST": "127.0.0.1"}
LEARNER, PATH = User.objects.get(username="orangtua"), Path.objects.get(content_key="orang-tua")


def queries(client: Client, path: str, status: int = 200) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        response = client.get(path, **HOST)
        if response.streaming:
            b"".join(response.streaming_content)  # type: ignore[arg-type]
    assert response.status_code == status, f"{path}: {response.status_code}"
    return len(caught)


def public_pages() -> None:
    lesson = Lesson.objects.live().filter(content_key="u1-3").get()
    print("\n### Queries of public pages\n\n| page | rendered anew | kept |\n|---|---|---|")
    for name, path in [
        ("home", "/"),
        ("path", "/jalur/kader/"),
        ("module", lesson.get_parent().get_url()),
        ("lesson", lesson.get_url()),
        ("guides", "/panduan/"),
        ("guide", "/panduan/bujuk-rayu/"),
        ("help", "/bantuan/"),
        ("glossary", "/glosarium/"),
    ]:
        forget_pages()
        client = Client()
        client.get("/", **HOST)  # the menu is kept with the pages
        if path == "/":
            forget_pages()
        print(f"| {name} | {queries(client, path)} | {queries(client, path)} |")


def hand_in() -> None:
    """The post-test that completes a path, all right, with production's tasks: what is left for a worker waits in the database."""
    from quizzes.attempts import start_attempt
    from quizzes.models import Quiz
    from quizzes.way import way_of
    from tests.bench.completing import do_all_but_the_post_test, right_answers
    from tests.quizzes.builders import at, whole_form

    do_all_but_the_post_test(LEARNER, PATH)
    attempt = start_attempt(learner=LEARNER, quiz=Quiz.objects.get(path=PATH, purpose="post"))
    client = Client()
    client.force_login(LEARNER)
    client.get(at("attempt", attempt), **HOST)
    form = {**whole_form(attempt, right_answers(attempt)), "whole": "1"}
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}), CaptureQueriesContext(connection) as caught:
        response = client.post(at("finish", attempt), form, **HOST)
    assert response.status_code == 302
    assert way_of(PATH, LEARNER).complete
    print(f"\nHanding in {len(attempt.items)} questions, the post-test that completes a path: {len(caught)} queries.")


def certificates() -> None:
    from certificates.issuing import issue_certificate
    from certificates.rendering import render

    certificate = issue_certificate(enrolment=Enrolment.objects.get(learner=LEARNER, path_key=PATH.translation_key))
    began = time.process_time()
    size = 0
    for _ in range(PDFS):
        size = len(render(certificate.facts))
    spent = time.process_time() - began
    print(f"\nCertificates: {PDFS / spent:.0f} PDFs a second of processor time, {size} bytes each.")
    print(f"\nVerification: {queries(Client(), reverse('certificates:verify', args=[certificate.code]))} queries.")


def lists() -> None:
    """The office's lists at 10 and at 10,000 rows: the number of queries must not grow."""
    from tests.bench.many import fill_up_to

    staff = User.objects.get(username="super")
    client = Client()
    client.force_login(staff)
    names = ["people", "enrolments", "attempts", "certificates"]
    counts: dict[str, list[int]] = {name: [] for name in names}
    times: dict[str, list[float]] = {name: [] for name in names}
    for rows in ROWS:
        fill_up_to(rows)
        for name in names:
            url = reverse(f"office_{name}:index")
            queries(client, url)
            began = time.perf_counter()
            counts[name].append(queries(client, url))
            times[name].append((time.perf_counter() - began) * 1000)
    print(f"\n### The office's lists\n\n| list | queries at {ROWS[0]} rows | at {ROWS[1]} rows | ms at {ROWS[1]} rows |\n|---|---|---|---|")
    for name in names:
        print(f"| {name} | {counts[name][0]} | {counts[name][1]} | {times[name][1]:.0f} |")


if __name__ == "__main__":
    assert "betang-bench-" in str(settings.VAR), "the bench fills its own database only"
    public_pages()
    hand_in()
    certificates()
    lists()
    print(f"\n{Enrolment.objects.count()} enrolments at the end.")
