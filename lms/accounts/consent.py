"""The consent text as reviewed files, and who has agreed to which version.

The files ``content/consent/<language>-<version>.txt`` are the source; the database keeps each version that was ever published, as
proof. A text that was published is never changed: write a new version, and everybody is asked again at their next personal page.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest
from wagtail.log_actions import log

from lms.accounts.models import Channel, Consent, ConsentText, User

FOLDER = Path(__file__).resolve().parent / "content" / "consent"
LANGUAGE = "id"
IN_SESSION = "consent"


class ConsentTextChanged(Exception):
    """A file differs from what people have agreed to under the same version."""


@cache
def _files() -> dict[tuple[str, int], str]:
    texts = {}
    for path in FOLDER.glob("*-*.txt"):
        language, version = path.stem.rsplit("-", 1)
        texts[language, int(version)] = path.read_text(encoding="utf-8").strip()
    return texts


def current_version() -> int:
    return max(version for language, version in _files() if language == LANGUAGE)


def _load(language: str, version: int) -> tuple[ConsentText, bool]:
    text = _files()[language, version]
    digest = ConsentText.digest_of(text)
    row, created = ConsentText.objects.get_or_create(version=version, language=language, defaults={"text": text, "digest": digest})
    if row.digest != digest:
        raise ConsentTextChanged(
            f"{language}-{version}.txt differs from what people agreed to: undo the change, or make it version {version + 1}."
        )
    return row, created


def load_consent_texts() -> int:
    """Bring the database up to the files; how many texts are new. A second run changes nothing."""
    return sum(_load(language, version)[1] for language, version in sorted(_files()))


def current_text() -> ConsentText:
    """The text that is asked for now."""
    return _load(LANGUAGE, current_version())[0]


@transaction.atomic
def give_consent(*, user: User, channel: Channel = Channel.ONLINE, acting_user: User | None = None) -> Consent:
    """``user`` agrees to the current text; ``acting_user`` is the officer who helped, or nobody."""
    helper = acting_user if acting_user and acting_user.pk != user.pk else None
    consent, created = Consent.objects.get_or_create(user=user, text=current_text(), defaults={"channel": channel, "helped_by": helper})
    if created:
        log(instance=user, action="accounts.consent", user=acting_user or user, data={"text": str(consent.text), "channel": channel})
    return consent


def remember(session: SessionBase, user: User | AnonymousUser) -> bool:
    """Look up whether the person agreed to the current version, and keep a yes in the session."""
    version = current_version()
    agreed = Consent.objects.filter(user_id=user.pk or 0, text__version=version).exists()
    if agreed:
        session[IN_SESSION] = version
    return agreed


def has_current_consent(request: HttpRequest) -> bool:
    """Whether the person of this session agreed to the current version. Asks the database once per session."""
    return request.session.get(IN_SESSION) == current_version() or remember(request.session, request.user)
