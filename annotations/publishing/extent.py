"""How much of each article goes out with a document, for those who decide whether it may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .document import Document, Passage

type Span = tuple[int, int]


def shares(document: Document, lengths: Mapping[str, int]) -> dict[str, float]:
    """By slug, the part (0 to 1) of the article's text that passages and their context make up.

    `lengths` are those of the texts, in code points.
    """
    spans: dict[str, list[Span]] = {slug: [] for slug in lengths}
    for slug, passage in _passages(document):
        spans[slug].append(_span(passage))
    return {
        slug: min(1.0, _covered(spans[slug]) / length) for slug, length in lengths.items() if length
    }


def _passages(document: Document) -> Iterator[tuple[str, Passage]]:
    for claim in document["claims"]:
        for slug, cell in claim["cells"].items():
            yield from ((slug, passage) for passage in cell["passages"])


def _span(passage: Passage) -> Span:
    before = len(passage["sentence_before"]) + len(passage["before"])
    after = len(passage["after"]) + len(passage["sentence_after"])
    return passage["start"] - before, passage["end"] + after


def _covered(spans: list[Span]) -> int:
    """How many positions lie in at least one of them."""
    total = reached = 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
