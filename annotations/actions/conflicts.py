"""What a writer says when somebody else was faster, or what is to be done cannot be."""

from __future__ import annotations

from ..models import Annotation, Claim, Speaker, Tag, Utterance, Verdict


class EditConflict(Exception):
    """The edit began from an older version than `current`, which somebody else has written."""

    def __init__(self, current: Annotation | Claim | Speaker | Tag | Utterance | Verdict) -> None:
        super().__init__("Somebody else has changed this in the meantime.")
        self.current = current


class Gone(Exception):
    """What this is about was deleted or merged a moment ago; nothing was stored."""

    def __init__(self) -> None:
        super().__init__("It was deleted, or merged into another, in the meantime.")


class Refused(Exception):
    """Nothing was put back; the message is a sentence for the person who asked."""
