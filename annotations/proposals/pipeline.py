"""One run over a story: texts, quotations, encodings, matches, rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from articles.models import Story

from ..models import EncodedText, Run
from ..suggesting.alignment import Alignment
from ..suggesting.encoders import Encoder
from ..suggesting.lexical import Lexical
from ..suggesting.vectors import Vectors
from .encoding import best_encoder, called, encode, keep_weights, matcher_of
from .finding import BY_FAMILIES, BY_PAIRS, BY_QUOTATIONS, Proposed, matches, quotations_in
from .running import newest_result, one_further
from .storing import set_apart, store
from .texts import ReadText, digest, read_texts


@cache
def the_encoder() -> Encoder | None:
    """Loaded once a process: by the worker, or by a command that does without it."""
    return best_encoder()


def run_pipeline(run: Run) -> None:
    """Finds and stores what the story's texts have in common, unless that was done already."""
    encoder, read = the_encoder(), read_texts(run.story)
    run.method = called(encoder)
    run.fingerprint = _fingerprint(read, run.method)
    run.total, run.done = 2 * len(read) + 1, 0
    run.save()
    last = newest_result(run.story)
    if last and last.fingerprint == run.fingerprint:
        run.means, run.done = last.means, run.total
        return
    quotations = _quotations(run, read)
    encoded = _encoded(run, read, encoder) if encoder else []
    matcher = matcher_of(read, encoded)
    run.means = keep_weights(matcher, encoded)
    apart = set_apart(run.story, read)
    found = [*quotations, *matches(matcher, quotations, apart, run.method)]
    store(run.story, read, found)
    _forget_old_texts(run, read)
    run.done = run.total


def is_up_to_date(story: Story) -> bool:
    """Whether a run here would find nothing else than is stored."""
    last = newest_result(story)
    if last is None:
        return False
    return last.fingerprint == _fingerprint(read_texts(story), called(the_encoder()))


def _fingerprint(read: Sequence[ReadText], encoder: str) -> str:
    matchers = [matcher.method for matcher in (Alignment, Vectors, Lexical)]
    methods = [BY_QUOTATIONS, BY_PAIRS, BY_FAMILIES, *matchers, encoder]
    return digest([methods, [r.fingerprint for r in read]])


def _quotations(run: Run, read: Sequence[ReadText]) -> list[Proposed]:
    found = []
    for number, one in enumerate(read):
        found += quotations_in(number, one)
        one_further(run)
    return sorted(found, key=lambda proposed: (-proposed.score, proposed.places))


def _encoded(run: Run, read: Sequence[ReadText], encoder: Encoder) -> list[EncodedText]:
    """Each is stored as soon as it is made: what was done is done, should the run end here."""
    encoded = []
    for one in read:
        encoded.append(encode(one, encoder))
        one_further(run)
    return encoded


def _forget_old_texts(run: Run, read: Sequence[ReadText]) -> None:
    of_story = EncodedText.objects.filter(revision__article__story=run.story)
    of_story.exclude(pk__in=[r.revision.pk for r in read]).delete()
