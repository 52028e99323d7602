"""Having the worker translate a passage: a page only asks, and shows what is there later."""

from __future__ import annotations

from django.conf import settings

from articles.intake.sentences import split_sentences
from articles.models import Language
from articles.querysets import Person, Reader

from ..models import Annotation
from ..saying import GlossSaid
from .target import language_of_glosses
from .tasks import translate
from .translators import Translator, can_translate


def offered_for(annotation: Annotation, user: Reader) -> Language | None:
    """Into which language a machine here could translate the passage; None where it could not, or
    where there is a translation already."""
    if hasattr(annotation, "gloss") or not settings.TRANSLATORS.is_dir():
        return None
    code = language_of_glosses(annotation.article.story, user)
    if not can_translate(settings.TRANSLATORS, annotation.article.language_id, code):
        return None
    return Language.objects.get(code=code)


def ask_for_gloss(annotation: Annotation, user: Person, language: Language) -> None:
    translate.enqueue(str(annotation.uid), user.pk, language.code)


def translated(translator: Translator, annotation: Annotation, into: str) -> GlossSaid:
    """Sentence by sentence, as the models were trained."""
    sentences = split_sentences(annotation.exact, annotation.article.language_id)
    texts = [annotation.exact[start:end] for start, end in sentences]
    text = " ".join(translator.translate(texts or [annotation.exact]))
    return GlossSaid(text, into, "machine", translator.name)
