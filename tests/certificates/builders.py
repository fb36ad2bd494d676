"""Small builders of paths that can be completed, and of learners who have done so."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.core.files.images import ImageFile
from PIL import Image

from certificates.facts import Facts
from certificates.models.settings import DEFAULT_OFFICE
from lms.accounts.models import User
from lms.images.models import CustomImage
from modules.models import Enrolment, Home, Lesson, LessonCompletion, Path
from quizzes.models import Attempt, Quiz
from tests.factories import make_module, make_path, unindexed

if TYPE_CHECKING:
    from pathlib import Path as File

STARTED = datetime(2026, 2, 2, 1, tzinfo=UTC)
NOON = datetime(2026, 3, 11, 5, tzinfo=UTC)


@unindexed()
def make_certified_path(home: Home, slug: str = "kader", **fields: Any) -> Path:
    module = make_module(home, f"M-{slug}", lessons=1, title="Kenali: risiko anak", minutes=45)
    path = make_path(home, [module], slug=slug, title=fields.pop("title", "Kader Posyandu & PKK"), jp="7.5", **fields)
    Quiz.objects.create(title="Pasca-uji", purpose="post", path=path, locale=path.locale)
    return Path.objects.get(pk=path.pk)


def enrol(path: Path, learner: User, **fields: Any) -> Enrolment:
    return Enrolment.objects.create(learner=learner, path=path, path_key=path.translation_key, started_at=STARTED, **fields)


def do_lessons(path: Path, learner: User) -> None:
    for module in path.modules_in_order():
        for lesson in Lesson.objects.child_of(module):
            LessonCompletion.objects.create(learner=learner, lesson_key=lesson.translation_key)


def pass_quiz(path: Path, learner: User, purpose: str = "post", score: str = "86.67", at: datetime = STARTED, number: int = 1) -> Attempt:
    quiz, _ = Quiz.objects.get_or_create(purpose=purpose, path=path, locale=path.locale, defaults={"title": purpose})
    return Attempt.objects.create(
        learner=learner,
        quiz=quiz,
        quiz_key=quiz.translation_key,
        number=number,
        seed=1,
        pass_mark=80,
        started_at=at,
        finished_at=at,
        score=score,
        passed=True,
    )


def complete(path: Path, learner: User) -> Enrolment:
    enrolment = enrol(path, learner)
    do_lessons(path, learner)
    pass_quiz(path, learner)
    return enrolment


def office_picture(file: File) -> CustomImage:
    """As heavy as a picture can be: no point of it is like another, and it is see-through in places."""
    Image.merge("RGBA", [Image.effect_noise((900, 900), 80) for _ in "RGBA"]).save(file)
    return stored(file)


def office_drawing(file: File, curves: int, size: str = 'viewBox="0 0 100 100"') -> CustomImage:
    """An emblem of so many curves, none like another."""
    drawn = "".join(f'<path fill="#{n * 4999:06x}" d="M{n % 97} {n % 89}L{n % 83} {n % 79}L{n % 73} {n % 71}"/>' for n in range(curves))
    file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{drawn}</svg>', encoding="utf-8")
    return stored(file)


def stored(file: File) -> CustomImage:
    with file.open("rb") as opened:
        return CustomImage.objects.create(title="Lambang", file=ImageFile(opened, name=file.name))


def sample_facts(**changes: Any) -> Facts:
    """Facts as they are of a real certificate, without a database."""
    return {
        "template": 1,
        "title": "Sertifikat Pelatihan",
        "number": "17/BETANG/III/2026",
        "name": "Siti Ma'anyan Rahmawati, S.Pd.",
        "role": "Kader Posyandu/PKK",
        "region": "Desa Persil Raya, Kecamatan Seruyan Hilir, Kabupaten Seruyan",
        "path": "Kader Posyandu & PKK",
        "jp_number": "7",
        "jp_words": "tujuh",
        "mode": "daring",
        "office": DEFAULT_OFFICE.splitlines(),
        "office_short": "Dinas P3APPKB Provinsi Kalimantan Tengah",
        "city": "Palangka Raya",
        "signatory": {"name": "", "title": "", "rank": "", "nip": ""},
        "bsre": False,
        "pictures": {"emblem": "", "logo": "", "signature": ""},
        "emblem_alt": "",
        "logo_alt": "",
        "started": "2026-02-02",
        "started_words": "2 Februari 2026",
        "completed": "2026-03-11",
        "completed_words": "11 Maret 2026",
        "issued": [2026, 3, 11],
        "issued_words": "11 Maret 2026",
        "valid_until": "2028-03-11",
        "valid_until_words": "11 Maret 2028",
        "modules": [{"title": "Kenali: risiko anak di ruang digital", "minutes": 90, "jp": "2", "score": "90"}],
        "minutes": 90,
        "jp_minutes": 45,
        "final_score": "88",
        "predicate": "memuaskan",
        "verify_url": "https://betang.example.go.id/C/0123456789ABCDEFGHJKMNPQRS",
        "check_place": "betang.example.go.id/cek/",
        "code_grouped": "01234 56789 ABCDE FGHJK MNPQRS",
        **changes,
    }
