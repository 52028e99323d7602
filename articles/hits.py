"""Search results as people read them: the sentences that answer, with the words marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from .folding import Span, find_folded
from .models import Article, Language, Segment
from .search import UNSTEMMED, Words

SENTENCES_SHOWN = 3
UNIT_SEPARATOR = "\x1f"  # between words: cleaned texts have no control characters

# Sentences that have any of the words, the best of each group with the places of those words.
# Each word is looked at by itself, so that its place in the original is never lost.
MARK = """
WITH asked AS MATERIALIZED (
    SELECT config,
           search_query(config::regconfig, %(asked)s) AS query,
           search_query(config::regconfig, %(any)s) AS any_word
      FROM unnest(%(configs)s::text[]) AS config
), read AS (
    SELECT place, owner, config, words,
           search_vector(config::regconfig, replace(words, chr(31), ' ')) AS vector
      FROM unnest(%(places)s::int[], %(owners)s::int[], %(ways)s::text[], %(words)s::text[])
        AS passage (place, owner, config, words)
), hit AS (
    SELECT place, owner, read.config, words, any_word,
           count(*) OVER (PARTITION BY owner, read.config) AS hits,
           row_number() OVER (
               PARTITION BY owner, read.config
               ORDER BY vector @@ query DESC, ts_rank(vector, any_word) DESC, place
           ) AS rank
      FROM read JOIN asked USING (config)
     WHERE vector @@ any_word
)
SELECT place, hits, ARRAY(
           SELECT position - 1
             FROM unnest(string_to_array(words, chr(31))) WITH ORDINALITY AS w (word, position)
            WHERE search_vector(hit.config::regconfig, word) @@ any_word
       )
  FROM hit WHERE rank <= %(most)s
