"""Taking in verdicts: one of each person on a claim and an article."""

from __future__ import annotations

from .. import actions
from ..models import Verdict
from .arriving import Arrival
from .reading import Line
from .talk import take_talk

NOTE = 100_000  # the most characters


def take_verdict(arrival: Arrival, line: Line) -> None:
    verdict = Verdict(
        uid=line.uid("uid"),
        claim=arrival.claim(line),
        article=arrival.article(line),
        author=arrival.person(line),
        kind=line.choice("kind", Verdict.Kind.values),
        note=line.text("note", NOTE),
        created_at=line.moment("created_at"),
    )
    if there := arrival.known(arrival.verdicts, verdict.uid) or _same(arrival, verdict):
        arrival.is_known(line)
        if _identity(there) != _identity(verdict):
            arrival.note(line, f"Verdict {there.uid} was changed here; it stays as it is.")
    else:
        verdict.uid = arrival.own_uid(Verdict, verdict.uid)
        actions.bring_in_verdict(arrival.log, verdict)
        arrival.verdicts[verdict.uid] = there = verdict
        arrival.judged[verdict.claim, verdict.article, verdict.author] = verdict
        arrival.is_new(line)
    take_talk(arrival, line, there)


def _same(arrival: Arrival, verdict: Verdict) -> Verdict | None:
    """What the person says of the pair here."""
    if verdict.author is None:
        return None
    return arrival.judged.get((verdict.claim, verdict.article, verdict.author))


def _identity(verdict: Verdict) -> tuple:
    return (verdict.claim, verdict.kind, verdict.note, verdict.deleted_at)
