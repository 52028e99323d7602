"""Reading a matrix out of the database: two queries for whatever its size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce

from articles.models import Article, Story
from articles.querysets import Reader

from ..models import Annotation, Claim, Quotation, Rendering, Verdict
from .cells import Cell, Matrix, Passage, Row, Said

type Pair = tuple[int, int]  # a claim's number, an article's key

# To whom the article attributes the claim: as the coder says, else whose words they say they are
ATTRIBUTED_TO = Coalesce(
    "speaker__name",
    Case(
        When(annotation__quotation__kind=Quotation.Kind.SCARE, then=Value(None)),
        default=F("annotation__quotation__speaker__name"),
    ),
)
PASSAGE_COLUMNS = (  # of Rendering, in the order of Passage's fields
    "claim__number",
    "annotation__article",
    "annotation__uid",
    "annotation__revision__number",
    "annotation__start",
    "annotation__end",
    "annotation__exact",
    "stance",
    ATTRIBUTED_TO,
    "annotation__needs_review",
    Coalesce("annotation__quotation__kind", Value("")),
    Coalesce("annotation__gloss__text", Value(""), output_field=TextField()),
    "annotation__author",
    "annotation",
)


def matrix_for(articles: Sequence[Article], user: Reader, claims: Sequence[Claim]) -> Matrix:
    """What the user may see of these claims in these articles. Two queries."""
    annotations, verdicts = Annotation.objects.visible_to(user), Verdict.objects.visible_to(user)
    return _matrix(articles, claims, annotations, verdicts)


def whole_matrix(story: Story) -> Matrix:
    """All that is live, for whoever runs the machine. Six queries."""
    articles = Article.objects.filter(story=story, deleted_at=None).for_lists()
    claims = in_groups(Claim.objects.live().filter(story=story))
    annotations, verdicts = Annotation.objects.live(), Verdict.objects.live()
    return _matrix(list(articles), claims, annotations, verdicts)


def in_groups(claims: Iterable[Claim]) -> list[Claim]:
    """In the order of the team: group by group, those in no group last."""
    in_order = sorted(claims, key=attrgetter("position", "number"))
    groups = list(dict.fromkeys(claim.group for claim in in_order if claim.group))
    places = {name: place for place, name in enumerate([*groups, ""])}
    return sorted(in_order, key=lambda claim: places[claim.group])


def _matrix(
    articles: Sequence[Article],
    claims: Sequence[Claim],
    annotations: QuerySet,
    verdicts: QuerySet,
) -> Matrix:
    """One Cell stands for all that are empty or judged alike: most of a big matrix is."""
    filled = _passages(claims, annotations.filter(article__in=articles))
    judged = _verdicts(claims, verdicts.filter(article__in=articles))
    columns = [(article.pk, _Empty(article)) for article in articles]
    rows = []
    for claim in claims:
        cells = []
        for key, empty in columns:
            pair = (claim.number, key)
            passages = filled.get(pair)
            said = judged.get(pair, ())
            cells.append(
                Cell(empty.article, passages, list(said)) if passages else empty.saying(said)
            )
        rows.append(Row(claim, cells))
    return Matrix(list(articles), rows)


class _Empty:
    """The cells of one article in which there is no passage."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._cells: dict[tuple[Said, ...], Cell] = {}

    def saying(self, said: Sequence[Said]) -> Cell:
        key = tuple(said)
        if key not in self._cells:
            self._cells[key] = Cell(self.article, [], list(said))
        return self._cells[key]


def _verdicts(claims: Sequence[Claim], verdicts: QuerySet) -> dict[Pair, list[Said]]:
    """In one query."""
    given = verdicts.filter(claim__in=claims).order_by("kind", "pk")
    coders: dict[tuple[Pair, str], list[int | None]] = {}
    for claim, article, kind, author in given.values_list(
        "claim__number", "article", "kind", "author"
    ):
        coders.setdefault(((claim, article), kind), []).append(author)
    found: dict[Pair, list[Said]] = {}
    for (pair, kind), people in coders.items():
        found.setdefault(pair, []).append(Said(kind, tuple(people)))
    return found


def _passages(claims: Sequence[Claim], annotations: QuerySet) -> dict[Pair, list[Passage]]:
    """In one query; plain rows, since there may be 10,000s."""
    seen = annotations.order_by().values("pk")
    renderings = Rendering.objects.filter(claim__in=claims, annotation__in=seen)
    in_reading_order = renderings.order_by("annotation__start", "-annotation__end", "annotation")
    found: dict[Pair, list[Passage]] = {}
    for values in in_reading_order.values_list(*PASSAGE_COLUMNS):
        passage = Passage._make(values)
        found.setdefault((passage.claim, passage.article), []).append(passage)
    return found
