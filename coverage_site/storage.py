from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names for everything, also for what our ES modules import from one another."""

    support_js_module_import_aggregation = True
