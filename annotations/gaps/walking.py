"""Which cells of a story's matrix are gaps, which of them comes next, and how many there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import urlencode

from django.db import connection
from django.db.models import QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from articles.models import Article, Story
from articles.querysets import Reader

from ..models import Annotation, Claim, GapHold, Rendering, Suggestion, Verdict

type Order = Literal["claim", "article"]

ORDERS: Final[dict[Order, str]] = {"claim": "Claim by claim", "article": "Article by article"}

# All cells as the reader sees them. `rendered` are the places where a claim is made.
GAPS = """
WITH claim (id, place) AS ({claims}),
article (id, place) AS ({articles}),
rendered (claim, article, revision, first, last) AS MATERIALIZED ({renderings}),
looked (claim, article) AS (
    SELECT claim, article FROM rendered UNION {verdicts}
), gap AS MATERIALIZED (
    SELECT claim.id AS claim, article.id AS article,
           claim.place AS claim_place, article.place AS article_place
      FROM claim CROSS JOIN article
     WHERE NOT EXISTS (
        SELECT FROM looked WHERE looked.claim = claim.id AND looked.article = article.id
     )
)
"""

# The gap that comes next. `part` is the claim or the article that the walk is at: within it come
# first the cells for which the machine has matched a passage of the article with one that makes
# the claim, the best match first. What the reader has put off comes at the end.
NEXT = """
, held (claim, article) AS ({held}),
put_off (claim, article, at) AS ({put_off}),
free AS MATERIALIZED (
    SELECT gap.*, put_off.at
      FROM gap LEFT JOIN put_off USING (claim, article)
     WHERE NOT EXISTS (
        SELECT FROM held WHERE held.claim = gap.claim AND held.article = gap.article
     ) AND coalesce(gap.claim = %(claim)s, true) AND coalesce(gap.article = %(article)s, true)
), part AS (
    SELECT {by}, at FROM free ORDER BY at NULLS FIRST, {by}_place LIMIT 1
), sure (claim, article, rank) AS (
    SELECT rendered.claim, there.article_id, min(suggestion.rank)
      FROM rendered
      JOIN annotations_suggestedpassage AS here
        ON here.revision_id = rendered.revision AND here.article_id = rendered.article
       AND here.start < rendered.last AND here."end" > rendered.first
      JOIN ({pairs}) AS suggestion (id, rank) ON suggestion.id = here.suggestion_id
      JOIN annotations_suggestedpassage AS there
        ON there.suggestion_id = here.suggestion_id AND there.id <> here.id
     WHERE {of_part} = (SELECT {by} FROM part)
     GROUP BY rendered.claim, there.article_id
)
SELECT free.claim, free.article
  FROM free JOIN part USING ({by}) LEFT JOIN sure USING (claim, article)
 ORDER BY free.at NULLS FIRST, sure.rank, free.article_place, free.claim_place
 LIMIT 1
"""

COUNT = """
SELECT (SELECT count(*) FROM claim), (SELECT count(*) FROM article), count(*),
       count(*) FILTER (WHERE claim = %(claim)s), count(*) FILTER (WHERE article = %(article)s)
  FROM gap
"""

COUNT_EACH = """
SELECT claim, article, count(*) FROM gap GROUP BY GROUPING SETS (claim, article)
"""


class Cell(NamedTuple):
    """A claim and an article, by key."""

    claim: int
    article: int


@dataclass(frozen=True)
class Walk:
    """The order in which somebody goes, and to which claim or article they keep."""

    story: Story
    reader: Reader
    by: Order = "claim"
    claim: Claim | None = None
    article: Article | None = None

    @property
    def address(self) -> str:
        kept = {
            "claim": self.claim and self.claim.number,
            "article": self.article and self.article.pk,
        }
        query = {"by": self.by} | {name: str(key) for name, key in kept.items() if key}
        return f"{reverse('annotations:gaps', args=[self.story.slug])}?{urlencode(query)}"

    @property
    def is_of_one_cell(self) -> bool:
        return bool(self.claim and self.article)

    def onward(self) -> Walk:
        """Behind the one cell that somebody came for it goes on through all of them."""
        return Walk(self.story, self.reader, self.by) if self.is_of_one_cell else self

    def leads_to(self, cell: Cell) -> bool:
        in_claim = self.claim is None or self.claim.pk == cell.claim
        return in_claim and (self.article is None or self.article.pk == cell.article)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of some cells are decided."""

    all: int
    gaps: int

    @property
    def decided(self) -> int:
        return self.all - self.gaps


