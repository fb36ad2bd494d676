"""Small builders of real rows. Each makes what it says and nothing beside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.contrib.auth.models import Group
from wagtail.models import Collection, Locale, Page, Site

from lms.accounts.consent import give_consent
from lms.accounts.models import Channel, User
from lms.regions.models import Region
from modules.models import Home, Lesson, Module, ModuleIndex, Path, PathIndex, PathModule

REGIONS = [
    ("62", "provinsi", "Kalimantan Tengah"),
    ("62.07", "kabupaten", "Kabupaten Seruyan"),
    ("62.07.01", "kecamatan", "Seruyan Hilir"),
    ("62.07.01.1001", "kelurahan", "Kuala Pembuang I"),
    ("62.07.01.2001", "desa", "Persil Raya"),
    ("62.71", "kota", "Kota Palangka Raya"),
    ("62.71.01", "kecamatan", "Pahandut"),
    ("62.71.01.1001", "kelurahan", "Pahandut"),
]


@contextmanager
def unindexed() -> Iterator[None]:
    """Rows that no test looks for in the search index or the index of references: keeping both up is a third of what such rows cost."""
    with patch("modelsearch.signal_handlers.insert_or_update_object_task"), patch("wagtail.signal_handlers.update_reference_index_task"):
        yield


def make_regions() -> None:
    for code, level, name in REGIONS:
        Region.objects.get_or_create(code=code, defaults={"level": level, "name": name, "parent_id": code.rpartition(".")[0] or None})


def make_person(name: str, *, groups: list[str] | None = None, password: str | None = None, **fields: Any) -> User:
    user = User.objects.create_user(password=password, name=name, **fields)
    for group in groups or []:
        user.groups.add(Group.objects.get_or_create(name=group)[0])
    give_consent(user=user, channel=Channel.IMPORT)
    return user


def make_site() -> Home:
    """Root, home and the indexes below it, with the default site on top; the one that stands, where one stands."""
    if home := Home.objects.first():
        return home
    locale = Locale.objects.get_or_create(language_code="id")[0]
    Collection.objects.exists() or Collection.add_root(name="Root")
    Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    Page.objects.filter(depth=2).delete()
    home = Page.get_first_root_node().add_child(instance=Home(title="Betang", slug="home", locale=locale))
    home.add_child(instance=PathIndex(title="Jalur belajar", slug="jalur", locale=locale))
    home.add_child(instance=ModuleIndex(title="Modul", slug="modul", locale=locale))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
    Site.clear_site_root_paths_cache()
    return home


def make_module(home: Home, code: str = "U1", lessons: int = 2, **fields: Any) -> Module:
    """A live module with as many live lessons as asked for."""
    index = ModuleIndex.objects.child_of(home).get()
    module = index.add_child(
        instance=Module(
            title=fields.pop("title", f"Modul {code}"), slug=code.lower(), code=code, content_key=code, locale=home.locale, **fields
        )
    )
    for number in range(1, lessons + 1):
        make_lesson(module, number)
    return module


def make_lesson(module: Module, number: int = 1, body: list[dict[str, Any]] | None = None, **fields: Any) -> Lesson:
    body = body or [{"type": "text", "value": "<p>Anak bercerita bila merasa aman.</p>"}]
    key = f"{module.content_key.lower()}-{number}"
    lesson = Lesson(
        title=fields.pop("title", f"Pelajaran {number}"),
        slug=f"pelajaran-{number}",
        content_key=key,
        locale=module.locale,
        body=json.dumps(body),
        **fields,
    )
    return module.add_child(instance=lesson)


def make_path(home: Home, modules: list[Module], **fields: Any) -> Path:
    """A live path through the modules, in their order."""
    index = PathIndex.objects.child_of(home).get()
    slug = fields.pop("slug", "kader")
    path = Path(title=fields.pop("title", "Jalur Kader"), slug=slug, content_key=slug, locale=home.locale, **fields)
    index.add_child(instance=path)
    path.path_modules.set([PathModule(module=module, sort_order=number) for number, module in enumerate(modules)])
    path.save()
    return path
