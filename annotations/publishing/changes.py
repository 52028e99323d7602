"""What became of a published state in a later one: two documents compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..matrix import OPEN
from ..wording import ADDED, DROPPED, Piece, compared
from .document import Article, Cell, Claim, Document, Family
from .page import STANCES, VERDICTS

NEW, GONE, CHANGED = "new", "gone", "changed"


@dataclass(frozen=True)
class Change:
    """What became of one thing. `pieces` are the words of both, where they differ."""

    kind: str
    name: str
    pieces: tuple[Piece, ...] = ()
    how: str = ""
    number: int = 0  # of a claim


@dataclass(frozen=True)
class CellChange:
    """`said` is in words what the cell holds and held; `passages` are those come and gone."""

    claim: Claim
    article: Article
    said: tuple[Piece, ...]
    passages: tuple[Piece, ...]


@dataclass(frozen=True)
class Changes:
    claims: list[Change]
    articles: list[Change]
    cells: list[CellChange]
    families: list[Change]

    def __bool__(self) -> bool:
        return bool(self.claims or self.articles or self.cells or self.families)


def changes(old: Document, new: Document) -> Changes:
    return Changes(
        list(_claims(old, new)),
        list(_articles(old, new)),
        list(_cells(old, new)),
        list(_families(old, new)),
    )


def _come_and_gone[Thing](
    old: dict[str, Thing], new: dict[str, Thing], name: Callable[[Thing], str]
) -> Iterator[tuple[str, str, str]]:
    """(what became of it, key, name) of what is only in one of the two."""
    yield from ((NEW, key, name(thing)) for key, thing in new.items() if key not in old)
    yield from ((GONE, key, name(thing)) for key, thing in old.items() if key not in new)


def _claims(old: Document, new: Document) -> Iterator[Change]:
    before, after = _by_number(old), _by_number(new)
    for kind, key, statement in _come_and_gone(before, after, lambda claim: claim["statement"]):
        yield Change(kind, statement, number=int(key))
    for key in (key for key in after if key in before):
        was, becomes = before[key], after[key]
        if was["statement"] != becomes["statement"]:
            pieces = compared(was["statement"], becomes["statement"])
            yield Change(CHANGED, becomes["statement"], pieces, "reworded", becomes["number"])
        if was["group"] != becomes["group"]:
            how = f"moved to “{becomes['group']}”" if becomes["group"] else "moved to no group"
            yield Change(CHANGED, becomes["statement"], (), how, becomes["number"])


def _by_number(document: Document) -> dict[str, Claim]:
    return {str(claim["number"]): claim for claim in document["claims"]}


def _articles(old: Document, new: Document) -> Iterator[Change]:
    before, after = _by_slug(old), _by_slug(new)
    for kind, _, name in _come_and_gone(before, after, _called):
        yield Change(kind, name)
    for slug in (slug for slug in after if slug in before):
        was, becomes = before[slug], after[slug]
        if was["headline"] != becomes["headline"]:
            pieces = compared(was["headline"], becomes["headline"])
            yield Change(CHANGED, becomes["outlet"], pieces, "headline")
        told = [how for how, key in FACTS if was[key] != becomes[key]]  # type: ignore[literal-required]
        if told:
            yield Change(CHANGED, _called(becomes), (), f"changed: {', '.join(told)}")


FACTS = (
    ("outlet", "outlet"),
    ("date", "published_on"),
    ("excerpt or not", "is_excerpt"),
    ("text", "revision"),
    ("relays", "relays"),
)


def _by_slug(document: Document) -> dict[str, Article]:
    return {article["slug"]: article for article in document["articles"]}


def _called(article: Article) -> str:
    return f"{article['outlet']}: {article['headline']}"


def _cells(old: Document, new: Document) -> Iterator[CellChange]:
    """Of the claims and articles that both have."""
    before, known = _by_number(old), _by_slug(old)
    for claim in new["claims"]:
        was = before.get(str(claim["number"]))
        if was is None:
            continue
        for article in (article for article in new["articles"] if article["slug"] in known):
            then, now = was["cells"].get(article["slug"]), claim["cells"].get(article["slug"])
            said = tuple(_lists_compared(_in_words(then), _in_words(now)))
            passages = tuple(p for p in _lists_compared(_words(then), _words(now)) if p.how)
            if passages or any(piece.how for piece in said):
                yield CellChange(claim, article, said, passages)


def _lists_compared(old: list[str], new: list[str]) -> Iterator[Piece]:
    """What is in the new one, then what was in the old one only."""
    yield from (Piece(each, "" if each in old else ADDED) for each in new)
    yield from (Piece(each, DROPPED) for each in old if each not in new)


def _in_words(cell: Cell | None) -> list[str]:
    """E.g. “reports it (Putin)”, “checked and absent (2 people)”."""
    if cell is None:
        return [OPEN]
    stances = dict.fromkeys(
        STANCES[p["stance"]] + (f" ({p['attributed_to']})" if p["attributed_to"] else "")
        for p in cell["passages"]
    )
    verdicts = [_counted(VERDICTS[v["kind"]], len(v["coders"])) for v in cell["verdicts"]]
    return [*stances, *verdicts]


def _counted(verdict: str, people: int) -> str:
    return verdict if people == 1 else f"{verdict} ({people} people)"


def _words(cell: Cell | None) -> list[str]:
    return [passage["exact"] for passage in cell["passages"]] if cell else []


def _families(old: Document, new: Document) -> Iterator[Change]:
    before, after = _by_key(old), _by_key(new)
    for kind, _, gist in _come_and_gone(before, after, lambda family: family["gist"]):
        yield Change(kind, gist)
    for key in (key for key in after if key in before):
        was, becomes = before[key], after[key]
        if was["gist"] != becomes["gist"]:
            yield Change(
                CHANGED, becomes["gist"], compared(was["gist"], becomes["gist"]), "renamed"
            )
        pieces = tuple(_wordings(was, becomes))
        if pieces:
            yield Change(CHANGED, becomes["gist"], pieces, "other wordings")


def _by_key(document: Document) -> dict[str, Family]:
    families: Iterable[Family] = (f for voice in document["voices"] for f in voice["families"])
    return {str(family["number"]): family for family in families}


def _wordings(old: Family, new: Family) -> Iterator[Piece]:
    before = {wording["annotation"]: wording["exact"] for wording in old["wordings"]}
    after = {wording["annotation"]: wording["exact"] for wording in new["wordings"]}
    yield from (Piece(words, DROPPED) for key, words in before.items() if key not in after)
    yield from (Piece(words, ADDED) for key, words in after.items() if key not in before)
