from django.apps import AppConfig


class CoverageSiteConfig(AppConfig):
    name = "coverage_site"
    verbose_name = "Site"

    def ready(self) -> None:
        from allauth.account.signals import password_changed

        from annotations.live.leaving import end_streams

        from . import checks  # noqa: F401  (registers the system checks)

        password_changed.connect(end_streams)  # it logs out every other browser
