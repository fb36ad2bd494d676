"""Who gets which answer from which address. Every address of the site stands here, or ``test_access_table`` fails.

An answer is a code, or one of these words:

    in    302 to the sign-in page
    home  302 to the admin's home page, with a message: Wagtail's way of saying no
    on    any other redirect: it was done, or there is something to do first
    yes   whoever may: what ``ANSWERS`` has for an address of this kind

There is one answer to each question, never a choice, and never 500. Forms are sent empty, unless ``access_world.BODIES`` has one for them.

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
    """Who may, for all addresses whose name begins so, unless a row or an earlier rule speaks of them."""

    prefix: str
    who: str


@dataclass(frozen=True)
class Answer:
    """What those who may are told by addresses of one kind: a code, or a whole line, where the answer is not about who may."""

    names: str
    get: str
    post: str


@dataclass(frozen=True)
class Unreached:
    """An address that the samples cannot call, and why that is no hole."""

    name: str
    reason: str


def all_of_them(answer: str) -> str:
    return " ".join([answer] * len(ROLES))


#: Shorthands for the three who are nobody in the admin, and then the five members of staff.
OUT = "in in in "
#: Wagtail opens these to all staff; ours are shut for who writes nothing (lms/reports/doors.py).
WRITERS = OUT + "yes home home yes yes"
PUBLISHERS = OUT + "home home home yes yes"
SUPERUSER = OUT + "home home home home yes"
NOBODY = OUT + "home home home home home"
STAFF_200, STAFF_405, ABSENT = OUT + "200 200 200 200 200", OUT + "405 405 405 405 405", OUT + "404 404 404 404 404"
#: Only one of the methods is there, or nothing is, as far as somebody comes who writes at all.
WRITERS_405, WRITERS_404, WRITERS_ON = (OUT + f"{code} home home {code} {code}" for code in ("405", "404", "on"))
PUBLISHERS_405, PUBLISHERS_404 = (OUT + f"home home home {code} {code}" for code in ("405", "404"))
#: Reads people of Seruyan: all staff but coordinator B, for whom they do not exist.
READS_A = OUT + "200 200 404 200 200"
READS_A_POST = OUT + "405 405 404 405 405"
SIGNED_IN = "in 200 200 200 200 200 200 200"
OWNER = "in 200 404 404 404 404 404 404"

PUBLIC = [
    Row("healthz", all_of_them("200"), all_of_them("405")),
    Row("readyz", all_of_them("200"), all_of_them("405")),
    Row("favicon", all_of_them("on"), all_of_them("405")),
    Row("manifest", all_of_them("200"), all_of_them("405")),
    Row("modules:page", all_of_them("200"), all_of_them("405"), "address"),
    Row("modules:search", all_of_them("200"), all_of_them("405")),
    Row("modules:message", all_of_them("200"), all_of_them("405"), "message"),
    Row("modules:voices", all_of_them("200"), all_of_them("405"), "voices"),
    Row("modules:my_region", all_of_them("200"), all_of_them("200")),
    Row("modules:low_data", all_of_them("405"), all_of_them("on")),
    Row("modules:quick_exit", all_of_them("on"), all_of_them("405")),
    Row("modules:handout_pdf", all_of_them("404"), all_of_them("405"), "no_handout"),
    Row("modules:robots", all_of_them("200"), all_of_them("405")),
    Row("modules:sitemap", all_of_them("200"), all_of_them("200")),
    Row("regions:search", all_of_them("200"), all_of_them("405")),
    Row("regions:children", all_of_them("200"), all_of_them("405"), "region"),
    Row("certificates:check", all_of_them("200"), all_of_them("405")),
    Row("certificates:verify", all_of_them("200"), all_of_them("200"), "code"),
    Row("certificates:verify_typed", all_of_them("200"), all_of_them("200"), "code"),
    Row("media", all_of_them("404"), all_of_them("405"), "no_file"),
    Row("wagtaildocs_serve", all_of_them("404"), all_of_them("404"), "no_document"),
]

COMING_IN = [
    Row("account_signup", "200 on on on on on on on", "200 on on on on on on on"),
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
    Row("accounts:consent", SIGNED_IN, SIGNED_IN.replace("200", "on")),
    # Who has neither PIN nor second factor, as here, can't show again that it is them.
    Row("account_reauthenticate", "in 403 403 403 403 403 403 403", "in 403 403 403 403 403 403 403"),
    Row("account_change_password", SIGNED_IN.replace("200", "on"), SIGNED_IN.replace("200", "on")),
    Row("learning:overview", SIGNED_IN, SIGNED_IN.replace("200", "405").replace("in", "405")),
    Row("learning:status", "401 200 200 200 200 200 200 200", all_of_them("405")),
    # Who is on the path already is led to its way.
    Row("learning:enrol", "in on 200 200 200 200 200 200", "in on on on on on on on", "path_key"),
    Row("learning:way", "in 200 on on on on on on", all_of_them("405"), "path_key"),
    Row("learning:lesson_done", SIGNED_IN, "in on on on on on on on", "lesson_key"),
    # Its lessons come first: said in the same page.
    Row("quizzes:start", SIGNED_IN, SIGNED_IN, "quiz"),
    Row("quizzes:attempt", OWNER, all_of_them("405"), "open_attempt"),
    Row("quizzes:save_answer", all_of_them("405"), "401 400 404 404 404 404 404 404", "open_attempt"),
    Row("quizzes:save", all_of_them("405"), "in on 404 404 404 404 404 404", "open_attempt"),
    Row("quizzes:finish", OWNER, "in on 404 404 404 404 404 404", "open_attempt"),
    Row("quizzes:result", OWNER, all_of_them("405"), "attempt"),
    Row("certificates:detail", OWNER, all_of_them("405"), "certificate"),
    Row("certificates:take", SIGNED_IN.replace("200", "on"), SIGNED_IN.replace("200", "on"), "path_key"),
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
    Row("office_villages:index", OUT + "200 200 200 200 200", OUT + "405 405 405 405 405"),
    Row("reports_texts_to_review", OUT + "home home home 200 200", OUT + "home home home 405 405"),
    Row("office_admin:account", STAFF_200, STAFF_200),
    Row("office_admin:log", OUT + "home home home 200 200", OUT + "home home home 405 405"),
    Row("office_admin:log_results", OUT + "home home home 200 200", OUT + "home home home 405 405"),
    Row("office_admin:error_test", OUT + "404 404 404 404 404", OUT + "404 404 404 404 404"),
    # Without what was uploaded a step before: back to that step.
    *(
        Row(name, OUT + "405 405 405 405 405", OUT + "on on on on on")
        for name in ("office_admin:redirects_import", "wagtailredirects:process_import")
    ),
    Row("office_admin:words_of_scripts", all_of_them("200"), all_of_them("405")),
    Row("office_admin:logout", STAFF_200, OUT + "on on on on on"),
    # There is nothing to make while choosing: Wagtail has no form for it, and breaks.
    Row("office_admin:nothing_to_make", ABSENT, ABSENT, "chooser"),
    # Nothing is chosen by what is no number: Wagtail breaks there too.
    Row("office_admin:nothing_chosen", ABSENT, ABSENT, "no_number"),
    # A trainer hands out no codes: for them the page does not exist.
    Row("accounts_staff:issue_code", OUT + "404 200 404 200 200", OUT + "404 200 404 200 200", "person"),
    Row("certificates_admin:show", READS_A, OUT + "405 405 405 405 405", "certificate"),
    *(
        Row(f"certificates_admin:{act}", OUT + "home home home 200 200", OUT + "home home home 200 200", "certificate")
        for act in ("revoke", "replace")
    ),
    Row("certificates_admin:render_again", OUT + "home home home 200 200", OUT + "home home home on on", "certificate"),
]

#: A trainer changes only own pictures and documents; the samples are somebody else's.
CHANGING = {
    "wagtailimages": ("edit", "delete", "preview", "image_usage"),
    "wagtaildocs": ("edit", "delete", "document_usage"),
    "wagtailmedia": ("edit", "delete", "media_chosen"),
}
APPROVING = ("workflow_action", "collect_workflow_action_data", "workflow_preview")
PUBLISHING = ("delete", "unpublish", "lock", "unlock")

WAGTAIL = [
    Row("wagtailadmin_home", STAFF_200, STAFF_405),
    Row("wagtailadmin_dismissibles", STAFF_200, STAFF_405),
    Row("wagtailadmin_login", all_of_them("in"), all_of_them("in")),
    Row("wagtailadmin_sprite", all_of_them("200"), all_of_them("200")),
    Row("wagtailadmin_javascript_catalog", all_of_them("200"), all_of_them("405")),
    Row("admin/test404/", STAFF_200, STAFF_405),
    Row("admin/^.*/$", ABSENT, ABSENT),
    # The addresses of our own pages, which stand before these.
    Row("wagtailadmin_account", STAFF_200, STAFF_200),
    Row("wagtailadmin_logout", STAFF_200, OUT + "on on on on on"),
    Row("wagtailadmin_error_test", ABSENT, ABSENT),
    *(
        Row(name, ABSENT, ABSENT)
        for name in (
            "region_chooser:create",
            *(f"wagtailsnippetchoosers_modules_{name}:create" for name in ("leadermessage", "leader", "helpchannel", "glossaryterm")),
            *(f"wagtailsnippetchoosers_quizzes_{name}:create" for name in ("question", "questionbank", "quiz")),
        )
    ),
    # Some lead on to another address, which asks for the permission.
    *(
        Row(name, WRITERS_ON, WRITERS_ON)
        for name in (
            "wagtailadmin_pages:add_subpage",
            "wagtailadmin_pages:revisions_index",
            "wagtailsettings:edit(app_name,model_name)",
            # The sample task is another object's: back to where it came from.
            "wagtailsnippets_modules_leadermessage:workflow_action",
            "wagtailsnippets_modules_leadermessage:collect_workflow_action_data",
        )
    ),
    Row("wagtailadmin_explore_root", OUT + "on home home on 200", WRITERS_405),
    Row("wagtailadmin_workflows:select_task_type", OUT + "home home home home on", OUT + "home home home home on"),
    # The samples are another object's, and under this one nobody may find them; or there is nothing of the kind here.
    *(
        Row(f"wagtail_localize:{name}", PUBLISHERS_404, PUBLISHERS_404)
        for name in ("convert_to_alias", "preview_translation(translation_id)", "preview_translation(translation_id,mode)")
    ),
    Row("wagtail_localize:machine_translate", PUBLISHERS_405, PUBLISHERS_404),
    *(
        Row(name, WRITERS_404, WRITERS_404)
        for name in (
            "wagtailadmin_pages:convert_alias",
            "wagtailsnippets_modules_leadermessage:revisions_revert",
            "wagtailsnippets_modules_leadermessage:revisions_unschedule",
            "wagtailsnippets_modules_helpchannel:revisions_revert",
            "wagtailsnippets_modules_helpchannel:revisions_unschedule",
        )
    ),
    *(
        Row(name, WRITERS_404, WRITERS_405)
        for name in (
            "wagtailadmin_api:pages:find",
            "wagtailadmin_api:documents:find",
            "wagtailadmin_api:images:find",
            "wagtailadmin_block_preview",
            # Pictures are not served from addresses that editors make up.
            "wagtailimages:url_generator",
            "wagtailimages:url_generator_output",
            "wagtailsnippets_modules_leadermessage:revisions_compare",
            "wagtailsnippets_modules_leadermessage:workflow_history_detail",
        )
    ),
    # What somebody else is just uploading.
    *(
        Row(name, WRITERS_405, WRITERS_404)
        for name in (
            "wagtaildocs:create_multiple_from_uploaded_document",
            "wagtaildocs:delete_upload_multiple",
            "wagtailimages:create_multiple_from_uploaded_image",
            "wagtailimages:delete_upload_multiple",
        )
    ),
    Row("wagtailsettings:preview_on_edit", OUT + "home home home 404 404", OUT + "home home home 404 404"),
    Row("wagtailsnippets_modules_helpchannel:revisions_compare", OUT + "home home home 404 404", OUT + "home home home 405 405"),
    Row("wagtailadmin_collections:delete", OUT + "404 home home 404 200", OUT + "404 home home 404 on"),
    Row("wagtail_bulk_action", OUT + "home home home home 404", OUT + "home home home home 404"),
    # A trainer may copy nothing to where only published pages are.
    Row("wagtailadmin_api:pages:action", WRITERS_405, OUT + "403 home home 201 201"),
    Row("wagtailadmin_pages:move_confirm", OUT + "200 home home 200 200", OUT + "home home home on on"),
    Row("wagtailadmin_workflows:task_chooser_create", OUT + "200 home home 200 200", OUT + "400 home home 400 200"),
    # A language in which there are pages stays, and says so.
    Row("wagtaillocales:delete", OUT + "home home home home 200", OUT + "home home home home 200"),
    # A bank with questions in it stays, and says so.
    Row("wagtailsnippets_quizzes_questionbank:delete", OUT + "home home home home on", OUT + "home home home home on"),
    Row("wagtailsnippets:index", NOBODY, NOBODY),
    Row("wagtailcore_authenticate_with_password", all_of_them("404"), all_of_them("404")),
    Row("wagtaildocs_authenticate_with_password", all_of_them("404"), all_of_them("404")),
    Row("wagtailcore_login", all_of_them("404"), all_of_them("404")),
    Row("wagtail_serve", all_of_them("200"), all_of_them("405"), "address"),
]

#: Nobody of the samples has set up a second step.
MFA = [
    *(Row(f"mfa_{act}", SIGNED_IN, SIGNED_IN) for act in ("activate_totp", "generate_recovery_codes", "add_webauthn")),
    *(Row(f"mfa_{act}", SIGNED_IN, SIGNED_IN.replace("200", "405")) for act in ("index", "list_webauthn")),
    *(
        Row(f"mfa_{act}", SIGNED_IN.replace("200", "404"), SIGNED_IN.replace("200", "404"))
        for act in ("deactivate_totp", "download_recovery_codes", "remove_webauthn", "edit_webauthn")
    ),
    Row("mfa_view_recovery_codes", SIGNED_IN.replace("200", "404"), SIGNED_IN.replace("200", "405")),
    *(
        Row(f"mfa_{act}", SIGNED_IN.replace("200", "403"), SIGNED_IN.replace("200", "403"))
        for act in ("reauthenticate", "reauthenticate_webauthn")
    ),
    Row("mfa_authenticate", SIGNED_IN.replace("200", "on"), SIGNED_IN.replace("200", "on")),
]

#: First match counts.
RULES = [
    # Only our own pages about people.
    Rule("wagtailusers_users:", SUPERUSER),
    Rule("wagtailusers_groups:", SUPERUSER),
    Rule("wagtailsites:", SUPERUSER),
    Rule("wagtaillocales:", PUBLISHERS),
    *(Rule(f"wagtailadmin_workflows:{act}", WRITERS) for act in ("task_chooser", "task_chosen")),
    Rule("wagtailadmin_workflows:", SUPERUSER),
    Rule("wagtailadmin_collections:", SUPERUSER),
    # One door for passwords, and it is not Wagtail's.
    Rule("wagtailadmin_password_reset", "404 404 404 404 home home 404 404"),
    # What is taught: trainers write, the office publishes.
    *(Rule(f"wagtailadmin_pages:{act}", PUBLISHERS) for act in (*PUBLISHING, "move", "set_p", "revisions_unschedule", *APPROVING)),
    Rule("wagtailadmin_pages:", WRITERS),
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
    Rule("wagtailsnippetchoosers_", WRITERS),
    Rule("region_chooser:", WRITERS),
    *(Rule(f"{app}:{act}", PUBLISHERS) for app, acts in CHANGING.items() for act in acts),
    Rule("wagtailimages", WRITERS),
    Rule("wagtaildocs", WRITERS),
    Rule("wagtailmedia", WRITERS),
    # wagtail-localize asks no more than the right to edit, and publishes: lms/reports/doors.py.
    Rule("wagtail_localize:", PUBLISHERS),
    Rule("wagtailsettings:", PUBLISHERS),
    Rule("wagtailredirects:", PUBLISHERS),
    *(Rule(f"wagtailadmin_reports:{name}", PUBLISHERS) for name in ("locked_pages", "site_history")),
    Rule("wagtailadmin_", WRITERS),
]
#: First match counts; ``names`` as in a shell.
ANSWERS = [
    # Older views of Wagtail's companions answer both methods alike.
    *(Answer(names, "200", "200") for names in ("wagtailmedia:index", "wagtailmedia:media_usage", "wagtailadmin_choose_page_*_link")),
    Answer("*:add_multiple", "200", "400"),
    # What is shown, and asked for with GET alone.
    *(
        Answer(names, "200", "405")
        for names in (
            "*:index", "*:list", "*_results", "*:inspect", "*usage", "*:history", "*:workflow_history*", "*:search", "*:type_use",
            "*:choose", "*:chosen", "*:chosen_multiple", "*:listing", "*:detail", "*:snippets_api_*", "*:revisions_view",
            "*:revisions_compare", "*:task_index", "*:task_chooser", "*:javascript_catalog", "*:translations_report",
            "wagtailadmin_reports:*", "wagtailadmin_explore", "wagtailadmin_choose_page*",
        )
    ),
    Answer("*:workflow_preview", "200", WRITERS_405),
    # Buttons: no page of their own.
    Answer("wagtailsnippets_*lock", "405", "on"),
    *(
        Answer(names, WRITERS_405, "on")
        for names in ("*:lock", "*:unlock", "*:enable", "*:enable_task", "*:remove(*")
    ),
    *(Answer(names, WRITERS_405, "200") for names in ("*:set_page_position", "*:edit_multiple", "*:delete_multiple", "*_sessions:*")),
    *(Answer(names, PUBLISHERS_405, "on") for names in ("*:stop_translation", "*:upload_pofile")),
    Answer("*:edit_string_translation", PUBLISHERS_405, PUBLISHERS_405),
    # Asked first, done then.
    *(
        Answer(names, "200", "on")
        for names in (
            "*:delete", "*:unpublish", "*:revisions_unschedule", "*:workflow_action", "*:disable", "*:disable_task",
            "*:update_translations",
        )
    ),
    # Forms: shown again while something in them is missing.
    Answer("*", "200", "200"),
]  # fmt: skip
TABLE: list[Row] = [*PUBLIC, *COMING_IN, *OWN, *MFA, *OFFICE, *WAGTAIL]
UNREACHED = [
    Unreached(
        "wagtail_localize:edit_override", "no block of ours can be overridden in a translation, so that there is nothing to call it with"
    ),
]
