from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names for everything, also for what our ES modules import from one another."""

    support_js_module_import_aggregation = True
