"""Who gets which answer from which address. Every address of the site stands here, or ``test_access_table`` fails.

An answer is a code, or one of these words:

    in    302 to the sign-in page
    home  302 to the admin's home page, with a message: Wagtail's way of saying no
    on    any other redirect: it was done, or there is something to do first
    open  200, 201, or one of ``on``, 400, 405, 409: not refused
    shut  ``home``, 403, 404 or 405: refused, or not to be found
    bare  as ``open``, or 500: Wagtail lets in, and then breaks on a form that was sent without any of its fields

``ROLES`` gives the order of the answers in a row. The trainer and coordinator A belong to Seruyan, as does the person whom the samples are
about; coordinator B and the other learner to Palangka Raya.
"""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("anonymous", "learner", "other_learner", "trainer", "coordinator_a", "coordinator_b", "dppa", "superuser")


@dataclass(frozen=True)
class Row:
    """``name`` is the full name of an address, or its route where it has none. ``sample`` names the arguments to call it with."""

    name: str
    get: str
    post: str
    sample: str = ""


@dataclass(frozen=True)
class Rule:
    """For all addresses whose name begins so, unless a row or an earlier rule speaks of them. ``post`` is as ``get`` where it is empty."""

    prefix: str
    get: str
    post: str = ""


@dataclass(frozen=True)
class Unreached:
    """An address that the samples cannot call, and why that is no hole."""

    name: str
    reason: str


def all_of_them(answer: str) -> str:
    return " ".join([answer] * len(ROLES))


#: Shorthands for the three who are nobody in the admin, and then the five members of staff.
OUT = "in in in "
STAFF_OPEN = OUT + "open open open open open"
#: Wagtail opens these to all staff; ours are shut for who writes nothing (lms/reports/doors.py).
WRITERS = OUT + "open shut shut open open"
PUBLISHERS = OUT + "shut shut shut open open"
SUPERUSER = OUT + "shut shut shut shut open"
NOBODY = OUT + "shut shut shut shut shut"
#: Reads people of Seruyan: all staff but coordinator B, for whom they do not exist.
READS_A = OUT + "200 200 404 200 200"
READS_A_POST = OUT + "405 405 404 405 405"
SIGNED_IN = "in 200 200 200 200 200 200 200"
OWNER = "in 200 404 404 404 404 404 404"

PUBLIC = [
    Row("healthz", all_of_them("200"), all_of_them("405")),
    Row("readyz", all_of_them("200"), all_of_them("405")),
    Row("manifest", all_of_them("200"), all_of_them("405")),
    Row("modules:page", all_of_them("200"), all_of_them("open"), "address"),
    Row("modules:search", all_of_them("200"), all_of_them("405")),
    Row("modules:message", all_of_them("200"), all_of_them("405"), "message"),
    Row("modules:voices", all_of_them("200"), all_of_them("405"), "voices"),
    Row("modules:my_region", all_of_them("200"), all_of_them("open")),
    Row("modules:low_data", all_of_them("405"), all_of_them("on")),
    Row("modules:quick_exit", all_of_them("open"), all_of_them("405")),
    Row("modules:handout_pdf", all_of_them("404"), all_of_them("405"), "no_handout"),
    Row("modules:robots", all_of_them("200"), all_of_them("405")),
    Row("modules:sitemap", all_of_them("200"), all_of_them("open")),
    Row("regions:search", all_of_them("200"), all_of_them("405")),
    Row("regions:children", all_of_them("200"), all_of_them("405"), "region"),
    Row("certificates:check", all_of_them("200"), all_of_them("405")),
    Row("certificates:verify", all_of_them("200"), all_of_them("200"), "code"),
    Row("certificates:verify_typed", all_of_them("200"), all_of_them("200"), "code"),
    Row("media", all_of_them("404"), all_of_them("404"), "no_file"),
    Row("wagtaildocs_serve", all_of_them("404"), all_of_them("404"), "no_document"),
]

COMING_IN = [
    Row("account_signup", "200 on on on on on on on", "200 on on on on on on on"),
    Row("signup", "200 on on on on on on on", "200 on on on on on on on"),
    Row("account_login", "200 on on on on on on on", "200 on on on on on on on"),
    Row("use_code", all_of_them("200"), all_of_them("200")),
    Row("account_logout", all_of_them("200"), all_of_them("on")),
]

