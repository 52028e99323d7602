"""What happened in a story, as people read it: of one thing, or of the story as a whole."""

from .lines import Line, changed_since, history_of, lines_for
from .putting_back import PutBack, put_back_of, token_for

__all__ = [
    "Line",
    "PutBack",
    "changed_since",
    "history_of",
    "lines_for",
    "put_back_of",
    "token_for",
]
