from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from lms.accounts.models import Consent, ConsentText, SignInCode, SignInFailure, User
from tests.factories import make_person

#: Everything that is kept about people. A field more needs a reason, a retention and a line in the consent text.
ALLOWED = {
    User: {
        "id",
        "name",
        "username",
        "phone",
        "email",
        "audience",
        "workplace",
        "region",
        "scope",
        "adult_declared_at",
        "is_active",
        "is_superuser",
        "is_demo",
        "date_joined",
        "anonymised_at",
        "password",
        "last_login",
    },
    Consent: {"id", "user", "text", "given_at", "channel", "helped_by"},
    ConsentText: {"id", "version", "language", "text", "digest", "published_at"},
    SignInCode: {"id", "user", "hash", "issued_at", "issued_by", "expires_at", "used_at"},
    SignInFailure: {"id", "account", "address", "at"},
}


@pytest.mark.parametrize("model", ALLOWED)
def test_no_field_is_kept_that_is_not_in_the_list(model: type) -> None:
    assert {field.name for field in model._meta.concrete_fields} == ALLOWED[model]


@pytest.mark.django_db
def test_a_sign_in_name_is_kept_in_small_letters() -> None:
    assert make_person("Satu", username=" Siti ").username == "siti"
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(username="siti").update(username="Siti")


@pytest.mark.django_db
def test_staff_see_the_people_of_their_region_and_no_others(
    learner: User, other_learner: User, officer: User, outsider: User, superuser: User
) -> None:
    assert set(User.objects.visible_to(officer)) == {learner}
    assert set(User.objects.visible_to(outsider)) == {other_learner}
    assert not User.objects.visible_to(learner).exists()
    assert User.objects.visible_to(superuser).count() == 5