#: One's own data: always that of who asks.
OWN = [
    Row("accounts:my_data", SIGNED_IN, SIGNED_IN.replace("200", "405")),
    Row("accounts:download", SIGNED_IN, SIGNED_IN.replace("200", "405")),
    Row("accounts:correct", SIGNED_IN, SIGNED_IN),
    Row("accounts:erase", SIGNED_IN, SIGNED_IN),
    Row("accounts:consent", "in open open open open open open open", "in open open open open open open open"),
    # Who has neither PIN nor second factor, as here, can't show again that it is them.
    Row("account_reauthenticate", "in 403 403 403 403 403 403 403", "in 403 403 403 403 403 403 403"),
    Row("account_change_password", "in open open open open open open open", "in open open open open open open open"),
    Row("learning:overview", SIGNED_IN, SIGNED_IN.replace("200", "405").replace("in", "405")),
    Row("learning:status", "401 200 200 200 200 200 200 200", all_of_them("405")),
    Row("learning:enrol", SIGNED_IN, "in on on on on on on on", "path_key"),
    Row("learning:way", "in 200 on on on on on on", all_of_them("405"), "path_key"),
    Row("learning:lesson_done", SIGNED_IN, "in on on on on on on on", "lesson_key"),
    Row("quizzes:start", SIGNED_IN, "in open open open open open open open", "quiz"),
    Row("quizzes:attempt", OWNER, all_of_them("405"), "open_attempt"),
    Row("quizzes:save_answer", all_of_them("405"), "401 400 404 404 404 404 404 404", "open_attempt"),
    Row("quizzes:save", all_of_them("405"), "in on 404 404 404 404 404 404", "open_attempt"),
    Row("quizzes:finish", OWNER, "in on 404 404 404 404 404 404", "open_attempt"),
    Row("quizzes:result", OWNER, all_of_them("405"), "attempt"),
    Row("certificates:detail", OWNER, all_of_them("405"), "certificate"),
    # Staff may read the paper of people whom they may see.
    Row("certificates:download", "in 200 404 200 200 404 200 200", all_of_them("405"), "certificate"),
]

OFFICE = [
    *(
        Row(f"office_{name}:index", OUT + "200 200 200 200 200", OUT + "405 405 405 405 405")
        for name in ("people", "enrolments", "attempts", "certificates")
    ),
    *(
        Row(f"office_{name}:export", OUT + "home on on on on", OUT + "home 404 404 404 404")
        for name in ("people", "enrolments", "attempts", "certificates")
    ),
    Row("office_people:inspect", READS_A, READS_A_POST, "person"),
    Row("office_enrolments:inspect", READS_A, READS_A_POST, "enrolment"),
    Row("office_attempts:inspect", READS_A, READS_A_POST, "attempt_pk"),
    Row("reports_texts_to_review", OUT + "home home home 200 200", OUT + "home home home 405 405"),
    Row("office_admin:account", OUT + "200 200 200 200 200", STAFF_OPEN),
    Row("office_admin:log", OUT + "home home home 200 200", OUT + "home home home 405 405"),
    Row("office_admin:log_results", OUT + "home home home 200 200", OUT + "home home home 405 405"),
    Row("office_admin:error_test", OUT + "404 404 404 404 404", OUT + "404 404 404 404 404"),
    Row("office_admin:logout", STAFF_OPEN, STAFF_OPEN),
    # A trainer hands out no codes: for them the page does not exist.
    Row("accounts_staff:issue_code", OUT + "404 200 404 200 200", OUT + "404 200 404 200 200", "person"),
    Row("certificates_admin:show", READS_A, OUT + "405 405 405 405 405", "certificate"),
    *(
        Row(f"certificates_admin:{act}", OUT + "home home home 200 200", OUT + "home home home open open", "certificate")
        for act in ("revoke", "replace", "render_again")
    ),
]

