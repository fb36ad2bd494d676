"""Words of Wagtail's pages about moved addresses that its Indonesian translation lacks: named here, so that ours knows them."""

from django.utils.translation import gettext_noop as _

WORDS = (
    _("Permanent"),
    _("Temporary"),
    _("Search redirects"),
    _("redirects"),
    _("target page route"),
    _("Optionally specify a route on the target page to redirect to. Leave blank to redirect to the default page route."),
    _("automatically created"),
    _("Import redirects"),
    _(
        "<p>Select a file where redirects are separated into rows and contains the columns representing <code>from</code> and "
        "<code>to</code> (they can be named anything).</p> <p>After submitting you will be taken to a confirmation view where you can "
        "customize your redirects before import.</p>"
    ),
    _("File to import"),
    _("From field"),
    _("To field"),
    _("Import"),
    _("Confirm import"),
    _("Confirm"),
    _("Cancel"),
    _("Summary"),
    _("Found %(total)s redirects, created %(successes)s and found %(errors)s errors."),
    _("Error"),
    _('File format of type "%(extension)s" is not supported.'),
    _("Imported file has a wrong encoding: %(error_message)s."),
    _("%(error)s encountered while trying to read file: %(filename)s."),
)
