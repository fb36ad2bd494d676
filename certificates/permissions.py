"""Who may do what with certificates that are not their own."""

from __future__ import annotations

from certificates.models import Certificate
from lms.accounts.models import User

VIEW, CHANGE = "certificates.view_certificate", "certificates.revoke_certificate"


def may_read(user: User, certificate: Certificate) -> bool:
    """Staff with the right to view certificates, in whose region the learner lives."""
    return user.has_perm(VIEW) and Certificate.objects.visible_to(user).filter(pk=certificate.pk).exists()
