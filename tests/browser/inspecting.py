"""Looking at pages with axe against WCAG 2.2 AA: light and dark, on 320, 360 and 1280 px, all unfolded; and which templates that shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.browser.conftest import violations

SCHEMES = ("light", "dark")
WIDTHS = (320, 360, 1280)
HEIGHT = 740

OPEN_EVERYTHING = "document.querySelectorAll('details').forEach((fold) => { fold.open = true })"
#: From one scheme to the other colours change by and by.
END_TRANSITIONS = "document.getAnimations().filter((one) => one instanceof CSSTransition).forEach((one) => one.finish())"
#: As a reader who sets the phone's letters to twice their size has it; a style of its own, because a sheet would be refused.
LARGE_LETTERS, USUAL_LETTERS = (f"document.documentElement.style.fontSize = '{size}'" for size in ("200%", ""))
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
#: What is tapped and lower than 48 px, of what can be seen.
TOO_LOW = """() => {
  const targets = document.querySelectorAll(".button, .button-plain, .button-danger, label.choice, .picture-tap, .help-strip a, select");
  const height = (target) => target.getBoundingClientRect().height;
  return [...targets].filter((target) => target.checkVisibility() && height(target) < 48)
    .map((target) => `${target.className} "${target.textContent.trim().slice(0, 40)}" ${height(target)}`);
}"""


class Inspector:
    """Looks at pages in one browser window and remembers what is wrong with them."""

    def __init__(self, page: Page, home: str, part: str = "html") -> None:
        self.page, self.home, self.part = page, home, part
        self.found: list[str] = []
        page.on("pageerror", lambda error: self.found.append(f"{page.url} script: {error}"))
        page.on("console", lambda message: self._refused(message.text))

    def _refused(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.found.append(f"{self.page.url} {text[:300]}")

    def look_at(self, *addresses: str, status: int = 200) -> None:
        for address in addresses:
            response = self.page.goto(address)
            assert response is not None
            assert (response.status, self.page.url.removeprefix(self.home)) == (status, address)
            self.look()

    def look(self) -> None:
        """At the page as it stands."""
        page = self.page
        page.set_viewport_size({"width": 320, "height": HEIGHT})
        self._sizes()
        page.evaluate(OPEN_EVERYTHING)
        self._sizes()
        self._large_letters()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                page.evaluate(END_TRANSITIONS)
                self.found += [f"{scheme} {width}: {line}" for line in violations(page, self.part)]

    def _sizes(self) -> None:
        if self.part != "html":
            return
        if self.page.evaluate(TOO_WIDE):
            self.found.append(f"{self.page.url} is wider than 320 px")
        self.found += [f"{self.page.url} lower than 48 px: {target}" for target in self.page.evaluate(TOO_LOW)]

    def _large_letters(self) -> None:
        """WCAG 1.4.4 and 1.4.10 at once: letters of twice the size on 360 px, and only what is a region of its own rolls sideways."""
        self.page.set_viewport_size({"width": 360, "height": HEIGHT})
        self.page.evaluate(LARGE_LETTERS)
        if self.part == "html" and self.page.evaluate(TOO_WIDE):
            self.found.append(f"{self.page.url} is wider than 360 px with letters of twice the size")
        self.page.evaluate(USUAL_LETTERS)


#: Template → the test that looks at it.
SHOWN: dict[str, str] = {}


def shows(*templates: str) -> Callable[[Any], Any]:
    """Which templates a test looks at; ``test_accessibility_complete`` misses the others."""

    def remember(test: Any) -> Any:
        SHOWN.update(dict.fromkeys(templates, test.__name__))
        return test

    return remember
