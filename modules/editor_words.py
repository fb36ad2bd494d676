"""Words that whoever writes a page meets and Wagtail's Indonesian translation lacks: named here, so that ours knows them."""

from django.utils.translation import gettext_noop as _

WORDS = (
    _("Page title"),
    _("The page could not be created due to validation errors."),
    _("The page could not be saved due to validation errors."),
    _("Go to the first error"),
    _("The slug '%(page_slug)s' is already in use within the parent page."),
    _("This %(model_name)s is currently awaiting moderation."),
    _("Only reviewers for this task can edit the %(model_name)s."),
)
