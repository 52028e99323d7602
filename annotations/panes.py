"""The panes of a reading page, and the addresses that say which articles stand where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from articles.blindness import Sight, sight_of
from articles.models import Article, Story
from articles.querysets import Reader

from .models import Annotation, Claim
from .painting import Paint, paints_of
from .reading import Block, Mark, blocks_of, marks_of

MOST_PANES = 5
LISTED = 100  # marks of an article whose lines a page has; static/js/fetching.js asks for others


@dataclass(frozen=True)
class Unlisted:
    """Marks [start, end) of a pane that the page does not list, and where the list goes on."""

    start: int
    end: int
    link: str


@dataclass
class Pane:
    """An article in its place among the panes, with where its controls lead."""

    article: Article
    place: int
    paints: list[Paint]
    marks: list[Mark]  # those of `paints` that are listed: LISTED of them from firsts[place] on
    chosen: list[int]  # the keys of all panes' articles, in their order
    firsts: list[int]
    others: list[Article]  # the story's articles that stand in no pane

    @cached_property
    def blocks(self) -> list[Block]:
        return blocks_of(self.article.revision)

    @property
    def sight(self) -> Sight | None:
        """What the reader sees of what others mark in it."""
        return sight_of(self.article.role, self.article.story, [self.article])

    @property
    def to_earlier(self) -> str:
        return self._swapped(self.place - 1) if self.place else ""

    @property
    def to_later(self) -> str:
        return self._swapped(self.place + 1) if self.place + 1 < len(self.chosen) else ""

    @property
    def without(self) -> str:
        others = [key for key in self.chosen if key != self.article.pk]
        return panes_query(others) if others else ""

    @property
    def replacements(self) -> list[tuple[str, Article]]:
        """An address for each article that may stand here instead, with that article."""
        here = self.place
        before, after = self.chosen[:here], self.chosen[here + 1 :]
        return [(panes_query([*before, other.pk, *after]), other) for other in self.others]

    @property
    def before(self) -> Unlisted | None:
        end = self.firsts[self.place]
        return Unlisted(0, end, self._listing(max(0, end - LISTED))) if end else None

    @property
    def after(self) -> Unlisted | None:
        start, end = self.firsts[self.place] + LISTED, len(self.paints)
        return Unlisted(start, end, self._listing(start)) if start < end else None

    def _swapped(self, other: int) -> str:
        keys, place = list(self.chosen), self.place
        keys[place], keys[other] = keys[other], keys[place]
        return panes_query(keys)

    def _listing(self, first: int) -> str:
        firsts = list(self.firsts)
        firsts[self.place] = first
        return f"{panes_query(self.chosen, firsts)}#marks-{self.article.pk}"


def panes_of(
    articles: Sequence[Article],
    others: list[Article],
    user: Reader,
    firsts: Sequence[int],
    sought: str = "",
) -> list[Pane]:
    """The articles side by side, each with its marks listed from its place in `firsts` on, or so
    that the mark whose uid is `sought` is among them.

    Four queries, however many panes and marks there are.
    """
    found = paints_of(Annotation.objects.visible_to(user).filter(article__in=articles))
    paints = [found.get(article.revision.pk, []) for article in articles]
    wished = [*firsts, *[0] * len(articles)]
    starts = [_first(all_, n, sought) for n, all_ in zip(wished, paints, strict=False)]
    listed = [all_[n : n + LISTED] for n, all_ in zip(starts, paints, strict=True)]
    marks = marks_of([paint.uid for stretch in listed for paint in stretch], user)
    keys = [article.pk for article in articles]
    return [
        Pane(
            article,
            place,
            paints[place],
            [mark for mark in marks if mark.annotation.article_id == article.pk],
            keys,
            starts,
            others,
        )
        for place, article in enumerate(articles)
    ]


def _first(paints: Sequence[Paint], wished: int, sought: str) -> int:
    """From which mark on they are listed."""
    place = next((n for n, paint in enumerate(paints) if paint.uid == sought), None)
    if place is not None:
        return max(0, place - LISTED // 2) if place >= LISTED else 0
    return wished if wished < len(paints) else 0


def panes_query(keys: Sequence[int], firsts: Sequence[int] = ()) -> str:
    """The part of a reading page's address that says which articles stand where, and from which
    on the marks of each are listed."""
    return "?" + urlencode([("a", key) for key in keys] + [("from", first) for first in firsts])


def claims_in(panes: Sequence[Pane], story: Story, user: Reader) -> list[tuple[Claim, int]]:
    """The claims rendered in the panes, each with in how many of these articles, by number.

    One query, and that only for claims that no mark in the lists renders.
    """
    counts: Counter[int] = Counter()
    for pane in panes:
        counts.update({number for paint in pane.paints for number, _, _ in paint.claims})
    marks = (mark for pane in panes for mark in pane.marks)
    claims = {rendering.claim for mark in marks for rendering in mark.renderings}
    if others := counts.keys() - {claim.number for claim in claims}:
        claims |= set(Claim.objects.visible_to(user).filter(story=story, number__in=others))
    return [(each, counts[each.number]) for each in sorted(claims, key=lambda c: c.number)]
