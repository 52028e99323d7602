"""One cell with all that proves it: what its page, and the panel beside the matrix, show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe

from articles.models import Article
from articles.querysets import Reader

from ..claims.forms import VerdictForm
from ..models import Annotation, Claim, Verdict
from .cells import Cell
from .evidence import Evidence, evidence_of
from .gathering import matrix_for
from .lines import inner


@dataclass(frozen=True)
class Proof:
    """A passage in its context, and the annotation that marks it."""

    evidence: Evidence
    annotation: Annotation


@dataclass(frozen=True)
class CellPage:
    """`form` is for the reader's own verdict: where there is no passage, and where they have given
    one."""

    cell: Cell
    proofs: list[Proof]
    verdicts: Sequence[Verdict]
    form: VerdictForm | None

    @property
    def in_short(self) -> SafeString:
        """As it stands in the matrix."""
        return mark_safe(inner(self.cell))  # noqa: S308  (escaped piece by piece)


def cell_page(
    claim: Claim, article: Article, reader: Reader, sent: VerdictForm | None = None
) -> CellPage:
    """As the reader sees it, in six queries; `sent` is a form that cannot be stored."""
    (row,) = matrix_for([article], reader, [claim]).rows
    (cell,) = row.cells
    verdicts = Verdict.objects.visible_to(reader).filter(claim=claim, article=article)
    given = list(verdicts.select_related("author").order_by("created_at", "pk"))
    return CellPage(cell, _proofs(cell, reader), given, _form(cell, given, reader, sent))


def _proofs(cell: Cell, reader: Reader) -> list[Proof]:
    if not cell.passages:
        return []
    uids: list[UUID] = [passage.uid for passage in cell.passages]
    annotations = Annotation.objects.visible_to(reader).filter(uid__in=uids)
    annotations = annotations.select_related(
        "author", "quotation__speaker", "gloss__language", "article__language", "article__story"
    )
    by_uid = {annotation.uid: annotation for annotation in annotations.defer("article__raw")}
    return [Proof(found, by_uid[found.passage.uid]) for found in evidence_of(cell.passages)]


def _form(
    cell: Cell, verdicts: Sequence[Verdict], reader: Reader, sent: VerdictForm | None
) -> VerdictForm | None:
    mine = next((v for v in verdicts if v.author_id == reader.pk), None)
    if sent is None and cell.passages and not verdicts:
        return None
    return (sent or VerdictForm()).about(cell.article, mine)
