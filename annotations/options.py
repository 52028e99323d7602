"""What is offered while somebody types: the rows whose words are like what stands there."""

from __future__ import annotations

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import BooleanField, ExpressionWrapper, F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Lower, StrIndex

LEAST_LIKENESS = 0.3  # pg_trgm's own threshold


def ranked(rows: QuerySet, words: Func | F, typed: str) -> QuerySet:
    """The rows whose `words` are like what was typed, the likest first.

    Accents, case and vowel signs make no difference. A row that holds the very letters comes
    before those that only share trigrams with them.
    """
    searched, typed_words = _folded(words), _folded(Value(typed.strip()))
    likeness = TrigramWordSimilarity(typed_words, searched)  # type: ignore[arg-type]
    compared = rows.annotate(place=StrIndex(searched, typed_words), likeness=likeness)
    holds_it = ExpressionWrapper(Q(place__gt=0), BooleanField())
    found: QuerySet = compared.annotate(holds_it=holds_it).filter(
        Q(holds_it=True) | Q(likeness__gte=LEAST_LIKENESS)
    )
    return found.order_by("-holds_it", "-likeness", "pk")


def _folded(words: Func | F | Value) -> Lower:
    return Lower(Func(words, function="fold", output_field=TextField()))
