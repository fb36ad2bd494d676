"""A small site with a page of every kind, and whoever and whatever else is named on pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images.tests.utils import get_test_image_file
from wagtailmedia.models import get_media_model

from certificates.issuing import issue_certificate
from lms.images.models import CustomImage
from modules import models as taught
from quizzes.models import Purpose
from tests.certificates.builders import complete, make_certified_path
from tests.factories import make_lesson, make_module, make_path, unindexed
from tests.quizzes.builders import make_bank, make_quiz

if TYPE_CHECKING:
    from lms.accounts.models import User
    from modules.models import Home

#: Rows of a kind of which a page shows all.
MANY = 2


@unindexed()
def make_written_site(home: Home, learner: User) -> dict[str, str]:
    """Name → address: one of each kind of page that shows what people wrote. The learner has a certificate and an enrolment."""
    CustomImage.objects.create(title="x", file=get_test_image_file())
    get_document_model().objects.create(pk=1, title="x", file=ContentFile(b"x", name="x.txt"))
    for kind in ("audio", "video"):
        get_media_model().objects.create(title="x", type=kind, duration=1, file=ContentFile(b"x", name="x.bin"))
    path = make_certified_path(home)
    certificate = issue_certificate(enrolment=complete(path, learner))
    module = path.modules_in_order()[0]
    for number in range(2, MANY + 1):
        make_lesson(module, number)
        other = make_path(home, [module, make_module(home, f"M{number}", lessons=0)], slug=f"jalur-{number}")
    _pages(home)
    for table in (taught.Module, taught.Lesson, taught.Guide, taught.Help, taught.Handout, taught.PlainPage):
        table.objects.update(review_institution="x")
    bank = make_bank(module)
    quiz, _pre = make_quiz(module, [{"bank": bank, "number": 1}]), make_quiz(path, [{"bank": bank, "number": 1}], Purpose.PRE)
    key = path.translation_key
    found = home.get_descendants(inclusive=True).order_by("-path")
    return {
        **{page.specific_class.__name__: page.get_url() for page in found},
        "voices": "/pesan/jaga-anak/",
        "message": "/pesan/jaga-anak/62.07/",
        "verify": f"/C/{certificate.code}",
        "certificate": f"/sertifikat/{certificate.pk}/",
        "overview": "/belajar/",
        "way": f"/belajar/jalur/{key}/",
        "enrol": f"/belajar/ikut/{other.translation_key}/",
        "lesson done": f"/belajar/selesai/{module.lessons()[0].translation_key}/",
        "quiz": f"/kuis/{quiz.pk}/",
        "my data": "/saya/",
        "correct": "/saya/perbaiki/",
    }


def _pages(home: Home) -> None:
    own = {"title": "x", "locale": home.locale}
    for model, slug in ((taught.Help, "bantuan"), (taught.Glossary, "glosarium")):
        home.add_child(instance=model(slug=slug, **own))
    guides = home.add_child(instance=taught.GuideIndex(slug="panduan", **own))
    handouts = home.add_child(instance=taught.HandoutIndex(slug="lembar", **own))
    leaders = home.add_child(instance=taught.LeaderIndex(slug="tokoh", **own))
    for number in range(MANY):
        slug = f"satu-{number}"
        home.add_child(instance=taught.PlainPage(slug=f"polos-{number}", **own))
        guides.add_child(instance=taught.Guide(slug=slug, for_7_12=True, **own))
        handouts.add_child(instance=taught.Handout(slug=slug, **own))
        leaders.add_child(instance=taught.LeaderPage(slug=slug, leader=_leader(home, number), **own))
        taught.GlossaryTerm.objects.create(key=slug, locale=home.locale)
        taught.HelpChannel.objects.create(verified_on=timezone.localdate(), locale=home.locale)


def _leader(home: Home, number: int) -> taught.Leader:
    given = timezone.localdate()
    leader = taught.Leader.objects.create(kind="adat", region_id="62", consent_given_on=given, locale=home.locale)
    said = {"role": f"x{number}", "topic": "jaga-anak", "leader_kind": "adat"}
    taught.LeaderMessage.objects.create(leader=leader if number else None, signed_by="x", locale=home.locale, **said)
    return leader