"""


@dataclass(frozen=True)
class Passage:
    """A text in which words are to be marked. `owner` groups those of which only some are shown.

    `configs` are the text-search configurations to try; `by_letters` looks inside words, too.
    """

    text: str
    owner: int
    configs: tuple[str, ...]
    by_letters: bool = False
    start: int | None = None

    @classmethod
    def in_language(
        cls, text: str, owner: int, language: Language, start: int | None = None
    ) -> Passage:
        config = language.search_config
        if config == UNSTEMMED:
            return cls(text, owner, (), by_letters=True, start=start)
        return cls(text, owner, (config,), start=start)


@dataclass(frozen=True)
class Piece:
    text: str
    is_hit: bool


@dataclass(frozen=True)
class Marked:
    """A passage in pieces that together are its text."""

    passage: Passage
    pieces: list[Piece]


@dataclass
class Hits:
    """The best passages of one owner in reading order, and how many more there are."""

    shown: list[Marked] = field(default_factory=list)
    count: int = 0

    @property
    def more(self) -> int:
        return self.count - len(self.shown)


@dataclass(frozen=True)
class ArticleHit:
    article: Article
    headline: list[Piece]
    sentences: Hits


def article_hits(articles: Sequence[Article], words: Words) -> list[ArticleHit]:
    """For each article its marked headline and best sentences. `revision` should be there.

    Two queries. An article may have the words in its headline only, or in no single sentence.
    """
    headlines = [Passage.in_language(a.headline, -a.pk, a.language) for a in articles]
    sentences = [p for article, spans in _read(articles) for p in _sentences(article, spans)]
    hits = mark([*headlines, *sentences], words)
    return [
        ArticleHit(
            article,
            pieces_of(hits, -article.pk, article.headline),
            hits.get(article.pk, Hits()),
        )
        for article in articles
    ]


def _sentences(article: Article, spans: Iterable[Span]) -> Iterator[Passage]:
    """The headline, which is shown anyway, is not said twice."""
    text = article.revision.text
    for start, end in spans:
        if text[start:end] != article.headline:
            yield Passage.in_language(text[start:end], article.pk, article.language, start)


def _read(articles: Sequence[Article]) -> Iterator[tuple[Article, list[Span]]]:
    """Each article with its sentences, those of struck passages left out."""
    segments = Segment.objects.filter(revision__in=[article.revision_id for article in articles])
    places: dict[int | None, list[Span]] = {}
    struck: dict[int | None, list[Span]] = {}
    for revision, kind, why, start, end in segments.values_list(
        "revision", "kind", "struck", "start", "end"
    ):
        if kind == Segment.Kind.SENTENCE:
            places.setdefault(revision, []).append((start, end))
        elif why:
            struck.setdefault(revision, []).append((start, end))
    for article in articles:
        away = struck.get(article.revision_id, [])
        spans = places.get(article.revision_id, [])
        yield article, [s for s in spans if not any(a <= s[0] < b for a, b in away)]


def pieces_of(hits: Mapping[int, Hits], owner: int, text: str) -> list[Piece]:
    """The only passage of that owner, in one piece where nothing is marked in it."""
    found = hits.get(owner)
    return found.shown[0].pieces if found else [Piece(text, False)]


def mark(passages: Sequence[Passage], words: Words, most: int = SENTENCES_SHOWN) -> dict[int, Hits]:
    """By owner, the passages with the words in them. One query."""
    spans: dict[int, set[Span]] = {}
    counts: dict[int, int] = {}
    for place, count, positions in _asked_of_database(passages, words, most):
        spans.setdefault(place, set()).update(_word_spans(passages[place].text, positions))
        owner = passages[place].owner
        counts[owner] = max(count, counts.get(owner, 0))
    _mark_by_letters(passages, words, most, spans, counts)
    hits: dict[int, Hits] = {}
    for place in sorted(spans):
        passage = passages[place]
        found = hits.setdefault(passage.owner, Hits(count=counts[passage.owner]))
        found.shown.append(Marked(passage, list(_pieces(passage.text, sorted(spans[place])))))
    return hits


def _asked_of_database(
    passages: Sequence[Passage], words: Words, most: int
) -> list[tuple[int, int, list[int]]]:
    """(place, hits of its owner, positions of the words), for the best passages of each owner."""
    rows = [
        (place, passage.owner, config, UNIT_SEPARATOR.join(passage.text.split()))
        for place, passage in enumerate(passages)
        for config in passage.configs
    ]
    if not rows:
        return []
    places, owners, ways, texts = (list(column) for column in zip(*rows, strict=True))
    asked: dict[str, Any] = {
        "asked": words.asked,
        "any": words.any_of_them,
        "configs": sorted(set(ways)),
        "places": places,
        "owners": owners,
        "ways": ways,
        "words": texts,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(MARK, asked)
        return list(cursor.fetchall())


def _word_spans(text: str, positions: Iterable[int]) -> Iterator[Span]:
    """Where the words with these numbers stand, without the punctuation around them."""
    found = [match.span() for match in re.finditer(r"\S+", text)]
    for position in positions:
        start, end = found[position]
        while start < end and _is_around_words(text[start]):
            start += 1
        while start < end and _is_around_words(text[end - 1]):
            end -= 1
        yield start, end


def _is_around_words(character: str) -> bool:
    return unicodedata.category(character)[0] in "PSC"


def _mark_by_letters(
    passages: Sequence[Passage],
    words: Words,
    most: int,
    spans: dict[int, set[Span]],
    counts: dict[int, int],
) -> None:
    """Adds the best passages of those that are looked at by letters: more of the words first."""
    found: dict[int, list[tuple[int, int, set[Span]]]] = {}
    for place, passage in enumerate(passages):
        if passage.by_letters:
            each = [set(find_folded(passage.text, word)) for word in words.wanted]
            if kinds := sum(map(bool, each)):
                found.setdefault(passage.owner, []).append((-kinds, place, set().union(*each)))
    for owner, rows in found.items():
        counts[owner] = len(rows)
        spans |= {place: where for _, place, where in sorted(rows, key=lambda r: r[:2])[:most]}


def _pieces(text: str, spans: Iterable[Span]) -> Iterator[Piece]:
    at = 0
    for start, end in spans:
        start = max(start, at)
        if start > at:
            yield Piece(text[at:start], False)
        if end > start:
            yield Piece(text[start:end], True)
        at = max(at, end)
    if at < len(text):
        yield Piece(text[at:], False)
