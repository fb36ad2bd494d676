"""The starter content as pages: made once, brought up to its files, never written over what people changed since."""

from __future__ import annotations

import csv
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
from modules.markup import References, in_words, rich_text, stream
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
)

#: Grows when the same file becomes another page: what was seeded before is then brought up once.
CONVERTER = 2

_Page = TypeVar("_Page", bound=Page)


@dataclass
class Report:
    """What seeding did, by kind; and what it left alone because people had changed it."""

    done: Counter[str] = field(default_factory=Counter)
    left: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        counts = [f"{what}: {count}" for what, count in sorted(self.done.items())] or ["nothing to change"]
        return counts + [f"changed by people since, left as it is: {name}" for name in self.left]


def digest_of(shape: Any) -> str:
    raw = shape.model_dump(mode="json") if isinstance(shape, BaseModel) else shape
    return hashlib.sha256(json.dumps([CONVERTER, raw], sort_keys=True).encode()).hexdigest()


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
            self._pictures()
            self._tree()
            self._pages()
            self._paths()
            self._snippets()

    # Pictures ----------------------------------------------------------------------------------------

    def _pictures(self) -> None:
        present = {image.title: image for image in CustomImage.objects.filter(title__endswith=".svg")}
        for path in sorted((self.files.root / "illustrations").glob("*.svg")):
            image = present.get(path.name) or CustomImage(title=path.name)
            data = path.read_bytes()
            if image.file_hash != hashlib.sha1(data, usedforsecurity=False).hexdigest():
                self._save_picture(image, path.name, data)
            self.references.images[path.name] = image

    def _save_picture(self, image: CustomImage, name: str, data: bytes) -> None:
        image.file = ImageFile(BytesIO(data), name=name)
        image.file_size, image.file_hash = len(data), hashlib.sha1(data, usedforsecurity=False).hexdigest()
        image.save()
        self.report.done["pictures"] += 1

    # Pages -------------------------------------------------------------------------------------------

    def _tree(self) -> None:
        """Every page by its key, empty where it is new: bodies may link to pages that come later."""
        self.home = self._home()
        self.indexes = {
            PathIndex: self._index(PathIndex, "jalur", "Jalur belajar"),
            ModuleIndex: self._index(ModuleIndex, "modul", "Modul"),
            GuideIndex: self._index(GuideIndex, "panduan", "Panduan orang tua"),
            LeaderIndex: self._index(LeaderIndex, "tokoh", "Pesan tokoh"),
            Glossary: self._index(Glossary, "glosarium", "Glosarium"),
            HandoutIndex: self._index(HandoutIndex, "cetak", "Lembar cetak"),
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
            Site.objects.update_or_create(
                is_default_site=True, defaults={"hostname": "localhost", "root_page": home, "site_name": "Betang"}
            )
            self.report.done["pages made"] += 1
        self.references.page_ids["page:beranda"] = home.pk
        return home

    def _index(self, model: type[_Page], slug: str, title: str) -> _Page:
        page = self._page(model, slug, f"page:{slug}", self.home, title, slug)
        if not page.seed_digest:
            self._publish(page, digest_of(title), {})
        return page

    def _page(self, model: type[_Page], key: str, name: str, parent: Page, title: str, slug: str) -> _Page:
        page = model.objects.filter(content_key=key, locale=self.locale).first()
        if page is None:
            page = model(title=title, slug=slug, locale=self.locale, content_key=key, live=False)
            parent.add_child(instance=page)
            self.report.done["pages made"] += 1
        self.references.page_ids[name] = page.pk
        return page

    def _publish(self, page: Page, digest: str, fields: dict[str, Any], prepare: Callable[[Any], None] | None = None) -> None:
        """Bring a page up to its file, unless it is up already or people changed it since."""
        if page.seed_digest == digest:
            return
        if page.seed_revision and page.latest_revision_id != page.seed_revision:
            self.report.left.append(f"{page.content_key} ({page.title})")
            return
        for name, value in fields.items():
            setattr(page, name, value)
        if prepare:
            prepare(page)
        page.seed_digest = digest
        revision = page.save_revision(clean=False)
        revision.publish()
        type(page).objects.filter(pk=page.pk).update(seed_revision=revision.pk, seed_digest=digest)
        self.report.done["pages written"] += 1

    def _get(self, model: type[_Page], key: str) -> _Page:
        return model.objects.get(content_key=key, locale=self.locale)

    def _body(self, key: str, shape: Any) -> str:
        return json.dumps(stream(key, shape.body, getattr(shape, "sources", []), self.references))

    def _picture_id(self, picture: schema.Picture | None) -> int | None:
        return self.references.images[picture.file].pk if picture else None

    def _pages(self) -> None:
        for key, files in self.files.modules.items():
            self._module(self._get(Module, key), files.module)
            for lesson in files.lessons:
                self._lesson(self._get(Lesson, lesson.key), lesson)
        for guide in self.files.guides.values():
            self._guide(self._get(Guide, guide.key), guide)
        for handout in self.files.handouts.values():
            self._plain(self._get(Handout, handout.key), handout)
        for page in self.files.pages.values():
            target = self.home if page.key == "beranda" else self._get(Help if page.key == "bantuan" else PlainPage, page.key)
            self._plain(target, page)

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
        self._publish(page, digest_of(shape), fields)

    def _paths(self) -> None:
        modules = {module.content_key: module for module in Module.objects.filter(locale=self.locale).exclude(content_key="")}
        paths = {path.content_key: path for path in Path.objects.filter(locale=self.locale).exclude(content_key="")}
        for shape in self.files.paths.values():
            present = [modules[key] for key in shape.modules]
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
            required = [paths[key] for key in shape.prerequisites]
            self._publish(paths[shape.key], digest_of(shape), fields, partial(_put_in_order, modules=present, required=required))

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
            self._snippet(GlossaryTerm, term.key, fields)
        for message in self.files.leader_messages:
            fields = {
                "leader_kind": message.leader_kind,
                "role": message.role,
                "signed_by": message.signed_by,
                "topic": message.topic,
                "text": message.text,
                **_review_fields(message.review),
            }
            self._snippet(LeaderMessage, message.key, fields)
        for number, row in enumerate(_channel_rows(self.files.root / "channels.csv")):
            self._snippet(HelpChannel, row["key"], _channel_fields(row, number), live=row["published"] == "yes")

    def _snippet(self, model: type[models.Model], key: str, fields: dict[str, Any], live: bool = True) -> None:
        """Made or brought up once per change of its file; a later change by people stands until the file changes too, and is told."""
        objects: Any = model._default_manager
        digest = digest_of({**_jsonable(fields), "live": live})
        item: Any = objects.filter(content_key=key, locale=self.locale).first()
        if item is not None and item.seed_digest == digest:
            return
        if item is not None and getattr(item, "latest_revision_id", None) != item.seed_revision:
            self.report.left.append(f"{key} ({item})")
            return
        item = item or model(content_key=key, locale=self.locale)
        for name, value in fields.items():
            setattr(item, name, value)
        if hasattr(item, "live"):
            item.live = live
        item.seed_digest = digest
        item.save()
        self.report.done[str(model._meta.verbose_name_plural)] += 1


def _put_in_order(path: Path, *, modules: list[Module], required: list[Path]) -> None:
    path.path_modules.set([PathModule(module=module, sort_order=number) for number, module in enumerate(modules)])
    path.prerequisites.set([PathPrerequisite(required=other) for other in required])


def _jsonable(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}


def _channel_rows(path: FilePath) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _channel_fields(row: dict[str, str], number: int) -> dict[str, Any]:
    return {
        "name": row["name"],
        "purpose": row["purpose"],
        "phone": row["phone"],
        "whatsapp": row["whatsapp"],
        "url": row["url"],
        "hours": row["hours"],
        "source": row["source"],
        "verified_on": date.fromisoformat(row["verified_on"]) if row["verified_on"] else None,
        "review_note": row["review_note"][:250],
        "sort_order": number,
    }


def seed_content(files: ContentFiles, report: Report) -> None:
    """Pictures, pages, glossary, leaders' sample messages, help channels: all or nothing."""
    Seeder(files, report).run()
