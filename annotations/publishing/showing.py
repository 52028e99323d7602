"""What the page of a document shows: read off the document, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from django.utils.safestring import SafeString

from . import citing
from .document import Article, Claim, Document, Finding
from .page import STANCES, VERDICTS, evidence_of, families_of, matrix_of

RELIABLE, TENTATIVE = 0.8, 0.667  # Krippendorff, “Content Analysis” (2004), chapter 11
ENOUGH = 20  # cells, below which one more may turn the figure over


@dataclass(frozen=True)
class Shown:
    """`address` is where the page is, "" where it is not published; `sha256` the hash of the
    document."""

    document: Document
    address: str = ""
    sha256: str = ""

    @cached_property
    def matrix(self) -> SafeString:
        return matrix_of(self.document)

    @cached_property
    def families(self) -> SafeString:
        return families_of(self.document)

    @cached_property
    def evidence(self) -> SafeString:
        return evidence_of(self.document)

    @property
    def published_at(self) -> datetime:
        return citing.day_of(self.document)

    @property
    def happened_on(self) -> date | None:
        day = self.document["story"]["happened_on"]
        return date.fromisoformat(day) if day else None

    @property
    def title(self) -> str:
        return citing.title_of(self.document)

    @property
    def citation(self) -> str:
        return citing.sentence(self.document, self.address, self.sha256)

    @cached_property
    def counts(self) -> dict[str, int]:
        """Of cells: all, those with a passage, those with a verdict only, those not looked at."""
        claims, articles = self.document["claims"], self.document["articles"]
        said = [cell for claim in claims for cell in claim["cells"].values()]
        filled = sum(bool(cell["passages"]) for cell in said)
        total = len(claims) * len(articles)
        judged = len(said) - filled
        return {"all": total, "filled": filled, "judged": judged, "unseen": total - len(said)}

    @property
    def findings(self) -> list[tuple[str, list[tuple[Claim, str]]]]:
        """By kind: claims, and in words what makes each stand out."""
        claims = {claim["number"]: claim for claim in self.document["claims"]}
        return [
            (kind, [(claims[found["claim"]], self._told(found)) for found in of_kind])
            for kind, of_kind in groupby(self.document["findings"], itemgetter("kind"))
        ]

    def _told(self, finding: Finding) -> str:
        outlets = {a["slug"]: a["outlet"] for a in self.document["articles"]}
        told = [f"{outlets[cell['article']]}: {cell['words']}" for cell in finding["cells"]]
        if finding["unlooked"]:
            told.append(f"{finding['unlooked']} not yet looked at")
        return "; ".join(told)

    @property
    def legend(self) -> dict[str, str]:
        """What the signs of the matrix mean."""
        return STANCES | VERDICTS

    @property
    def excerpts(self) -> list[Article]:
        return [article for article in self.document["articles"] if article["is_excerpt"]]

    @property
    def texts(self) -> list[tuple[Article, list[str]]]:
        """Of the articles published with their texts, the paragraphs, without what is struck."""
        return [
            (article, list(_paragraphs(article)))
            for article in self.document["articles"]
            if article["text"] is not None
        ]

    @property
    def reliability(self) -> str:
        """What an alpha of that size lets one say."""
        agreement = self.document["method"]["agreement"]
        alpha = agreement["alpha"]
        if alpha is None:
            return ""
        if agreement["cells"] < ENOUGH:
            return "which says little of so few cells"
        if alpha >= RELIABLE:
            return "reliable"
        return (
            "good enough for tentative conclusions" if alpha >= TENTATIVE else "too low to rely on"
        )


def _paragraphs(article: Article) -> Iterator[str]:
    text, at = article["text"] or "", 0
    kept = []
    for start, end in article["struck"]:
        kept.append(text[at:start])
        at = end
    kept.append(text[at:])
    yield from filter(None, (part.strip() for part in "".join(kept).split("\n\n")))
