from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self) -> None:
        from .languages import add_languages

        post_migrate.connect(add_languages, sender=self)
