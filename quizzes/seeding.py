"""The starter question banks and tests: made once, brought up to their files, never written over what people changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Locale, ModelLogEntry

from modules.content_files import ContentFiles
from modules.models import Lesson, Module, Path, SeededItem
from modules.seeding import Report, digest_of
from quizzes import content_schema as schema
from quizzes.content_files import BankFiles
from quizzes.kinds import KINDS
from quizzes.models import BlueprintRow, Choice, Purpose, Question, QuestionBank, Quiz, Topic
from quizzes.versions import seal


def seed_banks(files: BankFiles, content: ContentFiles, *, report: Report) -> None:
    """Banks, questions, quizzes: all or nothing. The pages of ``content`` must be there; what hangs on a missing one is left out."""
    with transaction.atomic():
        BankSeeder(files, content, report).run()


@dataclass
class BankSeeder:
    files: BankFiles
    content: ContentFiles
    report: Report
    banks: dict[str, QuestionBank] = field(default_factory=dict)
    there: set[str] = field(default_factory=set)

    def run(self) -> None:
        self.locale = Locale.objects.get(language_code="id")
        self.modules, self.paths, self.lessons = self._by_key(Module), self._by_key(Path), self._by_key(Lesson)
        self.known = {question.content_key: question for question in self._mine(Question)}
        self.seeded = set(SeededItem.objects.values_list("key", flat=True))
        for key, bank in self.files.banks.items():
            if key in self.modules:
                self._module_bank(key, bank)
        for key, tests in self.files.tests.items():
            if key in self.paths:
                self._path_tests(key, tests)
        SeededItem.objects.bulk_create(SeededItem(key=name) for name in sorted(self.there - self.seeded))

    def _was_deleted(self, name: str, item: models.Model | None) -> bool:
        """Whether people deleted what was made once; what was not is noted, so that it can be told later."""
        if item is None and name in self.seeded:
            self.report.deleted.append(name)
            return True
        self.there.add(name)
        return False

    def _mine(self, model: type[Any]) -> Any:
        return model._default_manager.filter(locale=self.locale).exclude(content_key="")

    def _by_key(self, model: type[Any]) -> dict[str, Any]:
        return {page.content_key: page for page in self._mine(model)}

    # Banks and quizzes -------------------------------------------------------------------------------

    def _module_bank(self, key: str, shape: schema.Bank) -> None:
        module = self.modules[key]
        bank = self._bank(key, {"title": shape.title, "module": module}, shape.topics)
        if bank is None:
            return
        self.banks[key] = bank
        self._questions(bank, shape.questions)
        quiz = {
            "title": shape.title,
            "purpose": Purpose.MODULE,
            "module": module,
            "pass_mark": shape.pass_mark,
            "max_attempts": shape.attempts,
        }
        self._quiz(key, quiz, shape.blueprint, self.banks[key])

    def _path_tests(self, key: str, shape: schema.PathTests) -> None:
        path, own = self.paths[key], None
        if shape.questions:
            topics = shape.topics or [schema.Topic(key="jalur", title=path.title)]
            own = self._bank(f"tests/{key}", {"title": path.title, "path": path}, topics)
            self._questions(own, shape.questions)
        for test in shape.tests:
            quiz = {"title": test.title, "purpose": test.purpose, "path": path, "pass_mark": test.pass_mark, "max_attempts": test.attempts}
            if all(row.bank in self.banks if row.bank else own for row in test.blueprint):
                self._quiz(f"{key}/{test.purpose}", quiz, test.blueprint, own)

    def _bank(self, key: str, fields: Mapping[str, Any], topics: Sequence[schema.Topic]) -> QuestionBank | None:
        rows = [Topic(key=topic.key, title=topic.title, sort_order=number) for number, topic in enumerate(topics)]
        return self._owner(QuestionBank, key, fields, "topics", rows, [topic.model_dump() for topic in topics])

    def _quiz(self, key: str, fields: Mapping[str, Any], blueprint: Sequence[schema.BlueprintRow], own: QuestionBank | None) -> None:
        rows = [self._blueprint_row(row, number, own) for number, row in enumerate(blueprint)]
        self._owner(Quiz, key, fields, "blueprint", rows, [row.model_dump() for row in blueprint])

    def _blueprint_row(self, row: schema.BlueprintRow, number: int, own: QuestionBank | None) -> BlueprintRow:
        return BlueprintRow(
            bank=self.banks[row.bank] if row.bank else own,
            topic=row.topic or "",
            kinds=",".join(row.kinds),
            critical=row.critical,
            attitude=row.attitude,
            number=row.number,
            sort_order=number,
        )

    def _owner(self, model: type[Any], key: str, fields: Mapping[str, Any], relation: str, rows: list[Any], raw: Any) -> Any:
        """A bank with its topics, a quiz with its blueprint; None where people deleted it."""
        digest = digest_of([{name: getattr(value, "content_key", value) for name, value in fields.items()}, raw])
        found = self._mine(model).filter(content_key=key).first()
        if self._was_deleted(f"{model._meta.model_name}:{key}", found):
            return None
        item = found or model(content_key=key, locale=self.locale)
        if item.seed_digest == digest:
            return item
        if item.pk and _edited(item):
            self.report.left.append(f"{key} ({item})")
            return item
        for name, value in {**fields, "seed_digest": digest}.items():
            setattr(item, name, value)
        setattr(item, relation, rows)
        item.save()
        self.report.done[str(model._meta.verbose_name_plural)] += 1
        return item

    # Questions ---------------------------------------------------------------------------------------

    def _questions(self, bank: QuestionBank | None, shapes: Sequence[schema.Question]) -> None:
        for shape in shapes:
            if bank and not self._was_deleted(f"question:{shape.id}", self.known.get(shape.id)):
                self._question(bank, shape)

    def _question(self, bank: QuestionBank, shape: schema.Question) -> None:
        lesson = self.lessons.get(shape.lesson)
        digest = digest_of(
            [shape.model_dump(mode="json"), bank.content_key, bank.topic_titles.get(shape.topic), lesson.title if lesson else ""]
        )
        question = self.known.get(shape.id) or Question(content_key=shape.id, locale=self.locale)
        if question.seed_digest == digest:
            return
        if question.pk and question.latest_revision_id != question.seed_revision:
            self.report.left.append(f"{shape.id} ({question})")
            return
        fields = {"bank": bank, "lesson": lesson, "accepted": "\n".join(shape.accepted), "seed_digest": digest}
        for name in ("topic", "kind", "critical", "attitude", "prompt", "explanation"):
            fields[name] = getattr(shape, name)
        self._publish(question, fields, KINDS[shape.kind].rows(shape))

    def _publish(self, question: Question, fields: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> None:
        """What publishing a revision does, in a third of the queries: saved as live, with its revision, and sealed."""
        now = timezone.now()
        for name, value in {
            "first_published_at": question.first_published_at or now,
            "last_published_at": now,
            "live": True,
            **fields,
        }.items():
            setattr(question, name, value)
        question.choices.set([Choice(sort_order=number, **row) for number, row in enumerate(rows)])
        question.save()
        revision = question.save_revision(clean=False)
        Question.objects.filter(pk=question.pk).update(live_revision=revision, seed_revision=revision.pk, has_unpublished_changes=False)
        seal(question)
        self.report.done["questions"] += 1


def _edited(item: models.Model) -> bool:
    """Whether somebody changed it in the admin."""
    content_type = ContentType.objects.get_for_model(item)
    return ModelLogEntry.objects.filter(content_type=content_type, object_id=str(item.pk), action="wagtail.edit").exists()