#: Wagtail asks nobody's permission here beyond the admin's door: titles of what is taught, and empty forms, for all who write.
UNGUARDED = (
    "wagtailadmin_workflows:task_chooser",
    "wagtailadmin_workflows:task_chooser_results",
    "wagtailadmin_workflows:task_chooser_create",
    "wagtailadmin_workflows:task_chosen",
    "wagtailadmin_pages:choose_parent",
    "wagtailadmin_pages:confirm_workflow_cancellation",
    "wagtailadmin_pages:revisions_index",
    "wagtailsnippets_quizzes_question:confirm_workflow_cancellation",
    "wagtailsnippets_modules_leadermessage:confirm_workflow_cancellation",
    "wagtail_localize:javascript_catalog",
    "wagtail_localize:translations_report",
    "wagtail_localize:translations_report_results",
    "wagtail_localize:snippets_api_listing",
    "wagtail_localize:snippets_api_detail",
    "wagtailmedia:chooser",
    "wagtailmedia:chooser_typed",
    "wagtaildocs_chooser:choose",
    "wagtaildocs_chooser:choose_results",
    "wagtaildocs_chooser:chosen_multiple",
    "wagtailimages_chooser:choose",
    "wagtailimages_chooser:choose_results",
    "wagtailimages_chooser:chosen_multiple",
)
ABSENT = OUT + "404 404 404 404 404"
ABSENT_FOR_WRITERS = OUT + "404 shut shut 404 404"
POST_ONLY = OUT + "405 shut shut 405 405"
APPROVING = ("workflow_action", "collect_workflow_action_data", "workflow_preview")
PUBLISHING = ("delete", "unpublish", "lock", "unlock")
UPLOADING = ("create_multiple_from_uploaded", "delete_upload_multiple")
#: A trainer changes only own pictures and documents; the samples are somebody else's.
CHANGING = {
    "wagtailimages": ("edit", "delete", "preview", "image_usage"),
    "wagtaildocs": ("edit", "delete", "document_usage"),
    "wagtailmedia": ("edit", "delete", "media_chosen"),
}

