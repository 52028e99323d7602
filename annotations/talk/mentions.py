"""Finding the people whom a comment names: `@` and a username, as in “Look here, @anna.”"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NAMED = re.compile(r"(?<![\w@.+-])@([\w@.+-]+)")  # what Django lets a username be made of
MAY_END_A_SENTENCE = "@.+-"


@dataclass(frozen=True)
class Piece:
    """A stretch of a comment; `username` is whom it names, "" for plain words."""

    text: str
    username: str = ""


def pieces(text: str, usernames: Iterable[str]) -> Iterator[Piece]:
    """Cuts a comment up at the names of `usernames`; joined again, the pieces are the text."""
    known = {username.casefold(): username for username in usernames}
    done = 0
    for found in NAMED.finditer(text):
        name = _known_as(found.group(1), known)
        if name:
            end = found.start(1) + len(name)
            if done < found.start():
                yield Piece(text[done : found.start()])
            yield Piece(text[found.start() : end], known[name.casefold()])
            done = end
    if done < len(text):
        yield Piece(text[done:])


def mentioned(text: str, usernames: Iterable[str]) -> set[str]:
    return {piece.username for piece in pieces(text, usernames) if piece.username}


def _known_as(written: str, known: dict[str, str]) -> str:
    """The longest name that `written` can mean: a full stop may belong to it or to the sentence."""
    name = written
    while name and name.casefold() not in known:
        shorter = name.rstrip(MAY_END_A_SENTENCE)
        name = name[:-1] if shorter != name else ""
    return name
