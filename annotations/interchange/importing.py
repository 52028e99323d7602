"""Reading back what was written out: into the same story, a copy of it, or another database.

What the story has already is never changed, so that importing twice changes nothing; where the
file says something else, that is reported.
"""

from __future__ import annotations

from collections.abc import Iterable

from articles.log import step
from articles.models import Story
from articles.querysets import Person

from .annotations import take_annotation
from .arriving import Arrival, Imported
from .entries import take_claim, take_speaker, take_tag, take_utterance, take_version
from .reading import BadLine, read_lines
from .verdicts import take_verdict

TAKE = {  # in this order: what a line refers to must be there
    "tag": take_tag,
    "codebook": take_version,
    "speaker": take_speaker,
    "utterance": take_utterance,
    "claim": take_claim,
    "annotation": take_annotation,
    "verdict": take_verdict,
}


class ImportRefused(Exception):
    """Nothing was stored; `reasons` says in sentences what is wrong with which line."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def import_lines(
    story: Story, raw_lines: Iterable[bytes], user: Person = None, *, leave_out: bool = False
) -> Imported:
    """Stores the lines of an export, all or none, as one step. Raises ImportRefused.

    `user` stands in the log as who did it, and as the author where the file names somebody who is
    not known here. `leave_out` goes on without annotations whose passage is not in the text.
    """
    with step(story, user) as log:
        refusals: list[str] = []
        lines = list(read_lines(raw_lines, TAKE, refusals))
        arrival = Arrival(log, leave_out, {line.text("type") for line in lines})
        for line in sorted(lines, key=lambda line: list(TAKE).index(line.text("type"))):
            try:
                TAKE[line.text("type")](arrival, line)
            except BadLine as error:
                refusals.append(f"Line {line.number}: {error}")
        if refusals:
            raise ImportRefused(refusals)
        return arrival.done
