"""One learner's quiz of ten questions over HTTP: bytes both ways, and the server's processor time."""

from __future__ import annotations

import re
from dataclasses import dataclass

import requests

from tests.bench.asking import cpu_ms
from tests.serving import LiveSite

ROUNDS = 25

#: Opens the ten-question quiz of module U1 to the demo cadre: its lessons are done, and attempts don't run out.
PREPARE = """
from lms.accounts.models import User
from modules.models import Module
from modules.progress import complete_lesson
from quizzes.models import Quiz
learner = User.objects.get(username="kader")
module = Module.objects.get(content_key="U1")
for lesson in module.lessons():
    complete_lesson(learner=learner, lesson=lesson)
Quiz.objects.filter(module=module).update(max_attempts=1000)
print(Quiz.objects.get(module=module).pk)
"""


@dataclass(frozen=True)
class Cost:
    """Means over the rounds: bytes of bodies and request lines, milliseconds of processor time."""

    down: int
    up: int
    cpu_ms: float
    save_ms: float
    hand_in_ms: float


class Learner:
    """A browser without a browser: one connection that is kept, cookies, forms, counted bytes."""

    def __init__(self, site: LiveSite) -> None:
        self.site = site
        self.session = requests.Session()
        self.down = self.up = 0

    def ask(self, path: str, data: dict[str, str] | None = None) -> tuple[str, str]:
        """The address arrived at, and the page. Counted as it travels: compressed, redirects and headers included."""
        url = path if path.startswith("http") else self.site.url + path
        answer = self.session.request("POST" if data else "GET", url, data=data, headers={"Referer": url})
        answer.raise_for_status()
        for step in (*answer.history, answer):
            self.down += int(step.headers.get("Content-Length", 0)) + len(str(step.headers))
            self.up += len(step.request.body or b"") + len(step.request.url)
        return answer.url, answer.text

    def token(self, page: str) -> str:
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]  # type: ignore[index]

    def sign_in(self, name: str) -> None:
        _url, page = self.ask("/masuk/")
        self.ask("/masuk/", {"csrfmiddlewaretoken": self.token(page), "login": name, "password": self.site.people[name]})


def attempt_of_ten(site: LiveSite) -> Cost:
    quiz = site.manage("shell", "--no-imports", "-c", PREPARE).strip().splitlines()[-1]
    learner = Learner(site)
    learner.sign_in("kader")
    rounds = [_round(site, learner, f"/kuis/{quiz}/") for _ in range(ROUNDS + 1)][1:]
    down, up, whole, save, hand_in = (sum(column) / ROUNDS for column in zip(*rounds, strict=True))
    return Cost(int(down), int(up), whole, save, hand_in)


def _round(site: LiveSite, learner: Learner, start: str) -> tuple[float, float, float, float, float]:
    """Start page, opening, ten saved answers, handing in, result."""
    learner.down = learner.up = 0
    began = cpu_ms(site.pids)
    _url, page = learner.ask(start)
    attempt_id = re.search(r'name="attempt" value="([^"]+)"', page)[1]  # type: ignore[index]
    url, page = learner.ask(start, {"csrfmiddlewaretoken": learner.token(page), "attempt": attempt_id})
    opened = cpu_ms(site.pids)
    fields = _first_choices(page)
    saves = _save_each(learner, url, page, fields)
    saved = cpu_ms(site.pids)
    url, page = learner.ask(f"{url}kumpulkan/", {"csrfmiddlewaretoken": learner.token(page), "whole": "1", **fields})
    assert "/hasil/" in url, url
    ended = cpu_ms(site.pids)
    return learner.down, learner.up, (opened - began) + (ended - saved), (saved - opened) / saves, ended - saved


def _first_choices(page: str) -> dict[str, str]:
    """The first choice of every group of choices: an answer to each question, right or wrong."""
    found: dict[str, str] = {}
    for name, value in re.findall(r'<input type="(?:radio|checkbox)" name="([^"]+)" value="([^"]*)"', page):
        found.setdefault(name, value)
    for name, inside in re.findall(r'<select id="[^"]*" name="([^"]+)">(.*?)</select>', page, re.DOTALL):
        found.setdefault(name, re.findall(r'value="([^"]+)"', inside)[0] if 'value="' in inside else "1")
    return found


def _save_each(learner: Learner, url: str, page: str, fields: dict[str, str]) -> int:
    token = learner.token(page)
    groups: dict[str, dict[str, str]] = {}
    for name, value in fields.items():
        groups.setdefault(re.sub(r"\D*(\d+).*", r"\1", name), {})[name] = value
    for sequence, (position, own) in enumerate(groups.items(), 1):
        learner.ask(f"{url}jawaban/", {"csrfmiddlewaretoken": token, "position": position, "sequence": str(sequence), **own})
    return len(groups)
