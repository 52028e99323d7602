"""What the worker is asked to do."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import get_user_model
from django.tasks import task

from ..models import Annotation


@task()
def translate(uid: str, user: int, into: str) -> None:
    """Translates a passage, unless it is gone, or somebody was faster."""
    from .. import actions
    from .asking import translated
    from .translators import load_translator

    waiting = Annotation.objects.live().filter(uid=uid, gloss=None)
    annotation = waiting.select_related("article__story").defer("article__raw").first()
    if annotation is None:
        return
    translator = load_translator(settings.TRANSLATORS, annotation.article.language_id, into)
    if translator:
        said = translated(translator, annotation, into)
        actions.gloss_by_machine(annotation, get_user_model().objects.get(pk=user), said)
