"""The starter content as pages: made once, brought up to its files, never written over what people changed since."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path as FilePath
from typing import Any, TypeVar

from django.core.files.images import ImageFile
from django.db import models, transaction
from pydantic import BaseModel
from wagtail.models import Locale, Page, Site

from lms.images.models import CustomImage
from modules import content_schema as schema
from modules.content_files import ContentFiles
from modules.markup import NO_PAGE, References, in_words, rich_text, stream
from modules.models import (
    Glossary,
    GlossaryTerm,
    Guide,
    GuideIndex,
    Handout,
    HandoutIndex,
    Help,
    HelpChannel,
    Home,
    LeaderIndex,
    LeaderMessage,
    Lesson,
    Module,
    ModuleIndex,
    Path,
    PathIndex,
    PathModule,
    PathPrerequisite,
    PlainPage,
    SeededItem,
)

#: Grows when the same file becomes another page: what was seeded before is then brought up once.
CONVERTER = 2
#: Stays: the digest of a row is compared with what stands in it now, and with another number every row would count as changed.
ROWS = 2

_Page = TypeVar("_Page", bound=Page)


@dataclass
class Report:
    """What seeding did, by kind; and what it left alone because people had changed or deleted it."""

    done: Counter[str] = field(default_factory=Counter)
    left: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        counts = [f"{what}: {count}" for what, count in sorted(self.done.items())] or ["nothing to change"]
        changed = [f"changed by people since, left as it is: {name}" for name in self.left]
        return (
            counts + changed + [f"deleted by people since, left as it is: {name} (seed --again {name} makes it)" for name in self.deleted]
        )


def digest_of(shape: Any, number: int = CONVERTER) -> str:
    raw = shape.model_dump(mode="json") if isinstance(shape, BaseModel) else shape
    return hashlib.sha256(json.dumps([number, raw], sort_keys=True).encode()).hexdigest()


def _row_digest(fields: dict[str, Any], live: bool) -> str:
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}
    return digest_of({**plain, "live": live}, ROWS)


def _row_changed(item: Any, fields: dict[str, Any]) -> bool:
    """Whether a row is no longer what was written into it; a draft that waits counts too."""
    now = _row_digest({name: getattr(item, name) for name in fields}, getattr(item, "live", True))
    return now != item.seed_digest or getattr(item, "latest_revision_id", None) != item.seed_revision


def _page_changed(page: Any) -> bool:
    """Saved or unpublished since; a page that was never written has no revision."""
    return bool(page.seed_revision) and (page.latest_revision_id != page.seed_revision or not page.live)


def _sha1(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def _review_fields(review: schema.Review | None) -> dict[str, str]:
    return {"review_institution": review.institution, "review_note": review.note} if review else {}


@dataclass
class Seeder:
    files: ContentFiles
    report: Report
    references: References = field(default_factory=References)

    def run(self) -> None:
        with transaction.atomic():
            self.locale = Locale.objects.get_or_create(language_code="id")[0]
            self.seeded = SeededItem.objects.select_related("picture").in_bulk()
            self.known: dict[type[Any], dict[str, Any]] = {}
            self.there: set[str] = set()
            self._pictures()
            self._tree()
            self._pages()
            self._paths()
            self._snippets()
            SeededItem.objects.bulk_create(SeededItem(key=name) for name in sorted(self.there - self.seeded.keys()))

    def _all(self, model: type[Any]) -> dict[str, Any]:
        """What is there of a kind, by its key. One query."""
        if model not in self.known:
            rows = model._default_manager.filter(locale=self.locale).exclude(content_key="")
            self.known[model] = {row.content_key: row for row in rows}
        return self.known[model]

    def _was_deleted(self, name: str) -> bool:
        """For what is not there: whether it once was."""
        if name in self.seeded:
            self.report.deleted.append(name)
        return name in self.seeded

    # Pictures ----------------------------------------------------------------------------------------

    def _pictures(self) -> None:
        by_title = {image.title: image for image in CustomImage.objects.filter(title__endswith=".svg")}
        for path in sorted((self.files.root / "illustrations").glob("*.svg")):
            self.references.images[path.name] = self._picture(path, by_title.get(path.name))

    def _picture(self, path: FilePath, titled: CustomImage | None) -> CustomImage | None:
        """The record knows it under any title, and the file that was written; ``titled`` is for one seeded before there were records."""
        name, data = f"picture:{path.name}", path.read_bytes()
        record = self.seeded.get(name)
        image = record.picture if record else titled
        if image is None and self._was_deleted(name):
            return None
        if record and record.file_hash == _sha1(data):
            return image
        if image and image.file_hash not in (_sha1(data), record.file_hash if record else ""):
            self.report.left.append(name)
            return image
        return self._save_picture(name, image or CustomImage(title=path.name), data)

    def _save_picture(self, name: str, image: CustomImage, data: bytes) -> CustomImage:
        if image.file_hash != _sha1(data):
            image.file = ImageFile(BytesIO(data), name=name.partition(":")[2])
            image.file_size, image.file_hash = len(data), _sha1(data)
            image.save()
            self.report.done["pictures"] += 1
        SeededItem.objects.update_or_create(key=name, defaults={"picture": image, "file_hash": image.file_hash})
        return image

    # Pages -------------------------------------------------------------------------------------------

    def _tree(self) -> None:
        """Every page by its key, empty where it is new: bodies may link to pages that come later."""
        self.home = self._home()
        self.indexes = {
            PathIndex: self._index(PathIndex, "jalur"),
            ModuleIndex: self._index(ModuleIndex, "modul"),
            GuideIndex: self._index(GuideIndex, "panduan"),
            LeaderIndex: self._index(LeaderIndex, "tokoh"),
            Glossary: self._index(Glossary, "glosarium"),
            HandoutIndex: self._index(HandoutIndex, "cetak"),
        }
        help_file = self.files.pages.get("bantuan")
        self._page(Help, "bantuan", "page:bantuan", self.home, help_file.title if help_file else "Bantuan", "bantuan")
        for key, files in self.files.modules.items():
            module = self._page(Module, key, f"module:{key.lower()}", self.indexes[ModuleIndex], files.module.title, files.module.slug)
            for lesson in files.lessons:
                self._page(Lesson, lesson.key, f"lesson:{lesson.key}", module, lesson.title, lesson.slug)
        for guide in self.files.guides.values():
            self._page(Guide, guide.key, f"guide:{guide.key}", self.indexes[GuideIndex], guide.title, guide.key)
        for handout in self.files.handouts.values():
            self._page(Handout, handout.key, f"handout:{handout.key}", self.indexes[HandoutIndex], handout.title, handout.key)
        for page in self.files.pages.values():
            if page.key not in ("bantuan", "beranda"):
                self._page(PlainPage, page.key, f"page:{page.key}", self.home, page.title, page.key)
        for path in self.files.paths.values():
            self._page(Path, path.key, f"path:{path.key}", self.indexes[PathIndex], path.title, path.key)

    def _home(self) -> Home:
        home = Home.objects.filter(locale=self.locale).first()
        if home is None:
            root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=self.locale))
            Page.objects.filter(depth=2, slug="home", content_type__model="page").delete()
            root.refresh_from_db()
            home = root.add_child(instance=Home(title="Betang", slug="home", locale=self.locale, content_key="beranda"))
            Site.objects.update_or_create(is_default_site=True, defaults={"root_page": home, "site_name": "Betang"})
            self.report.done["pages made"] += 1
        self.known[Home] = {"beranda": home}
        self.references.page_ids["page:beranda"] = home.pk
        return home

    def _index(self, model: type[_Page], slug: str) -> _Page | None:
        shape = self.files.lists.get(slug)
        fields = {"title": shape.title, "intro": shape.intro, "search_description": shape.intro} if shape else {}
        page = self._page(model, slug, f"page:{slug}", self.home, fields.get("title", slug.capitalize()), slug)
        if page:
            self._publish(page, digest_of(fields), fields)
        return page

    def _page(self, model: type[_Page], key: str, name: str, parent: Page | None, title: str, slug: str) -> _Page | None:
        """The page with this key, made where it never was; None where people deleted it, or what it stood below."""
        pages = self._all(model)
        if key not in pages and not self._was_deleted(name) and parent:
            pages[key] = model(title=title, slug=slug, locale=self.locale, content_key=key, live=False)
            parent.add_child(instance=pages[key])
            self.report.done["pages made"] += 1
        if key in pages:
            self.there.add(name)
        self.references.page_ids[name] = pages[key].pk if key in pages else NO_PAGE
        return pages.get(key)

    def _publish(self, page: Page, digest: str, fields: dict[str, Any], prepare: Callable[[Any], None] | None = None) -> None:
        """Bring a page up to its file, unless it is up already or people changed it since."""
        if page.seed_digest == digest:
            return
        if _page_changed(page):
            self.report.left.append(f"{page.content_key} ({page.title})")
            return
        page = type(page).objects.get(pk=page.pk)  # Pages were put below it since it was read.
        for name, value in fields.items():
            setattr(page, name, value)
        if prepare:
            prepare(page)
        page.seed_digest = digest
        revision = page.save_revision(clean=False)
        revision.publish()
        type(page).objects.filter(pk=page.pk).update(seed_revision=revision.pk, seed_digest=digest)
        self.report.done["pages written"] += 1

    def _body(self, key: str, shape: Any) -> str:
        return json.dumps(stream(key, shape.body, getattr(shape, "sources", []), self.references))

    def _picture_id(self, picture: schema.Picture | None) -> int | None:
        image = self.references.images[picture.file] if picture else None
        return image.pk if image else None

    def _pages(self) -> None:
        for key, files in self.files.modules.items():
            self._write(self._module, Module, key, files.module)
            for lesson in files.lessons:
                self._write(self._lesson, Lesson, lesson.key, lesson)
        for guide in self.files.guides.values():
            self._write(self._guide, Guide, guide.key, guide)
        for handout in self.files.handouts.values():
            self._write(self._plain, Handout, handout.key, handout)
        for page in self.files.pages.values():
            model = {"beranda": Home, "bantuan": Help}.get(page.key, PlainPage)
            self._write(self._plain, model, page.key, page)

    def _write(self, write: Callable[[Any, Any], None], model: type[Any], key: str, shape: BaseModel) -> None:
        """Unless people deleted the page."""
        if page := self._all(model).get(key):
            write(page, shape)

    def _module(self, page: Module, shape: schema.Module) -> None:
        fields = {
            "title": shape.title,
            "code": shape.key,
            "summary": shape.summary,
            "search_description": shape.summary,
            "minutes": shape.minutes,
            "objectives": "\n".join(shape.objectives),
            "picture_id": self._picture_id(shape.picture),
            "sources": "\n".join(f"{source.text} (dilihat {in_words(source.seen)})" for source in shape.sources),
            **_review_fields(shape.review),
        }
        self._publish(page, digest_of(shape), fields)

    def _lesson(self, page: Lesson, shape: schema.Lesson) -> None:
        fields = {
            "title": shape.title,
            "kind": shape.kind,
            "summary": shape.summary,
            "search_description": shape.summary,
            "minutes": shape.minutes,
            "sensitive": shape.sensitive,
            "body": self._body(shape.key, shape),
            **_review_fields(shape.review),
        }
        self._publish(page, digest_of(shape), fields)

    def _guide(self, page: Guide, shape: schema.Guide) -> None:
        ages = {f"for_{age.replace('-', '_')}": age in shape.ages for age in ("0-6", "7-12", "13-17")}
        fields = {
            "title": shape.title,
            "summary": shape.summary,
            "search_description": shape.summary,
            "topic": shape.topic,
            "minutes": shape.minutes,
            "sensitive": shape.sensitive,
            "picture_id": self._picture_id(shape.picture),
            "body": self._body(shape.key, shape),
            **ages,
            **_review_fields(shape.review),
        }
        self._publish(page, digest_of(shape), fields)

    def _plain(self, page: Page, shape: schema.PlainPage | schema.Handout) -> None:
        fields: dict[str, Any] = {"title": shape.title, "search_description": shape.summary, "body": self._body(shape.key, shape)}
        if isinstance(page, Home):
            fields |= {"lead": shape.summary, "picture_id": self._picture_id(getattr(shape, "picture", None))}
        else:
            fields |= {"summary": shape.summary, **_review_fields(shape.review)}
        if not isinstance(page, Help):
            fields["sensitive"] = shape.sensitive
        self._publish(page, digest_of(shape), fields)

    def _paths(self) -> None:
        for key, shape in self.files.paths.items():
            self._write(self._path, Path, key, shape)

    def _path(self, page: Path, shape: schema.Path) -> None:
        modules, paths = self._all(Module), self._all(Path)
        fields = {
            "title": shape.title,
            "summary": shape.summary,
            "search_description": shape.summary,
            "audiences": list(shape.audiences),
            "audience_text": shape.audience_text,
            "jp": shape.jp,
            "validity_months": shape.validity_months,
            "intro": rich_text(shape.intro, self.references),
            "picture_id": self._picture_id(shape.picture),
        }
        present = [modules[key] for key in shape.modules if key in modules]
        required = [paths[key] for key in shape.prerequisites if key in paths]
        self._publish(page, digest_of(shape), fields, partial(_put_in_order, modules=present, required=required))

    # Snippets ----------------------------------------------------------------------------------------

    def _snippets(self) -> None:
        for term in self.files.glossary.values():
            fields = {
                "key": term.key,
                "term": term.term,
                "also": ", ".join(term.also),
                "meaning": term.meaning,
                "avoid": ", ".join(term.avoid),
            }
            self._snippet(GlossaryTerm, "glossary", term.key, fields)
        for message in self.files.leader_messages:
            fields = {
                "leader_kind": message.leader_kind,
                "role": message.role,
                "signed_by": message.signed_by,
                "topic": message.topic,
                "text": message.text,
                **_review_fields(message.review),
            }
            self._snippet(LeaderMessage, "message", message.key, fields)
        for number, channel in enumerate(self.files.channels):
            told = channel.model_dump(exclude={"key", "published"})
            self._snippet(HelpChannel, "channel", channel.key, {**told, "sort_order": number}, live=channel.published)

    def _snippet(self, model: type[models.Model], kind: str, key: str, fields: dict[str, Any], live: bool = True) -> None:
        """Made once, and brought up to its file as long as people leave it as it was written."""
        rows, name, digest = self._all(model), f"{kind}:{key}", _row_digest(fields, live)
        item = rows.get(key)
        if item is None and self._was_deleted(name):
            return
        self.there.add(name)
        if item and item.seed_digest == digest:
            return
        if item and _row_changed(item, fields):
            self.report.left.append(f"{key} ({item})")
            return
        self._save_row(item or model(content_key=key, locale=self.locale), {**fields, "live": live, "seed_digest": digest})

    def _save_row(self, item: models.Model, values: dict[str, Any]) -> None:
        for name, value in values.items():
            setattr(item, name, value)
        item.save()
        self.report.done[str(item._meta.verbose_name_plural)] += 1


def _put_in_order(path: Path, *, modules: list[Module], required: list[Path]) -> None:
    path.path_modules.set([PathModule(module=module, sort_order=number) for number, module in enumerate(modules)])
    path.prerequisites.set([PathPrerequisite(required=other) for other in required])


def seed_content(files: ContentFiles, report: Report) -> None:
    """Pictures, pages, glossary, leaders' sample messages, help channels: all or nothing."""
    Seeder(files, report).run()
