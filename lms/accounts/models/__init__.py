"""People, what they agreed to, and what guards their sign-in."""

from lms.accounts.models.consent import Channel, Consent, ConsentText
from lms.accounts.models.people import Audience, User, UserManager, UserQuerySet
from lms.accounts.models.sign_in import SignInCode, SignInFailure

__all__ = [
    "Audience",
    "Channel",
    "Consent",
    "ConsentText",
    "SignInCode",
    "SignInFailure",
    "User",
    "UserManager",
    "UserQuerySet",
]
