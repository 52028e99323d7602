"""Who has looked for a claim where no passage makes it, and what they say of it.

Without a verdict nobody has looked: then nothing is said of the article, least of all that it
leaves something out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from articles.models import Article
from articles.querysets import Reader

from ..models import Annotation, Claim, Verdict
from .forms import VerdictForm

DISAGREE = "disagree"


@dataclass
class Look:
    """One article: the verdicts on it, and the reader's form, empty or with what they have said."""

    article: Article
    is_rendered: bool
    verdicts: list[Verdict] = field(default_factory=list)
    form: VerdictForm | None = None

    @property
    def kind(self) -> str:
        """What all say, else DISAGREE."""
        kinds = {verdict.kind for verdict in self.verdicts}
        return kinds.pop() if len(kinds) == 1 else DISAGREE

    @property
    def is_mine(self) -> bool:
        return self.form is not None and self.form.mine is not None


@dataclass(frozen=True)
class Found:
    """The articles of which people say the same."""

    kind: str
    looks: list[Look]

    @property
    def label(self) -> str:
        if self.kind == DISAGREE:
            return "People say different things"
        return Verdict.Kind(self.kind).label.capitalize()


@dataclass(frozen=True)
class Looking:
    """What is known of the articles without a passage, and those that nobody has looked at."""

    found: list[Found]
    unlooked: list[Look]


def looking_for(
    claim: Claim,
    reader: Reader,
    may_judge: bool,
    rendered: Collection[int] | None = None,
    form: VerdictForm | None = None,
) -> Looking:
    """As the reader sees it, in two queries, or three where it is not known which articles
    (`rendered`, by key) have a passage. `form` is one that was sent and cannot be stored."""
    if rendered is None:
        seen = Annotation.objects.visible_to(reader).filter(renderings__claim=claim)
        rendered = set(seen.values_list("article", flat=True))
    looks = {
        article.pk: Look(article, article.pk in rendered) for article in _articles(claim, reader)
    }
    verdicts = Verdict.objects.visible_to(reader).filter(claim=claim).select_related("author")
    for verdict in verdicts.order_by("created_at", "pk"):
        looks[verdict.article_id].verdicts.append(verdict)
    if may_judge:
        _give_forms(looks.values(), reader, form)
    return _sorted(looks.values())


def _articles(claim: Claim, reader: Reader) -> Iterable[Article]:
    articles = Article.objects.visible_to(reader).filter(story=claim.story)
    return articles.select_related("source", "language").order_by("published_on", "pk")


def _give_forms(looks: Iterable[Look], reader: Reader, sent: VerdictForm | None) -> None:
    for look in looks:
        mine = next((v for v in look.verdicts if v.author_id == reader.pk), None)
        if sent and sent.article_key == look.article.pk:
            look.form = sent.about(look.article, mine)
        elif look.verdicts or not look.is_rendered:
            look.form = VerdictForm().about(look.article, mine)


def _sorted(looks: Collection[Look]) -> Looking:
    judged = [look for look in looks if look.verdicts]
    kinds = [DISAGREE, *Verdict.Kind.values]
    found = [Found(kind, [look for look in judged if look.kind == kind]) for kind in kinds]
    return Looking(
        [group for group in found if group.looks],
        [look for look in looks if not look.verdicts and not look.is_rendered],
    )
