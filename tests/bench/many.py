"""Many learners with everything a learner leaves behind, for measuring lists. Only ever in the bench's own database."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.utils import timezone

from certificates.models import Certificate
from lms.accounts.models import Audience, User
from lms.regions.models import Region
from modules.models import Enrolment, Path
from quizzes.models import Attempt, Quiz

BATCH = 500


def fill_up_to(rows: int) -> None:
    """As many learners, enrolments, attempts and certificates as asked for, spread over all villages."""
    have = User.objects.filter(username__startswith="banyak-").count()
    villages = list(Region.objects.villages().values_list("code", flat=True))
    template = Certificate.objects.exclude(facts={}).order_by("issued_on", "sequence").first()
    assert template is not None
    path = Path.objects.get(pk=template.path_id)
    quiz = Quiz.objects.filter(path=path, purpose="post").get()
    people = User.objects.bulk_create(
        [
            User(username=f"banyak-{n}", name=f"Peserta {n}", password="!", audience=Audience.CADRE, region_id=villages[n % len(villages)])
            for n in range(have, rows)
        ],
        batch_size=BATCH,
    )
    now = timezone.now()
    enrolments = Enrolment.objects.bulk_create(
        [Enrolment(learner=person, path=path, path_key=path.translation_key, completed_at=now) for person in people], batch_size=BATCH
    )
    Attempt.objects.bulk_create(
        [
            Attempt(learner=person, quiz=quiz, quiz_key=quiz.translation_key, seed=1, pass_mark=80, finished_at=now, score=90, passed=True)
            for person in people
        ],
        batch_size=BATCH,
    )
    Certificate.objects.bulk_create(
        [
            Certificate(
                learner=enrolment.learner,
                enrolment=enrolment,
                path=path,
                path_key=path.translation_key,
                number=f"uji/{uuid.uuid4()}",
                year=1900,
                sequence=have + n,
                name=enrolment.learner.name,
                region_code=enrolment.learner.region_id,
                facts=template.facts,
                valid_until=timezone.localdate() + timedelta(days=700),
            )
            for n, enrolment in enumerate(enrolments)
        ],
        batch_size=BATCH,
    )
