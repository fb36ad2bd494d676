"""A picture, document or recording that the public sees is changed only by who may change all of them: publishing is the office's.

Wagtail lets people change what they uploaded themselves, whatever has become of it: a trainer could put another file into a page that
was approved. Every view of Wagtail asks a permission policy; ours knows one reason more to say no.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex, Revision
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy
from wagtailmedia.models import get_media_model
from wagtailmedia.permissions import MediaPermissionPolicyChecker

#: Parameter in the addresses of each kind, and where its list is.
KINDS: dict[str, tuple[Callable[[], Any], str]] = {
    "image_id": (get_image_model, "wagtailimages:index"),
    "document_id": (get_document_model, "wagtaildocs:index"),
    "media_id": (get_media_model, "wagtailmedia:index"),
}


def is_in_live_use(item: Model) -> bool:
    """Whether something that the public sees refers to it, or something approved that will appear by itself."""
    sources = (source for source, _references in ReferenceIndex.get_references_to(item).group_by_source_object())
    return any(getattr(source, "live", True) for source in sources) or _is_approved_for_later(item)


def _is_approved_for_later(item: Model) -> bool:
    """Asks the revisions themselves, of which there are few: the index knows rows, and a published row keeps its old text until then."""
    wanted = (ReferenceIndex._get_base_content_type(item).pk, str(item.pk))
    approved = (revision.as_object() for revision in Revision.objects.exclude(approved_go_live_at=None))
    return any(wanted == reference[:2] for each in approved for reference in ReferenceIndex._extract_references_from_object(each))


class LiveFilesPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's policy, but what is in live use is nobody's own."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        allowed: bool = super().user_has_permission_for_instance(user, action, instance)
        if not allowed or action not in ("change", "delete") or self._check_perm(user, ["change"], collection=instance.collection):
            return allowed
        return not is_in_live_use(instance)


def guard_live_files() -> None:
    """Put our policy in the place of Wagtail's, for each kind of file."""
    for model in (get_model() for get_model, _index in KINDS.values()):
        stock = policy_registry.get_by_type(model)
        register_permission_policy(model, LiveFilesPolicy(model, stock.auth_model, stock.owner_field_name))
    # wagtailmedia's views do not ask the registry yet.
    MediaPermissionPolicyChecker.policy = property(lambda checker: policy_registry.get_by_type(get_media_model()))


class ExplainLiveFiles:
    """Says why, where Wagtail only says no: to those who open again what they uploaded."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        kind = next((KINDS[name] for name in kwargs if name in KINDS), None)
        match = request.resolver_match
        if kind is None or match is None or match.url_name not in ("edit", "delete"):
            return None
        get_model, index = kind
        own = get_model().objects.filter(pk=next(iter(kwargs.values())), uploaded_by_user=request.user.pk or 0).first()
        if own is None or policy_registry.get(own).user_has_permission_for_instance(request.user, "change", own):
            return None
        messages.error(request, _("This file is on a page that is published. Ask the DPPA admin to change it, or upload a new one."))
        return redirect(index)
