"""What concerns a person over all their stories, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.urls import reverse

from articles.models import Change, Story
from articles.querysets import Reader
from articles.sealing import NotSealedHere, seal, unseal

from ..models import Annotation, Claim, Comment, Notice, Thread, Verdict
from ..state import thread_subject

MOST_COUNTED = 99  # unread ones; beyond it, nobody reads the figure

SEALED_FOR = "inbox"

type About = tuple[int, str]  # a story, and in it the subject of a change

TALK = {
    Notice.Reason.MENTIONED: "mentioned you in the talk about",
    Notice.Reason.ANSWERED: "answered in the talk about",
    Notice.Reason.YOURS: "said something about",
}
DOINGS = {  # the verb of a change, as a person reads it; what is touched comes after it
    "annotation edited": "changed what you say of",
    "annotation deleted": "deleted your annotation of",
    "annotation restored": "brought back your annotation of",
    "annotation moved": "found a new place for",
    "annotation lost its passage": "corrected a text, which has lost",
    "annotation taken back": "took back a change of",
    "annotation done again": "did a change again of",
    "claim edited": "stated anew",
    "claim merged": "merged",
    "claim split": "split",
    "claim deleted": "deleted",
    "claim restored": "brought back",
    "thread resolved": "resolved the talk about",
    "thread reopened": "reopened the talk about",
    "verdict taken back": "took back",
    "verdict followed its claim": "merged claims, which moved",
}
THINGS = {"annotation": "a passage", "claim": "a claim", "verdict": "a verdict"}
OWN = {"annotation": "your passage", "claim": "a claim of yours", "verdict": "your verdict"}


@dataclass(frozen=True)
class Thing:
    """What a notice is about: its words, in which language, and where it is."""

    text: str
    url: str = ""
    lang: str = ""
    direction: str = "auto"


@dataclass(frozen=True)
class Entry:
    """A line of the inbox. `said` is the comment that it is about, if it still stands."""

    notice: Notice
    doing: str
    thing: Thing
    said: str = ""

    @property
    def key(self) -> str:
        """Sealed: counted up over all people, it would tell how much others do."""
        return seal(self.notice.pk, SEALED_FOR)


@dataclass(frozen=True)
class Group:
    story: Story
    entries: list[Entry]


def unread_count(user: Reader) -> int:
    """Up to MOST_COUNTED + 1."""
    unread = Notice.objects.visible_to(user).filter(read_at=None).order_by()
    return unread[: MOST_COUNTED + 1].count()


def notices_of(user: Reader) -> QuerySet[Notice]:
    """Unread ones first by `is_read`, to be ordered by it and `-pk`."""
    is_read = ExpressionWrapper(Q(read_at__isnull=False), BooleanField())
    seen: QuerySet[Notice] = Notice.objects.visible_to(user).annotate(is_read=is_read)
    return seen.select_related("change__story", "change__actor")


def notice_of(key: str, user: Reader) -> Notice | None:
    """The one that `Entry.key` names, if it is the user's."""
    try:
        found: Notice | None = notices_of(user).filter(pk=unseal(key, SEALED_FOR)).first()
    except NotSealedHere:
        return None
    return found


def by_story(entries: Iterable[Entry]) -> list[Group]:
    """In the order in which the stories come first."""
    groups: dict[Story, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.notice.change.story, []).append(entry)
    return [Group(story, of_story) for story, of_story in groups.items()]


def entries_of(notices: Sequence[Notice], user: Reader) -> list[Entry]:
    """The lines, in at most five queries however many there are."""
    changes = [notice.change for notice in notices]
    abouts = _abouts(changes)
    things = _things(set(abouts.values()), user)
    said = _said(changes, user)
    return [
        _entry(notice, abouts[notice.change.pk][1], things.get(abouts[notice.change.pk]), said)
        for notice in notices
    ]


