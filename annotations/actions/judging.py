"""Saying of a claim and an article without a rendering why there is none."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone

from articles.log import Coding, Step, step
from articles.models import Article
from articles.querysets import Person

from ..models import Claim, Verdict
from ..state import State, verdict_state
from .conflicts import EditConflict, Gone
from .telling import tell_author
from .versioning import save_next_version


def set_verdict(
    claim: Claim, article: Article, user: Person, kind: str, note: str = "", version: int = 0
) -> Verdict:
    """What the person says of the pair, for the first time (`version` 0) or anew.

    Each has one verdict on a pair. Raises EditConflict if `version` is not the newest, and Gone
    where the claim or the article was taken away meanwhile: nobody would see the verdict.
    """
    with step(claim.story, user) as log:
        _refuse_gone(claim, article)
        verdict = _mine(claim, article, user)
        if version != (verdict.version if verdict and not verdict.deleted_at else 0):
            raise EditConflict(verdict or claim)
        if verdict is None:
            verdict = Verdict(claim=claim, article=article, author=user, version=0)
            verdict.created_at = timezone.now()
        before = verdict_state(verdict) if verdict.pk else None
        verdict.kind, verdict.note, verdict.deleted_at = kind, note, None
        save_next_version(verdict, "kind", "note", "deleted_at")
        record_verdict(log, verdict, "verdict changed" if version else "verdict given", before)
        return verdict


def take_back_verdict(verdict: Verdict, user: Person, version: int) -> Verdict:
    """Leaves a tombstone: as if the person had not looked. Raises EditConflict as above."""
    with step(verdict.claim.story, user) as log:
        rows = Verdict.objects.select_related("claim__story", "article", "author")
        newest = rows.defer("article__raw").get(pk=verdict.pk)
        if newest.version != version or newest.deleted_at is not None:
            raise EditConflict(newest)
        withdraw(log, newest)
        return newest


def withdraw(log: Step, verdict: Verdict) -> None:
    before = verdict_state(verdict)
    verdict.deleted_at = timezone.now()
    save_next_version(verdict, "deleted_at")
    record_verdict(log, verdict, "verdict taken back", before)


def _refuse_gone(claim: Claim, article: Article) -> None:
    articles = Article.objects.filter(pk=article.pk, deleted_at=None)
    if not (Claim.objects.live().filter(pk=claim.pk).exists() and articles.exists()):
        raise Gone


def _mine(claim: Claim, article: Article, user: Person) -> Verdict | None:
    """The person's verdict on the pair, else the tombstone of it that is taken up again."""
    given = Verdict.objects.filter(claim=claim, article=article, author=user)
    found: Verdict | None = (
        given.select_related("claim", "article", "author")
        .defer("article__raw")
        .order_by(F("deleted_at").desc(nulls_first=True))
        .first()
    )
    return found


def record_verdict(log: Step, verdict: Verdict, verb: str, before: State) -> None:
    coding = Coding(verdict.author, verdict.article)
    subject = f"verdict:{verdict.uid}"
    change = log.record(verb, subject, before, verdict_state(verdict), coding)
    tell_author(log, change, verdict.author)
