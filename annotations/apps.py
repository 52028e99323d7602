from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    name = "annotations"

    def ready(self) -> None:
        from articles.signals import article_corrected

        from .actions import carry_annotations_over

        article_corrected.connect(carry_annotations_over)
