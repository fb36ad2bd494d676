"""The database itself refuses to change a question version: attempts and certificates rest on it, and not all that writes is this program."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

REFUSAL = "A question version is written once."
GUARD = {
    "sqlite": [
        f"""
        CREATE TRIGGER question_version_is_immutable BEFORE UPDATE ON quizzes_questionversion
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
        """
    ],
    "postgresql": [
        f"""
        CREATE FUNCTION question_version_is_immutable() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
        """,
        """
        CREATE TRIGGER question_version_is_immutable BEFORE UPDATE ON quizzes_questionversion
        FOR EACH ROW EXECUTE FUNCTION question_version_is_immutable()
        """,
    ],
}
NO_GUARD = {
    "sqlite": ["DROP TRIGGER IF EXISTS question_version_is_immutable"],
    "postgresql": [
        "DROP TRIGGER IF EXISTS question_version_is_immutable ON quizzes_questionversion",
        "DROP FUNCTION IF EXISTS question_version_is_immutable()",
    ],
}


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in GUARD[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in NO_GUARD[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
