"""Joining quotations of what was said once, parting them again, and naming what was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from articles.log import Step, step
from articles.models import Story
from articles.querysets import Person

from ..families import gist_of, longest_first
from ..models import Annotation, Quotation, Utterance
from ..state import annotation_state, entry_state
from .conflicts import EditConflict
from .entries import coding_of, new_utterance, subject_of
from .marking import newest_annotation, record_annotation
from .telling import tell_author
from .versioning import save_next_version

type Seen = Mapping[Annotation, int]  # annotations that quote, with the version that was looked at


def join_family(story: Story, user: Person, seen: Seen, utterance: Utterance | None) -> Utterance:
    """Puts quotations into a family; None: a new one, in the words of the fullest of them.

    Raises EditConflict where one of them is newer than what was looked at.
    """
    with step(story, user) as log:
        quotations = _newest(seen)
        said = utterance or _new_family(log, quotations)
        for quotation in quotations:
            if quotation.utterance_id != said.pk:
                _move(log, quotation, said, "annotation joined a family")
        return said


def leave_family(story: Story, user: Person, seen: Seen) -> None:
    """Has quotations stand by themselves again. Raises EditConflict as above."""
    with step(story, user) as log:
        for quotation in _newest(seen):
            if quotation.utterance_id is not None:
                _move(log, quotation, None, "annotation left its family")


def name_utterance(utterance: Utterance, user: Person, seen: str, gist: str) -> Utterance:
    """Calls what was said otherwise. Raises EditConflict if it is not called `seen` any more."""
    with step(utterance.story, user) as log:
        rows = Utterance.objects.select_related("story", "author", "coded_in")
        newest = rows.defer("coded_in__raw").get(pk=utterance.pk)
        if newest.gist != seen:
            raise EditConflict(newest)
        before = entry_state(newest)
        newest.gist = gist
        newest.save(update_fields=["gist"])
        after = entry_state(newest)
        change = log.record("utterance named", subject_of(newest), before, after, coding_of(newest))
        tell_author(log, change, newest.author)
        return newest


def _newest(seen: Seen) -> list[Quotation]:
    """The quotations as they are now: the step has locked the story."""
    found = []
    for annotation, version in seen.items():
        newest = newest_annotation(annotation, version)
        quotation = Quotation.objects.select_related("utterance").get(annotation=newest)
        quotation.annotation = newest
        found.append(quotation)
    return found


def _new_family(log: Step, quotations: Sequence[Quotation]) -> Utterance:
    """Made in coding an article if all of them stand there."""
    articles = {quotation.annotation.article for quotation in quotations}
    article = articles.pop() if len(articles) == 1 else None
    return new_utterance(log, _free_gist(log, quotations), article)


def _free_gist(log: Step, quotations: Sequence[Quotation]) -> str:
    """One by which the actor can tell the family from the others that they know."""
    known = Utterance.objects.filter(story=log.story).known_to(log.actor)
    taken = {gist.casefold() for gist in known.values_list("gist", flat=True)}
    gists = [gist_of(quotation) for quotation in longest_first(quotations)]
    numbered = (f"{gists[0][:290]} ({number})" for number in count(2))
    free = (gist for gists_of in (gists, numbered) for gist in gists_of)
    return next(gist for gist in free if gist.casefold() not in taken)


def _move(log: Step, quotation: Quotation, said: Utterance | None, verb: str) -> None:
    annotation = quotation.annotation
    before = annotation_state(annotation)
    quotation.utterance = said
    quotation.save(update_fields=["utterance"])
    save_next_version(annotation)
    record_annotation(log, annotation, verb, before)
