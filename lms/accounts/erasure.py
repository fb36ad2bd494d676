"""A person asks to be forgotten.

Evidence stays true without naming anybody: where certificates rest on a person, the account is anonymised, and the evidence with it;
otherwise the account is deleted with all its own records. Other apps tell, in ``AppConfig.ready``, whether evidence rests on a person and
how it forgets the name (``register_evidence``), and how to delete what is theirs (``register_purge``).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from enum import Enum

from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from lms.accounts.models import User
from lms.accounts.permissions import may_enter_admin

Evidence = Callable[[User], bool]
Purge = Callable[[User], None]
_evidence: list[tuple[Evidence, Purge]] = []
_purges: list[Purge] = []


class Outcome(Enum):
    DELETED = "deleted"
    ANONYMISED = "anonymised"


class StaffAccount(Exception):
    """Who may enter the admin can't erase themselves: a superuser takes the rights away first."""


def register_evidence(rests: Evidence, forget_name: Purge) -> None:
    """``rests(user)`` tells whether something that must stay true rests on this person; ``forget_name(user)`` takes the name out of it."""
    if (rests, forget_name) not in _evidence:
        _evidence.append((rests, forget_name))


def is_evidence_kept(user: User) -> bool:
    """Whether something stays, without a name, when this person is erased."""
    return any(rests(user) for rests, _forget_name in _evidence)


def register_purge(function: Purge) -> None:
    """``function(user)`` deletes what an app keeps of this person alone. Who registered last is called first: it stands on the others."""
    if function not in _purges:
        _purges.append(function)


@transaction.atomic
def erase(*, user: User, acting_user: User | None = None) -> Outcome:
    """Forget a person. A second time changes nothing, at the same moment neither: the row is locked. Raises StaffAccount."""
    if may_enter_admin(user):
        raise StaffAccount
    try:
        user.refresh_from_db(from_queryset=User.objects.select_for_update())
    except User.DoesNotExist:
        return Outcome.DELETED
    if user.anonymised_at:
        return Outcome.ANONYMISED
    by_another = acting_user if acting_user and acting_user.pk != user.pk else None
    if not is_evidence_kept(user) and _deleted(user, by_another):
        return Outcome.DELETED
    _anonymise(user, by_another)
    return Outcome.ANONYMISED


def _deleted(user: User, by_another: User | None) -> bool:
    """Delete the person and their own records; False, with nothing changed, where a record that others need stands on them."""
    pk = user.pk
    try:
        with transaction.atomic():
            for purge in reversed(_purges):
                purge(user)
            removed, data = User(pk=pk, name=_removed_name()), {"outcome": Outcome.DELETED.value}
            log(instance=removed, action="accounts.erase", user=by_another, data=data)
            user.delete()
    except models.ProtectedError:
        user.pk = pk
        return False
    _forget_name_in_log(pk)
    return True


def _anonymise(user: User, by_another: User | None) -> None:
    user.name, user.username = _removed_name(), f"dihapus-{secrets.token_hex(8)}"
    user.phone, user.email, user.workplace = None, "", ""
    user.is_active, user.anonymised_at = False, timezone.now()
    # Ends all sessions as well: they carry a digest of the password.
    user.set_unusable_password()
    user.save()
    for _rests, forget_name in _evidence:
        forget_name(user)
    user.groups.clear()
    user.sign_in_codes.all().delete()
    Authenticator.objects.filter(user=user).delete()
    log(instance=user, action="accounts.erase", user=by_another, data={"outcome": Outcome.ANONYMISED.value})
    _forget_name_in_log(user.pk)


def _removed_name() -> str:
    return _("Removed learner")


def _forget_name_in_log(pk: int) -> None:
    """The audit log keeps what happened, no longer to whom by name."""
    kind = ContentType.objects.get_for_model(User)
    ModelLogEntry.objects.filter(content_type=kind, object_id=str(pk)).update(label=_removed_name())
