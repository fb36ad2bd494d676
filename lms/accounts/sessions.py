"""How long a session lives.

A phone is often shared: 20 minutes without a request by default, 30 days by own choice ("Ini HP pribadi saya"). Staff: 30 minutes,
and 12 hours in all. Django's session row carries the end, so that an ended session is refused when it is read; here the end is
moved on, and only when a tenth of the time has passed, so that reading costs no write.
"""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from lms.accounts.models import User
from lms.accounts.permissions import may_enter_admin

STARTED, SEEN, STAFF, OWN_PHONE = "started", "seen", "staff", "own_phone"


def is_signed_in(session: SessionBase) -> bool:
    return SESSION_KEY in session


def idle_seconds(session: SessionBase) -> int:
    if session.get(STAFF):
        return int(settings.SESSION_IDLE_STAFF)
    return int(settings.SESSION_IDLE_OWN_PHONE if session.get(OWN_PHONE) else settings.SESSION_IDLE_SHARED_PHONE)


def seconds_left(session: SessionBase, now: float) -> float:
    """Until the session ends if nothing more is asked. Not positive for staff whose day is over."""
    idle = idle_seconds(session)
    return min(idle, session[STARTED] + settings.SESSION_ABSOLUTE_STAFF - now) if session.get(STAFF) else idle


def begin(session: SessionBase, user: User | AnonymousUser) -> None:
    """Somebody has just signed in."""
    session[STARTED] = session[SEEN] = time.time()
    session[STAFF] = may_enter_admin(user)
    session.set_expiry(idle_seconds(session))


def keep(request: HttpRequest, *, renew: bool = True) -> None:
    """After a request that used a session of a person: move its end on where that is due, or end it."""
    session, now = request.session, time.time()
    if STARTED not in session:
        begin(session, request.user)
    if seconds_left(session, now) <= 0:
        session.flush()
        return
    if renew and now - session[SEEN] >= idle_seconds(session) / 10:
        session[SEEN] = now
    if session.modified:
        session.set_expiry(int(seconds_left(session, now)))


def treat_as_staff(session: SessionBase) -> None:
    """For a person who got the right to enter the admin after signing in: staff time from now on."""
    if not session.get(STAFF):
        session[STAFF] = True