WAGTAIL = [
    Row("wagtailadmin_home", OUT + "200 200 200 200 200", STAFF_OPEN),
    Row("wagtailadmin_dismissibles", STAFF_OPEN, STAFF_OPEN),
    Row("wagtailadmin_login", all_of_them("in"), all_of_them("in")),
    Row("wagtailadmin_sprite", all_of_them("200"), all_of_them("open")),
    Row("wagtailadmin_javascript_catalog", all_of_them("200"), all_of_them("open")),
    Row("admin/test404/", OUT + "200 200 200 200 200", STAFF_OPEN),
    Row("admin/^.*/$", ABSENT, ABSENT),
    # The sample task is another object's: back to where it came from.
    *(
        Row(f"wagtailsnippets_modules_leadermessage:{act}", OUT + "on shut shut on on", OUT + "on shut shut on on")
        for act in ("workflow_action", "collect_workflow_action_data")
    ),
    # A bank with questions in it stays.
    Row("wagtailsnippets_quizzes_questionbank:delete", SUPERUSER, NOBODY),
    # The addresses of our own pages, which stand before these.
    Row("wagtailadmin_account", OUT + "200 200 200 200 200", STAFF_OPEN),
    Row("wagtailadmin_logout", STAFF_OPEN, STAFF_OPEN),
    Row("wagtailadmin_error_test", ABSENT, ABSENT),
    Row("wagtailadmin_reports:site_history", OUT + "home home home 200 200", OUT + "home home home 405 405"),
    Row("wagtailadmin_reports:site_history_results", OUT + "home home home 200 200", OUT + "home home home 405 405"),
    Row("wagtailadmin_reports:locked_pages", PUBLISHERS, PUBLISHERS),
    Row("wagtailadmin_reports:locked_pages_results", PUBLISHERS, PUBLISHERS),
    Row("wagtail_bulk_action", OUT + "home home home home 404", OUT + "home home home home 404"),
    Row("wagtailadmin_api:pages:find", ABSENT_FOR_WRITERS, WRITERS),
    Row("wagtailadmin_api:documents:find", ABSENT_FOR_WRITERS, WRITERS),
    Row("wagtailadmin_api:images:find", ABSENT_FOR_WRITERS, WRITERS),
    Row("wagtailadmin_api:pages:detail", WRITERS, WRITERS),
    Row("wagtailadmin_api:pages:action", POST_ONLY, PUBLISHERS),
    Row("wagtailadmin_block_preview", ABSENT_FOR_WRITERS, WRITERS),
    Row("wagtailadmin_choose_page_external_link", WRITERS, OUT + "bare shut shut bare bare"),
    *(Row(f"wagtailadmin_workflows:remove({which})", POST_ONLY, SUPERUSER) for which in ("page_pk", "page_pk,workflow_pk")),
    Row("wagtailadmin_editing_sessions:ping", POST_ONLY, WRITERS),
    # Finds the site's settings, and leads to their own address, which asks for the permission.
    Row("wagtailsettings:edit(app_name,model_name)", OUT + "on shut shut on on", OUT + "on shut shut on on"),
    # Nothing of ours has a preview there; pictures are not served from addresses that editors make up.
    *(
        Row(name, NOBODY, NOBODY)
        for name in (
            "wagtailsettings:preview_on_edit",
            "wagtailimages:url_generator",
            "wagtailimages:url_generator_output",
            "wagtail_localize:machine_translate",
        )
    ),
    Row("wagtailadmin_pages:convert_alias", ABSENT_FOR_WRITERS, ABSENT_FOR_WRITERS),
    Row("wagtail_localize:convert_to_alias", NOBODY, NOBODY),
    Row("wagtailsnippets:index", NOBODY, NOBODY),
    Row("wagtailadmin_pages:move_confirm", WRITERS, PUBLISHERS),
    *(Row(f"wagtailadmin_pages:{act}", WRITERS, OUT + "bare shut shut bare bare") for act in ("add", "edit", "copy", "revisions_revert")),
    *(
        Row(f"wagtailadmin_pages:{act}", PUBLISHERS, PUBLISHERS)
        for act in ("delete", "unpublish", "move", "set_privacy", "lock", "unlock", "revisions_unschedule", *APPROVING)
    ),
    Row("wagtailadmin_pages:set_page_position", WRITERS, PUBLISHERS),
    Row("wagtailredirects:process_import", PUBLISHERS, OUT + "shut shut shut bare bare"),
    Row("wagtailcore_authenticate_with_password", all_of_them("404"), all_of_them("404")),
    Row("wagtaildocs_authenticate_with_password", all_of_them("404"), all_of_them("404")),
    Row("wagtailcore_login", all_of_them("404"), all_of_them("404")),
    Row("wagtail_serve", all_of_them("200"), all_of_them("open"), "address"),
    *(Row(name, WRITERS, WRITERS) for name in UNGUARDED),
]

MFA = [
    *(
        Row(f"mfa_{act}", SIGNED_IN, SIGNED_IN.replace("200", "open"))
        for act in ("index", "activate_totp", "generate_recovery_codes", "list_webauthn", "add_webauthn")
    ),
    *(
        Row(f"mfa_{act}", "in shut shut shut shut shut shut shut", "in shut shut shut shut shut shut shut")
        for act in (
            "deactivate_totp",
            "view_recovery_codes",
            "download_recovery_codes",
            "reauthenticate",
            "reauthenticate_webauthn",
            "remove_webauthn",
            "edit_webauthn",
        )
    ),
    Row("mfa_authenticate", "in on on on on on on on", "in on on on on on on on"),
]

