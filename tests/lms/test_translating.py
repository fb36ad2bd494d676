"""The office opens a language and translates into it, without a developer and without a gap in the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, TranslatableMixin, get_page_models
from wagtail.snippets.models import get_snippet_models

from lms.accounts.staff_groups import ADMIN, TRAINER, ensure_groups
from modules.models import GlossaryTerm, HelpChannel, Leader, LeaderMessage, Lesson, ModuleIndex, PathIndex
from modules.models.base import Reviewable
from modules.reading import outline_of, paths_with
from quizzes.way import way_of
from tests.factories import make_module, make_path, make_person
from tests.quizzes.builders import make_bank, make_question, make_quiz

if TYPE_CHECKING:
    from lms.accounts.models import User
    from modules.models import Home

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture(autouse=True)
def without_second_step(settings: Any) -> None:
    settings.MFA_REQUIRED_FOR_ADMIN = False


@pytest.fixture
def ngaju(home: Home) -> Locale:
    ensure_groups(home)
    return Locale.objects.create(language_code="nij")


@pytest.fixture
def office(regions: None, ngaju: Locale) -> Client:
    return signed_in(make_person("DPPA", username="dppa", scope_id="62", groups=[ADMIN]))


@pytest.fixture
def trainer(regions: None, ngaju: Locale) -> Client:
    return signed_in(make_person("Pelatih", username="pelatih", scope_id="62.07", groups=[TRAINER]))


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def translated(client: Client, thing: Any, locale: Locale) -> Any:
    """As the office does it: “Terjemahkan”, a tick at the language, and on to the editor of what was made."""
    page = isinstance(thing, Page)
    kind = [] if page else [thing._meta.app_label, thing._meta.model_name]
    name = "wagtail_localize:submit_page_translation" if page else "wagtail_localize:submit_snippet_translation"
    submitted = client.post(reverse(name, args=[*kind, thing.pk]), {"locales": [locale.pk]})
    assert submitted.status_code == 302, submitted.content.decode()
    editor = client.get(submitted["Location"])
    assert editor.status_code == 200
    assert b"localize-restart-translation" not in editor.content
    assert b"localize-convert-to-alias" not in editor.content
    return thing.get_translation(locale)


def test_every_model_that_editors_write_is_translatable() -> None:
    models = {model for model in [*get_page_models(), *get_snippet_models()] if model._meta.app_label in ("modules", "quizzes")}
    assert len(models) > 15
    assert all(issubclass(model, TranslatableMixin) for model in models)


def test_the_office_finds_where_languages_are_opened(office: Client, trainer: Client) -> None:
    url = reverse("wagtaillocales:index")
    assert f'"{url}"' in office.get("/admin/").content.decode()
    assert f'"{url}"' not in trainer.get("/admin/").content.decode()
    report = reverse("wagtail_localize:translations_report")
    assert [f'"{report}"' in client.get("/admin/").content.decode() for client in (office, trainer)] == [True, False]


def test_a_translated_page_is_the_offices_to_write_and_nobody_sees_it_before_it_is_published(
    office: Client, home: Home, ngaju: Locale
) -> None:
    copy = translated(office, home, ngaju)
    assert not copy.live
    assert Client().get("/nij/").status_code == 404
    below = translated(office, ModuleIndex.objects.get(locale=home.locale), ngaju)
    assert (below.get_parent().pk, below.live) == (copy.pk, False)


def test_the_pages_above_a_translated_one_wait_as_drafts_too(office: Client, home: Home, ngaju: Locale) -> None:
    lesson = Lesson.objects.child_of(make_module(home)).first()
    copy = translated(office, lesson, ngaju)
    above = copy.get_ancestors(inclusive=True).filter(locale=ngaju)
    assert list(above.values_list("live", "alias_of", "has_unpublished_changes")) == [(False, None, True)] * 4
    assert all(page.latest_revision for page in above)
    assert "LocaleSynchronization" not in office.get(reverse("wagtaillocales:add")).content.decode()
    assert b'name="component-' not in office.get(reverse("wagtaillocales:add")).content


def test_snippets_of_every_kind_are_translated(office: Client, home: Home, ngaju: Locale) -> None:
    module = make_module(home)
    bank = make_bank(module)
    question, quiz = make_question(bank), make_quiz(module, [{"bank": bank, "number": 1}])
    leader = Leader.objects.create(kind="adat", role="Damang", name="Tokoh Uji", region_id="62.07", locale=home.locale)
    message = LeaderMessage.objects.create(leader=leader, leader_kind="adat", role="Damang", topic="jaga-anak", text="Jaga.")
    term = GlossaryTerm.objects.create(key="anak", term="Anak", meaning="Orang di bawah 18 tahun.")
    channel = HelpChannel.objects.create(name="Polisi", purpose="Bahaya", phone="110", live=True)
    copies = {thing: translated(office, thing, ngaju) for thing in (question, quiz, message, term, channel)}
    assert not any(getattr(copy, "live", False) for copy in copies.values())
    draft = copies[question].get_latest_revision_as_object()
    assert [choice.text for choice in draft.choices.all()] == [choice.text for choice in question.choices.all()]
    assert copies[question].bank == bank.get_translation(ngaju)
    assert copies[question].current_version is None
    assert copies[message].leader == leader.get_translation(ngaju)
    assert copies[message].language == "nij"


def test_a_translation_is_not_reviewed_because_its_source_was(office: Client, home: Home, ngaju: Locale) -> None:
    module = make_module(home, review_institution="MUI", reviewed_by="Seorang ahli", reviewed_on=timezone.localdate())
    for page in (home, module.get_parent(), module):
        copy = translated(office, page, ngaju)
    for version in (copy, copy.get_latest_revision_as_object()):
        assert (version.reviewed_by, version.reviewed_on) == ("", None)
        assert version.review_institution.startswith("MUI; ")
        assert "Ngaju" in version.review_institution
        assert version.needs_review
    module.refresh_from_db()
    assert module.reviewed_by == "Seorang ahli"


def test_every_model_with_a_review_leaves_it_to_each_language() -> None:
    own = {"review_institution", "review_note", "reviewed_by", "reviewed_on"}
    models = [model for model in [*get_page_models(), *get_snippet_models()] if issubclass(model, Reviewable)]
    assert models
    assert all(own <= {field.field_name for field in model.override_translatable_fields} for model in models)


def test_a_trainer_puts_no_translation_out_of_the_way(trainer: Client, home: Home, ngaju: Locale) -> None:
    """wagtail-localize lets whoever may edit a page turn it into an alias, and be it published."""
    copy = home.copy_for_translation(ngaju)
    assert trainer.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).status_code == 200
    for name in ("submit_page_translation", "convert_to_alias"):
        response = trainer.post(reverse(f"wagtail_localize:{name}", args=[copy.pk]))
        assert (response.status_code, response["Location"]) == (302, reverse("wagtailadmin_home"))


def test_a_path_shows_what_is_published_in_its_language_and_asks_for_no_less(home: Home, ngaju: Locale, learner: User) -> None:
    module = make_module(home, lessons=2)
    path = make_path(home, [module])
    first = Lesson.objects.child_of(module).order_by("path")[0]
    own = {}
    for page in (home, PathIndex.objects.get(), ModuleIndex.objects.get(), path, module, first):
        own[page] = page.copy_for_translation(ngaju)
        own[page].title = f"{page.title} nij"
        own[page].save_revision().publish()
    outline = outline_of(own[path])
    assert [(shown.title, [lesson.title for lesson in lessons]) for shown, lessons in outline.modules] == [
        ("Modul U1 nij", ["Pelajaran 1 nij", "Pelajaran 2"])
    ]
    assert [step.title for step in way_of(own[path], learner).steps] == ["Pelajaran 1 nij", "Pelajaran 2"]
    assert [step.key for step in way_of(own[path], learner).steps] == [step.key for step in way_of(path, learner).steps]
    assert [found.pk for found in paths_with(module)] == [path.pk]
    assert [found.pk for found in paths_with(own[module])] == [own[path].pk]
