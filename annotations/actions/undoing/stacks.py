"""What somebody may take back next, and do again next: read off the order of their steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Stacks:
    """The numbers of steps, the one that comes next last: those to be taken back, and those that
    took something back, by whose taking back it is done again. `about` leads from each of them
    to the step that was done first."""

    done: list[int] = field(default_factory=list)
    undone: list[int] = field(default_factory=list)
    about: dict[int, int] = field(default_factory=dict)


def stacks_of(steps: Iterable[tuple[int, int | None]]) -> Stacks:
    """From one person's steps, oldest first: each with the step that it takes back, or None.

    One that takes back what lies further down takes it out of there; one that takes back what
    lies before the first of `steps` leaves both as they are.
    """
    stacks = Stacks()
    for number, undoes in steps:
        stacks.about[number] = number if undoes is None else stacks.about.get(undoes, undoes)
        if undoes is None:
            stacks.done.append(number)
            stacks.undone.clear()
        elif undoes in stacks.done:
            stacks.done.remove(undoes)
            stacks.undone.append(number)
        elif undoes in stacks.undone:
            stacks.undone.remove(undoes)
            stacks.done.append(number)
    return stacks
