"""Search that forgives typing errors, where the database can do it."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def add_trigrams(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")


class Migration(migrations.Migration):
    dependencies = [("modules", "0001_initial")]
    # Others of the database may use the extension: it stays.
    operations = [migrations.RunPython(add_trigrams, migrations.RunPython.noop)]
