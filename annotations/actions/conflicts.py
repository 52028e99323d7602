"""What a writer says when somebody else was faster."""

from __future__ import annotations

from ..models import Annotation, Claim, Speaker, Tag, Utterance, Verdict


class EditConflict(Exception):
    """The edit began from an older version than `current`, which somebody else has written."""

    def __init__(self, current: Annotation | Claim | Speaker | Tag | Utterance | Verdict) -> None:
        super().__init__("Somebody else has changed this in the meantime.")
        self.current = current