@dataclass(frozen=True, slots=True)
class Progresses:
    """Of the whole story, and of one claim and one article in it."""

    story: Progress
    claim: Progress
    article: Progress


def next_gap(walk: Walk) -> Cell | None:
    """The first gap that nobody else has before them, if there is one. One query."""
    holds = GapHold.objects.filter(claim__story=walk.story).order_by()
    held = holds.of_others(walk.reader).values_list("claim", "article")
    put_off = holds.filter(user=walk.reader.pk, put_off_at__isnull=False)
    parts = {
        "held": held,
        "put_off": put_off.values_list("claim", "article", "put_off_at"),
        "pairs": _pairs(walk),
    }
    of_part = {"claim": "rendered.claim", "article": "there.article_id"}[walk.by]
    at = walk.claim.pk if walk.claim else None, walk.article.pk if walk.article else None
    rows = _ask(walk, GAPS + NEXT, parts, at=at, by=walk.by, of_part=of_part)
    return Cell(*rows[0]) if rows else None


def progress(walk: Walk, cell: Cell | None = None) -> Progresses:
    """How far the reader's matrix is, in one query."""
    ((claims, articles, gaps, of_claim, of_article),) = _ask(walk, GAPS + COUNT, at=cell)
    return Progresses(
        Progress(claims * articles, gaps),
        Progress(articles, of_claim),
        Progress(claims, of_article),
    )


def gaps_of_each(story: Story, reader: Reader) -> tuple[dict[int, int], dict[int, int]]:
    """How many gaps each claim and each article has, by key; those with none are left out."""
    rows = _ask(Walk(story, reader), GAPS + COUNT_EACH)
    of_claims = {claim: count for claim, _, count in rows if claim is not None}
    return of_claims, {article: count for _, article, count in rows if article is not None}


def _ask(
    walk: Walk,
    template: str,
    parts: Mapping[str, QuerySet] | None = None,
    at: tuple[int | None, int | None] | None = None,
    **words: str,
) -> list[tuple[Any, ...]]:
    """Runs SQL into which querysets are put, each with what it asks for as a parameter."""
    claim, article = at or (None, None)
    params: dict[str, Any] = {"claim": claim, "article": article}
    texts = dict(words)
    for name, queryset in {**_cells(walk), **(parts or {})}.items():
        texts[name] = _named(name, queryset, params)
    with connection.cursor() as cursor:
        cursor.execute(template.format(**texts), params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _named(name: str, rows: QuerySet, params: dict[str, Any]) -> str:
    """The SQL of a queryset, whose parameters get names of their own among `params`."""
    sql, values = rows.query.sql_with_params()
    names = [f"{name}_{number}" for number in range(len(values))]
    params.update(zip(names, values, strict=True))
    return sql % tuple(f"%({each})s" for each in names)


def _cells(walk: Walk) -> dict[str, QuerySet]:
    story, reader = walk.story, walk.reader
    annotations = Annotation.objects.visible_to(reader).filter(article__story=story).order_by()
    renderings = Rendering.objects.filter(annotation__in=annotations.values("pk")).order_by()
    verdicts = Verdict.objects.visible_to(reader).filter(article__story=story).order_by()
    return {
        "claims": _numbered(Claim.objects.visible_to(reader).filter(story=story)),
        "articles": _numbered(Article.objects.visible_to(reader).filter(story=story)),
        "renderings": renderings.values_list(
            "claim",
            "annotation__article",
            "annotation__revision",
            "annotation__start",
            "annotation__end",
        ),
        "verdicts": verdicts.values_list("claim", "article"),
    }


def _numbered(rows: QuerySet) -> QuerySet:
    """Keys with their place in the order in which such rows are shown everywhere."""
    place = Window(RowNumber(), order_by=rows.model._meta.ordering)
    numbered: QuerySet = rows.order_by().values_list("pk", place)
    return numbered


def _pairs(walk: Walk) -> QuerySet:
    """Matches that the machine proposes, without those that the reader has rejected."""
    pairs = Suggestion.objects.filter(story=walk.story, kind="pair", is_outdated=False).order_by()
    rejected = Suggestion.objects.filter(
        decisions__author=walk.reader.pk, decisions__is_accepted=False, decisions__deleted_at=None
    )
    kept: QuerySet = pairs.exclude(pk__in=rejected.values("pk"))
    return kept.values_list("pk", "rank")
