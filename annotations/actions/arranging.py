"""The order of a story's claims: which come under which heading, and which before which.

Claims of one group stand together, those in no group after all groups. What is moved gets a
position between its new neighbours', so that no other claim is changed by it. Whoever works blind
moves claims among those that they know.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from articles.log import Step, step
from articles.models import Story
from articles.querysets import Person

from ..models import Claim
from ..state import place_state
from .conflicts import Gone
from .entries import coding_of


class Outline:
    """The claims that the person knows, as they stand; the step keeps others from moving them."""

    def __init__(self, log: Step) -> None:
        known = Claim.objects.live().filter(story=log.story).known_to(log.actor)
        known = known.select_related("author", "coded_in").defer("coded_in__raw")
        self.log, self.claims = log, list(known)
        self._before = {claim.pk: place_state(claim) for claim in self.claims}

    def of_group(self, name: str) -> list[Claim]:
        return [claim for claim in self.claims if claim.group == name]

    @property
    def groups(self) -> list[str]:
        return list(dict.fromkeys(claim.group for claim in self.claims if claim.group))

    def put(self, moved: Sequence[Claim], at: int) -> None:
        """Has them stand before the one at that index of those that stay, or at the end."""
        stay = [claim for claim in self.claims if claim not in moved]
        self.claims = [*stay[:at], *moved, *stay[at:]]
        low = stay[at - 1].position if at else min((c.position for c in stay), default=0) - 1
        high = stay[at].position if at < len(stay) else low + 1  # a new claim comes after that
        for nth, claim in enumerate(moved, 1):
            claim.position = low + (high - low) * nth / (len(moved) + 1)
        neighbours = self.claims[max(0, at - 1) : at + len(moved) + 1]
        if any(one.position >= other.position for one, other in pairwise(neighbours)):
            self._number_anew()
        self._store()

    def _number_anew(self) -> None:
        """Where there is no number left between two."""
        for nth, claim in enumerate(self.claims, 1):
            claim.position = nth

    def _store(self) -> None:
        for claim in self.claims:
            before, after = self._before[claim.pk], place_state(claim)
            if before != after:
                store_place(claim)
                subject = f"place:{claim.number}"
                self.log.record("place changed", subject, before, after, coding_of(claim))


def store_place(claim: Claim) -> None:
    """No further version of the claim: what it says is as it was."""
    claim.save(update_fields=["group", "position"])


def move_claim(claim: Claim, user: Person, up: bool) -> None:
    """Has it change places with the claim before it, or after it, in its group.

    Raises Gone where it was deleted or merged meanwhile.
    """
    with step(claim.story, user) as log:
        outline = Outline(log)
        if claim not in outline.claims:
            raise Gone
        moved = outline.claims[outline.claims.index(claim)]
        group = outline.of_group(moved.group)
        other = _neighbour(group, moved, up)
        if other:
            outline.put([moved], outline.claims.index(other))


def place_claim(claim: Claim, user: Person, beside: Claim, after: bool) -> None:
    """Has it stand right before another one, or after it, under the heading of that one.

    Raises Gone where one of the two was deleted or merged meanwhile.
    """
    with step(claim.story, user) as log:
        outline = Outline(log)
        if not {claim, beside} <= set(outline.claims):
            raise Gone
        moved, other = (outline.claims[outline.claims.index(each)] for each in (claim, beside))
        stay = [each for each in outline.claims if each != moved]
        at = stay.index(other) + after if other in stay else outline.claims.index(moved)
        if (moved.group, outline.claims.index(moved)) != (other.group, at):
            moved.group = other.group
            outline.put([moved], at)


def move_group(story: Story, user: Person, name: str, up: bool) -> None:
    """Has it change places with the group before it, or after it."""
    with step(story, user) as log:
        outline = Outline(log)
        other = _neighbour(outline.groups, name, up)
        if other:
            upper, lower = (name, other) if not up else (other, name)
            outline.put(outline.of_group(lower), outline.claims.index(outline.of_group(upper)[0]))


def group_claims(story: Story, user: Person, claims: Iterable[Claim], name: str) -> None:
    """Puts them under a heading, behind those that are there; under "" they are in no group."""
    name, chosen = " ".join(name.split()), set(claims)
    with step(story, user) as log:
        outline = Outline(log)
        moved = [claim for claim in outline.claims if claim in chosen and claim.group != name]
        stay = [claim for claim in outline.claims if claim not in moved]
        for claim in moved:
            claim.group = name
        last = [at for at, claim in enumerate(stay, 1) if claim.group == name]
        last = last or [at for at, claim in enumerate(stay, 1) if claim.group or not name]
        outline.put(moved, last[-1] if last else 0)


def _neighbour[Item](line: Sequence[Item], item: Item, up: bool) -> Item | None:
    to = line.index(item) + (-1 if up else 1) if item in line else -1
    return line[to] if to in range(len(line)) else None