def _entry(notice: Notice, about: str, thing: Thing | None, said: dict[str, str]) -> Entry:
    change = notice.change
    kind, key = _kind_and_key(about)
    is_talk = change.subject.startswith("comment:")
    is_own = notice.reason == Notice.Reason.YOURS and not change.subject.startswith("thread:")
    what = f"claim {key}" if kind == "claim" else (OWN if is_own else THINGS)[kind]
    if change.verb == "claim merged" and change.after:
        what += f" into claim {change.after['merged_into']}"
    doing = TALK[Notice.Reason(notice.reason)] if is_talk else DOINGS.get(change.verb, "changed")
    return Entry(
        notice,
        f"{doing} {what}",
        thing or _thing_that_was(change),
        said.get(_kind_and_key(change.subject)[1], "") if is_talk else "",
    )


def _thing_that_was(change: Change) -> Thing:
    """Of something deleted the log still knows the words."""
    state = change.after or change.before or {}
    return Thing(str(state.get("exact") or state.get("statement") or ""))


# What the changes are about


def _kind_and_key(subject: str) -> tuple[str, str]:
    kind, _, key = subject.partition(":")
    return kind, key


def _abouts(changes: Sequence[Change]) -> dict[int, About]:
    """By the key of each change: of talk, what is talked about. One query."""
    uids = [_kind_and_key(c.subject)[1] for c in changes if c.subject.startswith("thread:")]
    threads = Thread.objects.filter(uid__in=uids).select_related("annotation", "claim", "verdict")
    subjects = {f"thread:{thread.uid}": thread_subject(thread) for thread in threads}
    return {change.pk: (change.story_id, _about(change, subjects)) for change in changes}


def _about(change: Change, threads: dict[str, str]) -> str:
    if change.subject.startswith("comment:"):
        state = change.after or change.before or {}
        return str(state["thread"])
    return threads.get(change.subject, change.subject)


def _things(abouts: set[About], user: Reader) -> dict[About, Thing]:
    """Those that the user may see."""
    found: dict[About, Thing] = {}
    for annotation in _annotations(_keys(abouts, "annotation"), user):
        article = annotation.article
        url = reverse("annotations:annotation", args=[annotation.uid])
        thing = Thing(annotation.exact, url, article.language_id, article.language.direction)
        found[article.story_id, f"annotation:{annotation.uid}"] = thing
    for claim in _claims(abouts, user):
        url = reverse("annotations:claim", args=[claim.story.slug, claim.number])
        found[claim.story_id, f"claim:{claim.number}"] = Thing(claim.statement, url)
    verdicts = Verdict.objects.visible_to(user).filter(uid__in=_keys(abouts, "verdict"))
    for verdict in verdicts.select_related("claim"):
        url = reverse("annotations:verdict_page", args=[verdict.uid])
        words = f"{verdict.claim.statement} ({verdict.get_kind_display()})"
        found[verdict.claim.story_id, f"verdict:{verdict.uid}"] = Thing(words, url)
    return found


def _keys(abouts: set[About], kind: str) -> list[str]:
    return [_kind_and_key(about)[1] for _, about in abouts if about.startswith(f"{kind}:")]


def _annotations(uids: list[str], user: Reader) -> QuerySet[Annotation]:
    seen: QuerySet[Annotation] = Annotation.objects.visible_to(user).filter(uid__in=uids)
    return seen.select_related("article__language").defer("article__raw")


def _claims(abouts: set[About], user: Reader) -> Iterable[Claim]:
    """Those merged into others, too: their address leads there."""
    wanted = [
        Q(story=story, number=int(_kind_and_key(about)[1]))
        for story, about in abouts
        if about.startswith("claim:")
    ]
    if not wanted:
        return []
    seen: QuerySet[Claim] = Claim.objects.talked_about(user).filter(reduce(or_, wanted))
    return seen.select_related("story")


def _said(changes: Sequence[Change], user: Reader) -> dict[str, str]:
    uids = [_kind_and_key(c.subject)[1] for c in changes if c.subject.startswith("comment:")]
    comments = Comment.objects.visible_to(user).filter(uid__in=uids)
    return {str(uid): text for uid, text in comments.values_list("uid", "text")}
