from django.apps import AppConfig


class CoverageSiteConfig(AppConfig):
    name = "coverage_site"
    verbose_name = "Site"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (registers the system checks)
