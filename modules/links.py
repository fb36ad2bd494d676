"""Links between pages inside a text, by the site map instead of by a query each."""

from __future__ import annotations

from html import escape

from wagtail import hooks
from wagtail.rich_text.pages import PageLinkHandler

from modules.site_map import site_map


class MappedPageLink(PageLinkHandler):
    """A link to a page that is not published is no link."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        pages = site_map().by_pk
        found = [pages.get(int(attrs["id"])) if attrs.get("id", "").isdecimal() else None for attrs in attrs_list]
        return [f'<a href="{escape(entry.url)}">' if entry else "<a>" for entry in found]


def register() -> None:
    """After Wagtail's own handler, whose place ours takes."""
    hooks.register("register_rich_text_features", lambda features: features.register_link_type(MappedPageLink), order=1)