#: First match counts.
RULES = [
    # Only our own pages about people.
    Rule("wagtailusers_users:", SUPERUSER),
    Rule("wagtailusers_groups:", SUPERUSER),
    Rule("wagtailsites:", SUPERUSER),
    Rule("wagtaillocales:delete", SUPERUSER),
    Rule("wagtaillocales:", PUBLISHERS),
    Rule("wagtailadmin_workflows:", SUPERUSER),
    Rule("wagtailadmin_collections:", SUPERUSER),
    # One door for passwords, and it is not Wagtail's.
    Rule("wagtailadmin_password_reset", "404 404 404 404 shut shut 404 404"),
    # What is taught: trainers write, the office publishes.
    Rule("wagtailadmin_pages:", WRITERS),
    Rule("wagtailadmin_explore", WRITERS),
    # The sample revision is a page's: nobody may find it under another object.
    Rule("wagtailsnippets_modules_leadermessage:revisions_", NOBODY),
    Rule("wagtailsnippets_modules_leadermessage:workflow_history_detail", NOBODY),
    Rule("wagtailsnippets_modules_helpchannel:revisions_", NOBODY),
    *(Rule(f"wagtailsnippets_quizzes_question:{act}", PUBLISHERS) for act in (*PUBLISHING, "revisions_unschedule", *APPROVING)),
    *(Rule(f"wagtailsnippets_modules_leadermessage:{act}", PUBLISHERS) for act in PUBLISHING),
    Rule("wagtailsnippets_quizzes_quiz:delete", SUPERUSER),
    # A quiz has no drafts: what is changed there counts at once.
    Rule("wagtailsnippets_quizzes_quiz:", PUBLISHERS),
    # Nor has a bank; trainers look up its topics.
    *(Rule(f"wagtailsnippets_quizzes_questionbank:{act}", WRITERS) for act in ("list", "inspect")),
    Rule("wagtailsnippets_quizzes_questionbank:", PUBLISHERS),
    Rule("wagtailsnippets_quizzes", WRITERS),
    Rule("wagtailsnippets_modules_leadermessage", WRITERS),
    *(Rule(f"wagtailsnippets_modules_{name}:delete", SUPERUSER) for name in ("helpchannel", "glossaryterm")),
    Rule("wagtailsnippets_modules", PUBLISHERS),
    Rule("wagtailsnippetchoosers_quizzes_question:create", WRITERS, OUT + "bare shut shut bare bare"),
    Rule("wagtailsnippetchoosers_modules_leadermessage:create", WRITERS, OUT + "bare shut shut bare bare"),
    *(
        Rule(f"wagtailsnippetchoosers_{name}:create", PUBLISHERS, OUT + "shut shut shut bare bare")
        for name in ("quizzes_questionbank", "quizzes_quiz", "modules_leader", "modules_helpchannel", "modules_glossaryterm")
    ),
    Rule("wagtailsnippetchoosers_", WRITERS),
    # Regions are public; nobody makes one here.
    Rule("region_chooser:create", SUPERUSER, OUT + "shut shut shut shut bare"),
    Rule("region_chooser:", WRITERS),
    # What somebody else is just uploading.
    *(Rule(f"{app}:{act}", OUT + "405 shut shut 405 405", NOBODY) for app in ("wagtailimages", "wagtaildocs") for act in UPLOADING),
    *(Rule(f"{app}:{act}", PUBLISHERS) for app, acts in CHANGING.items() for act in acts),
    Rule("wagtailimages", WRITERS),
    Rule("wagtaildocs", WRITERS),
    Rule("wagtailmedia", WRITERS),
    # Translating is not given to any group yet; but who may write a text may stop its translation, and take along its words.
    Rule("wagtail_localize:download_pofile", WRITERS),
    Rule("wagtail_localize:upload_pofile", OUT + "405 shut shut 405 405", OUT + "bare shut shut bare bare"),
    Rule("wagtail_localize:stop_translation", WRITERS),
    Rule("wagtail_localize:preview_translation", NOBODY),
    Rule("wagtail_localize:submit_page_translation", PUBLISHERS),
    Rule("wagtail_localize:submit_snippet_translation", PUBLISHERS),
    Rule("wagtail_localize:update_translations", PUBLISHERS),
    Rule("wagtail_localize:", SUPERUSER),
    Rule("wagtailsettings:", PUBLISHERS),
    Rule("wagtailredirects:", PUBLISHERS),
    Rule("wagtailadmin_reports:", WRITERS),
    Rule("wagtailadmin_", WRITERS),
]
TABLE: list[Row] = [*PUBLIC, *COMING_IN, *OWN, *MFA, *OFFICE, *WAGTAIL]
UNREACHED = [
    Unreached(
        "wagtail_localize:edit_override", "no block of ours can be overridden in a translation, so that there is nothing to call it with"
    ),
]
