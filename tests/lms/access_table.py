"""Who gets which answer from which address. Every address of the site stands here, or ``test_access_table`` fails.

An answer is a code, or one of these words:

    in    302 to the sign-in page
    home  302 to the admin's home page, with a message: Wagtail's way of saying no
    on    any other redirect: it was done, or there is something to do first
    open  200, or one of ``on``, 400, 405, 409: not refused
    shut  ``home``, 403, 404 or 405: refused, or not to be found

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
    Row("readyz", all_of_them("open"), all_of_them("405")),
    Row("modules:page", all_of_them("200"), all_of_them("405"), "address"),
    Row("modules:search", all_of_them("200"), all_of_them("405")),
    Row("modules:message", all_of_them("open"), all_of_them("405"), "message"),
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
    Row("media", all_of_them("404"), all_of_them("405"), "no_file"),
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
    Row("account_reauthenticate", "in open open open open open open open", "in open open open open open open open"),
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
    *(Row(f"office_{name}:index", OUT + "200 200 200 200 200", OUT + "405 405 405 405 405") for name in ("people", "enrolments", "attempts", "certificates")),
    *(Row(f"office_{name}:export", OUT + "home 405 405 405 405", OUT + "home 404 404 404 404") for name in ("people", "enrolments", "attempts", "certificates")),
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
    Row("certificates_admin:show", READS_A, READS_A_POST, "certificate"),
    *(
        Row(f"certificates_admin:{act}", OUT + "home home home 200 200", OUT + "home home home open open", "certificate")
        for act in ("revoke", "replace", "render_again")
    ),
]

WAGTAIL = [
    Row("wagtailadmin_home", OUT + "200 200 200 200 200", STAFF_OPEN),
    Row("wagtailadmin_login", all_of_them("on"), all_of_them("on")),
    Row("wagtailadmin_sprite", all_of_them("200"), all_of_them("open")),
    Row("wagtailadmin_javascript_catalog", all_of_them("200"), all_of_them("open")),
    Row("wagtailcore_login", "open open open open open open open open", "open open open open open open open open"),
]

#: First match counts.
RULES = [
    # Only our own pages about people.
    Rule("wagtailusers_users:", SUPERUSER),
    Rule("wagtailusers_groups:", SUPERUSER),
    Rule("wagtailsites:", SUPERUSER),
    Rule("wagtaillocales:", SUPERUSER),
    Rule("wagtailadmin_workflows:", SUPERUSER),
    Rule("wagtailadmin_collections:", SUPERUSER),
    # One door for passwords, and it is not Wagtail's.
    Rule("wagtailadmin_password_reset", all_of_them("404")),
    # What is taught.
    Rule("wagtailadmin_pages:", WRITERS),
    Rule("wagtailadmin_explore", WRITERS),
    Rule("wagtailsnippets", WRITERS),
    Rule("wagtailimages", WRITERS),
    Rule("wagtaildocs", WRITERS),
    Rule("wagtailmedia", WRITERS),
    Rule("wagtail_localize", WRITERS),
    Rule("wagtailsettings:", PUBLISHERS),
    Rule("wagtailadmin_reports:", WRITERS),
    Rule("wagtailadmin_", STAFF_OPEN),
]
TABLE: list[Row] = [*PUBLIC, *COMING_IN, *OWN, *OFFICE, *WAGTAIL]
UNREACHED: list[Unreached] = []
