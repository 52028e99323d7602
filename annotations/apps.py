from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    name = "annotations"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_out
        from django.db.models.signals import post_save

        from articles.models import Change
        from articles.signals import article_corrected

        from .actions import carry_annotations_over
        from .live.leaving import end_streams
        from .proposals.running import read_anew

        article_corrected.connect(carry_annotations_over)
        post_save.connect(read_anew, sender=Change)
        user_logged_out.connect(end_streams)
