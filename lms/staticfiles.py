from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleAwareStorage(CompressedManifestStaticFilesStorage):
    """Hashed names also inside ``import`` statements, so that a module and what it imports are kept for ever."""

    support_js_module_import_aggregation = True
