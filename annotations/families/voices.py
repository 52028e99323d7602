"""By speaker, what was said once and every wording of it, in any mix of languages.

Two wordings are compared word by word only within one language; across languages they stand side
by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, QuerySet

from articles.models import Article, Story
from articles.querysets import Reader

from ..models import Annotation, Quotation, Speaker, Utterance
from ..rules import may_change
from ..wording import Piece, renderings_compared
from .becoming import Became, are_comparable, is_phrase, length_of, what_became
from .cues import is_plain

MOST_SHOWN = 500  # quotations; of more, a page shows one speaker at a time
LONGEST_GIST = 300  # characters


@dataclass(frozen=True)
class Wording:
    """One quotation of a family, or one that is in none.

    `fullest` is the fullest wording of the family in its language (None: it is that itself), and
    `is_first` says that it is the fullest of all.
    """

    quotation: Quotation
    fullest: Quotation | None = None
    is_first: bool = False
    is_translated: bool = False
    may_change: bool = False

    @property
    def passage(self) -> Annotation:
        return self.quotation.annotation

    @property
    def article(self) -> Article:
        return self.passage.article

    @property
    def is_indirect(self) -> bool:
        return _is_indirect(self.quotation)

    @property
    def is_plain(self) -> bool:
        """Whether the cue merely says that something is said."""
        return is_plain(self.quotation.cue, self.article.language_id)

    @property
    def uid(self) -> str:
        return str(self.passage.uid)

    @property
    def key(self) -> str:
        """What a form names it by: its uid and the version that was seen."""
        return f"{self.passage.uid}:{self.passage.version}"

    @property
    def address(self) -> str:
        """Where it is marked in its text; where a correction has lost it, the page of the mark."""
        if self.passage.needs_review:
            return self.passage.get_absolute_url()
        return self.passage.address_in_text

    @cached_property
    def pieces(self) -> list[Piece]:
        """The words of the fullest wording that it keeps and drops, and those that it adds; all
        its own where there is nothing like it to compare them with."""
        own = [Piece(self.passage.exact)]
        if self.fullest is None or (self.is_indirect and not _is_indirect(self.fullest)):
            return own
        pieces = renderings_compared(self.fullest.annotation.exact, self.passage.exact)
        return list(pieces) if are_comparable(pieces) else own

    @cached_property
    def became(self) -> list[Became]:
        """What became of what was said, all that holds; nothing where it is in no family."""
        if self.quotation.utterance_id is None:
            return []
        found = [Became.TRANSLATED] if self.is_translated else []
        if self.is_first:
            found.append(Became.FULLEST)
        if self.is_indirect:
            return [*found, Became.INDIRECT]
        if self.fullest is not None:
            return [*found, what_became(self.fullest.annotation.exact, self.passage.exact)]
        if self.is_translated and is_phrase(self.passage.exact):
            return [*found, Became.PHRASE]
        return found


@dataclass(frozen=True)
class CueCount:
    """How often an article's outlet brings in somebody's words by one cue."""

    cue: str
    language: str
    is_plain: bool
    times: int


@dataclass(frozen=True)
class Family:
    """An utterance and its wordings: the fullest, then the others by length."""

    utterance: Utterance
    wordings: list[Wording]

    @cached_property
    def speaker(self) -> Speaker | None:
        """Whom most of them name; attribution may shift from one to the next."""
        named = Counter(w.quotation.speaker for w in self.wordings if w.quotation.speaker)
        return named.most_common(1)[0][0] if named else None

    @property
    def fullest(self) -> Wording:
        return self.wordings[0]

    @property
    def fullest_gist(self) -> str:
        """What it would be called in the words of its fullest wording."""
        return gist_of(self.fullest.quotation)

    @property
    def languages(self) -> list[str]:
        return list(dict.fromkeys(w.article.language.name for w in self.wordings))

    @property
    def outlets(self) -> int:
        return len({w.article.source_id for w in self.wordings})

    @property
    def may_change(self) -> bool:
        """Whether the reader may change any of them."""
        return any(wording.may_change for wording in self.wordings)


@dataclass
class Voice:
    """What a speaker is quoted with: families, those first that most outlets carry, and the rest.

    `speaker` None: nobody is named.
    """

    speaker: Speaker | None
    families: list[Family] = field(default_factory=list)
    loose: list[Wording] = field(default_factory=list)

    @property
    def wordings(self) -> list[Wording]:
        return [*(w for family in self.families for w in family.wordings), *self.loose]

    @property
    def cues(self) -> list[tuple[str, list[CueCount]]]:
        """By outlet in the order of their names, how it brings in what the speaker says."""
        counted = Counter(
            (w.article.source.name, w.quotation.cue, w.article.language_id, w.is_plain)
            for w in self.wordings
            if w.quotation.cue
        )
        found: dict[str, list[CueCount]] = {}
        for (outlet, cue, language, plain), times in sorted(
            counted.items(), key=lambda c: (c[0][0], -c[1], c[0][1])
        ):
            found.setdefault(outlet, []).append(CueCount(cue, language, plain, times))
        return list(found.items())


def voices_of(story: Story, user: Reader) -> list[Voice]:
    """All that the user may see quoted, by speaker. One query."""
    return voices(quotations_of(story, user), story, user)


def quotations_of(story: Story, user: Reader) -> QuerySet[Quotation]:
    """Those that the user may see, with all that is shown of them."""
    seen = Annotation.objects.visible_to(user).filter(article__story=story).order_by()
    found = Quotation.objects.filter(annotation__in=seen.values("pk")).select_related(
        "annotation__article__source",
        "annotation__article__language",
        "annotation__author",
        "annotation__gloss__language",
        "speaker",
        "utterance",
    )
    return found.defer("annotation__article__raw").order_by("annotation")


def speakers_of(quotations: QuerySet[Quotation]) -> list[tuple[str, int]]:
    """The names of those quoted and how often, the most quoted first. One query."""
    named = quotations.exclude(speaker=None).order_by().values("speaker__name")
    counted = named.annotate(n=Count("pk")).order_by("-n", "speaker__name")
    return list(counted.values_list("speaker__name", "n"))


def voices(quotations: Iterable[Quotation], story: Story, user: Reader) -> list[Voice]:
    """The most quoted first; what nobody is named for comes last. `story.role` is the user's, if
    it is known; else nothing may be changed."""
    members: dict[Utterance, list[Quotation]] = {}
    found: dict[Speaker | None, Voice] = {}
    loose = []
    for quotation in quotations:
        if quotation.utterance:
            members.setdefault(quotation.utterance, []).append(quotation)
        else:
            loose.append(quotation)
    families = [family_of(said, of_it, story, user) for said, of_it in members.items()]
    for family in sorted(families, key=lambda f: (-f.outlets, f.utterance.number)):
        found.setdefault(family.speaker, Voice(family.speaker)).families.append(family)
    for quotation in sorted(loose, key=lambda q: (q.annotation.article_id, q.annotation.start)):
        alone = Wording(quotation, may_change=_may_change(quotation, story, user))
        found.setdefault(quotation.speaker, Voice(quotation.speaker)).loose.append(alone)
    return sorted(found.values(), key=_prominence)


def _prominence(voice: Voice) -> tuple[bool, int, str]:
    return voice.speaker is None, -len(voice.wordings), str(voice.speaker)


def family_of(
    utterance: Utterance, quotations: Iterable[Quotation], story: Story, user: Reader
) -> Family:
    """At least one quotation."""
    wordings = list(_wordings(longest_first(quotations), story, user))
    first, *others = wordings
    others.sort(key=lambda w: -length_of(w.passage.exact))
    return Family(utterance, [first, *others])


def _wordings(by_fullness: list[Quotation], story: Story, user: Reader) -> Iterator[Wording]:
    first = by_fullness[0]
    fullest: dict[str, Quotation] = {}
    for quotation in by_fullness:
        language = quotation.annotation.article.language_id
        yield Wording(
            quotation,
            fullest.get(language),
            is_first=quotation is first,
            is_translated=language != first.annotation.article.language_id,
            may_change=_may_change(quotation, story, user),
        )
        fullest.setdefault(language, quotation)


def longest_first(quotations: Iterable[Quotation]) -> list[Quotation]:
    """The fullest wording, then what is less of it; direct speech before what is told of it."""
    return sorted(quotations, key=_fullness)


def _fullness(quotation: Quotation) -> tuple[bool, int, int, int]:
    annotation, kind = quotation.annotation, quotation.kind
    told = kind in (Quotation.Kind.INDIRECT, Quotation.Kind.SCARE)
    return told, -length_of(annotation.exact), annotation.article_id, annotation.start


def _is_indirect(quotation: Quotation) -> bool:
    return quotation.kind == Quotation.Kind.INDIRECT


def _may_change(quotation: Quotation, story: Story, user: Reader) -> bool:
    role = getattr(story, "role", None)
    quotation.annotation.role = role  # type: ignore[assignment]  # of nobody, who may do nothing
    return bool(may_change(quotation.annotation, user))


def gist_of(quotation: Quotation) -> str:
    """An utterance named in the words of one quotation."""
    words = " ".join(quotation.annotation.exact.split())
    if len(words) <= LONGEST_GIST:
        return words
    return f"{words[: LONGEST_GIST - 1].rstrip()}…"
