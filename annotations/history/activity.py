"""The activity of a story: a page of its log, step by step, of what one is looking for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Q, QuerySet, Subquery
from django.http import QueryDict
from django.utils import timezone

from articles.blindness import SEE_ALL
from articles.models import Article, Change, Membership, Story
from articles.pagination import Page, keyset_page
from articles.querysets import Reader

from ..naming import kind_and_key, weight
from .lines import Line, lines_for, readable
from .putting_back import token_for

LINES_ON_A_PAGE = 60

# what is chosen -> kinds of subjects of the log
KINDS_OF_THINGS = {
    "annotations": ("annotation", "speaker", "utterance"),
    "claims": ("claim", "place"),
    "verdicts": ("verdict",),
    "codebook": ("tag",),
    "talk": ("comment", "thread"),
    "articles": ("article", "story", "blind"),
    "members": ("member", "invitation"),
    "published": ("snapshot",),
}


class ActivityForm(forms.Form):
    """Which lines; every field may stay empty."""

    person = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(
        label="What",
        required=False,
        choices=[("", "everything"), *((kind, kind) for kind in KINDS_OF_THINGS)],
    )
    article = forms.ChoiceField(required=False)
    since = forms.DateField(
        label="From", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label="To", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, data: QueryDict, story: Story, user: Reader) -> None:
        super().__init__(data)
        self.story = story
        members = Membership.objects.filter(story=story).select_related("user")
        people = [(m.user.get_username(), m.user.display_name) for m in members.order_by("pk")]
        self._field("person").choices = [("", "everybody"), *people]
        articles = Article.objects.visible_to(user).filter(story=story)
        named = articles.select_related("source").order_by("source__name", "pk")
        self._field("article").choices = [
            ("", "all"),
            *((a.slug, f"{a.source.name}: {a.headline}") for a in named),
        ]

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", "This day lies before the first one.")
        return said

    def matching(self, changes: QuerySet[Change]) -> QuerySet[Change]:
        """Those of the form, which is valid."""
        said, which = self.cleaned_data, Q()
        if said["person"]:
            # by key, not by a join, for which the database would go through the whole log
            member = self.story.memberships.filter(user__username=said["person"])
            which &= Q(actor=Subquery(member.values("user")[:1]))
        if said["kind"]:
            kinds = KINDS_OF_THINGS[said["kind"]]
            which &= Q(*(("subject__startswith", f"{k}:") for k in kinds), _connector=Q.OR)
        if slug := said["article"]:
            of_article = Article.objects.filter(story=self.story, slug=slug).values("pk")
            which &= Q(coded_in__in=of_article) | Q(subject=f"article:{slug}")
        if said["since"]:
            which &= Q(at__gte=_moment(said["since"], time.min))
        if said["until"]:
            which &= Q(at__lte=_moment(said["until"], time.max))
        return changes.filter(which)


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


@dataclass(frozen=True)
class Deed:
    """What somebody did in one step: the change that says what it was about, and the others."""

    line: Line
    others: list[Line]


@dataclass(frozen=True)
class Day:
    date: Any
    deeds: list[Deed]


def activity_page(
    form: ActivityForm, story: Story, user: Reader, params: QueryDict
) -> tuple[Page[Change], list[Day]]:
    """A page of what the user may know, the newest first."""
    changes = Change.objects.visible_to(user).filter(story=story)
    page = keyset_page(readable(form.matching(changes)), ["-number"], params, LINES_ON_A_PAGE)
    latest = _latest(page.items, story)
    gone = {subject for subject, (_, deleted) in latest.items() if deleted}
    tokens = {
        change.number: token_for(change, change.number)
        for change in page.items
        if latest[change.subject] == (change.number, True) and _may_bring_back(change, story, user)
    }
    return page, _days(lines_for(page.items, story, user, tokens, gone))


def _latest(changes: Sequence[Change], story: Story) -> dict[str, tuple[int, bool]]:
    """Of each subject the number of its newest change, and whether that left it deleted."""
    of_them = Change.objects.filter(story=story, subject__in={c.subject for c in changes})
    newest = of_them.order_by("subject", "-number").distinct("subject")
    rows = newest.values_list("subject", "number", "after__deleted")
    return {subject: (number, bool(deleted)) for subject, number, deleted in rows}


def _may_bring_back(change: Change, story: Story, user: Reader) -> bool:
    """Whether it is worth offering: what is one's own, and to curators what is not talk.

    Whether it may be is asked of the thing itself when it comes to that.
    """
    kind, _ = kind_and_key(change.subject)
    if (change.after or {}).get("merged_into"):  # its passages would stay away
        return False
    if kind == "comment":
        return bool(change.actor_id == user.pk)
    if kind in ("annotation", "verdict") and change.coded_by_id == user.pk:
        return True
    return kind in ("annotation", "claim", "tag", "verdict") and story.role in SEE_ALL


def _days(lines: Iterable[Line]) -> list[Day]:
    by_day = groupby(lines, lambda line: timezone.localdate(line.change.at))
    return [Day(date, list(_deeds(of_day))) for date, of_day in by_day]


def _deeds(lines: Iterable[Line]) -> Iterable[Deed]:
    for _, of_step in groupby(lines, lambda line: line.change.step):
        first, *others = sorted(of_step, key=lambda line: weight(line.change.verb))
        yield Deed(first, others)
