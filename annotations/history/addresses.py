"""Where the things that the log speaks of have their pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.urls import reverse

from articles.models import Article, Change, Story
from articles.querysets import Reader

from ..models import Claim, Thread
from ..naming import kind_and_key


class Addresses:
    """The pages of what some changes are about; "" where there is none to be seen.

    `gone` are the subjects that are deleted by now: of marks and claims there is the history.
    """

    def __init__(
        self, changes: Iterable[Change], story: Story, user: Reader, gone: Collection[str]
    ) -> None:
        self.story, self._gone = story, gone
        keys: dict[str, set[str]] = {}
        for change in changes:
            kind, key = kind_and_key(change.subject)
            keys.setdefault(kind, set()).add(key)
        self._articles = _articles(keys.get("article", set()), story, user)
        self._threads = _threads(keys.get("thread", set()), story)

    def of(self, change: Change) -> str:
        kind, key = kind_and_key(change.subject)
        match kind:
            case "article":
                return self._articles.get(key, "")
            case "thread":
                return self._threads.get(key, "")
            case "comment":
                about = (change.after or change.before or {}).get("thread", "")
                return f"{page}#talk" if (page := self._page_of(about)) else ""
        return self._page_of(change.subject)

    def _page_of(self, subject: str) -> str:
        is_gone = subject in self._gone
        return _history(subject, self.story) if is_gone else _page(subject, self.story)


def _page(subject: str, story: Story) -> str:
    kind, key = kind_and_key(subject)
    match kind:
        case "annotation":
            return reverse("annotations:annotation", args=[key])
        case "claim" | "place":
            return reverse("annotations:claim", args=[story.slug, key])
        case "verdict":
            return reverse("annotations:verdict_page", args=[key])
        case "tag":
            return reverse("annotations:codebook", args=[story.slug])
        case "utterance":
            return reverse("annotations:family", args=[story.slug, key])
        case "snapshot":
            return reverse("annotations:snapshot", args=[story.slug, key])
        case "story":
            return story.get_absolute_url()
    return ""


def _history(subject: str, story: Story) -> str:
    kind, key = kind_and_key(subject)
    if kind == "annotation":
        return reverse("annotations:history", args=[key])
    if kind == "claim":
        return reverse("annotations:claim_history", args=[story.slug, key])
    return ""


def _articles(slugs: set[str], story: Story, user: Reader) -> dict[str, str]:
    if not slugs:
        return {}
    visible = Article.objects.visible_to(user).filter(story=story, slug__in=slugs)
    return {article.slug: article.get_absolute_url() for article in visible.only("slug")}


def _threads(uids: set[str], story: Story) -> dict[str, str]:
    if not uids:
        return {}
    found = Thread.objects.filter(story=story, uid__in=uids)
    found = found.select_related("annotation", "claim", "verdict")
    return {str(thread.uid): _talk(thread, story) for thread in found}


def _talk(thread: Thread, story: Story) -> str:
    about = thread.subject
    key = about.number if isinstance(about, Claim) else about.uid
    return f"{_page(f'{about._meta.model_name}:{key}', story)}#talk"
