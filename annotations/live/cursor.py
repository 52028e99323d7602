"""How far somebody has read a story's log, as a page and a stream carry it.

Who sees the whole log carries the number of its last line. To who works blind a number would tell
how much others write, so theirs is sealed: not even two of them can be compared.
"""

from __future__ import annotations

from articles.blindness import works_blind
from articles.models import Story
from articles.querysets import Reader
from articles.sealing import NotSealedHere, seal, unseal

PURPOSE = "annotations.live.cursor"


def cursor_for(story: Story, user: Reader) -> str:
    """From where a page that shows the story as it was when `story` was read goes on."""
    return cursor_at(story.last_change, story.pk, sealed=works_blind(user, story))


def cursor_at(number: int, story_key: int, *, sealed: bool) -> str:
    return seal([story_key, number], PURPOSE) if sealed else str(number)


def position_of(cursor: str, story: Story, *, sealed: bool) -> int:
    """The number up to which the log is known; with a cursor that is none, the newest.

    A plain number is none where cursors are sealed: by trying numbers one could count.
    """
    if cursor.isascii() and cursor.isdecimal() and not sealed:
        number = int(cursor[:20])
    else:
        number = _unsealed(cursor, story.pk)
    return number if 0 <= number <= story.last_change else story.last_change


def _unsealed(cursor: str, story_key: int) -> int:
    try:
        key, number = unseal(cursor, PURPOSE)
    except NotSealedHere:
        return -1
    return number if key == story_key else -1
