"""Full-text search: what was typed, which rows answer to it, and the best of them first.

Each row was indexed by its own language's configuration and is asked with it. Accents, case and
Arabic vowel signs make no difference (the database's search_vector() and search_query()). Where
there is no stemming (`simple`), words are also found inside words. Syntax as in PostgreSQL's
websearch_to_tsquery: `"a phrase"`, `or`, `-without`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    BooleanField,
    F,
    FloatField,
    Func,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast

from .folding import fold
from .models import Article, Language, Source, Story
from .querysets import ArticleQuerySet, Reader

MOST_RANKED = 2000  # so that a very common word costs no more than this
UNSTEMMED = "simple"
QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
# Letters of scripts whose words have no blanks between them, so that short ones say enough.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
NOTHING = Q(pk__in=[])
SHORTEST_INSIDE_WORDS = 3  # letters: the trigram index knows nothing shorter

# From one language to the next along the index: what DISTINCT would read all articles for.
LANGUAGES_IN_USE = """
WITH RECURSIVE used (code) AS (
    (SELECT language_id FROM articles_article ORDER BY language_id LIMIT 1)
    UNION ALL
    SELECT (
        SELECT language_id FROM articles_article
         WHERE language_id > used.code ORDER BY language_id LIMIT 1
    ) FROM used WHERE used.code IS NOT NULL
)
SELECT language.* FROM used JOIN articles_language AS language USING (code)
"""


@dataclass(frozen=True)
class Alternative:
    """What stands between two `or`: words and phrases that are wanted, and unwanted ones."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """What somebody searches for."""

    asked: str
    alternatives: tuple[Alternative, ...]

    @classmethod
    def parse(cls, typed: str) -> Words:
        asked = typed.translate(QUOTATION_MARKS)
        return cls(asked, tuple(_alternatives(asked)))

    def __bool__(self) -> bool:
        return any(alternative.wanted for alternative in self.alternatives)

    @property
    def wanted(self) -> list[str]:
        """Single words, those of phrases too, each once."""
        terms = [term for alternative in self.alternatives for term in alternative.wanted]
        return list(dict.fromkeys(word for term in terms for word in term.split()))

    @property
    def any_of_them(self) -> str:
        """A query that one word is enough for."""
        return " or ".join(f'"{word}"' for word in self.wanted)


def _alternatives(asked: str) -> Iterator[Alternative]:
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in TERM.findall(asked):
        if word.lower() == "or" and not minus:
            yield Alternative(tuple(wanted), tuple(unwanted))
            wanted, unwanted = [], []
        elif term := " ".join((phrase or word).split()):
            (unwanted if minus else wanted).append(term)
    yield Alternative(tuple(wanted), tuple(unwanted))


@dataclass(frozen=True)
class Filters:
    """What an article must be, besides having the words. `until` is included."""

    language: Language | None = None
    source: Source | None = None
    story: Story | None = None
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return any((self.language, self.source, self.story, self.since, self.until))

    def of_article(self, path: str = "") -> Q:
        """The condition on the article at `path`, such as "article__"."""
        fields: dict[str, Any] = {
            "language": self.language,
            "source": self.source,
            "story": self.story,
            "published_on__gte": self.since,
            "published_on__lte": self.until,
        }
        return Q(**{path + name: value for name, value in fields.items() if value is not None})


class WordsQuery(SearchQuery):
    """The database's search_query(): words as they are spelled, or without their accents."""

    def __init__(self, words: str, config: str | F) -> None:
        super().__init__(words, config=config, search_type="websearch")
        self.function = "search_query"


class Contains(Func):
    """Whether the first expression has the second, a pattern, in any case."""

    arg_joiner = " ILIKE "
    template = "%(expressions)s"
    output_field = BooleanField()


def matches(words: Words, configs: Collection[str], index: str = "index__") -> Q:
    """The condition on rows with an index at that path, for the configurations that occur."""
    found = NOTHING
    for config in configs:
        query = WordsQuery(words.asked, config)
        found |= Q(**{f"{index}config": config, f"{index}vector": query})
    if UNSTEMMED in configs:
        for alternative in words.alternatives:
            found |= _inside_words(alternative, index)
    return found


def _inside_words(alternative: Alternative, index: str) -> Q:
    long_enough = all(
        len(fold(term)) >= SHORTEST_INSIDE_WORDS or UNSPACED.search(term)
        for term in alternative.wanted
    )
    if not alternative.wanted or not long_enough:
        return NOTHING
    found = Q(**{f"{index}config": UNSTEMMED})
    for term in alternative.wanted:
        found &= Q(_contains(term, index))
    for term in alternative.unwanted:
        found &= ~Q(_contains(term, index))
    return found


def _contains(term: str, index: str) -> Contains:
    escaped = re.sub(r"([\\%_])", r"\\\1", fold(term))
    return Contains(F(f"{index}folded"), Value(f"%{escaped}%"))


def rank_of(words: Words, vector: str = "index__vector", config: str = "index__config") -> Any:
    """How well a row answers: titles weigh more, long texts less. `config` is a column's path."""
    query = WordsQuery(words.asked, F(config))
    return Cast(SearchRank(F(vector), query, normalization=Value(1)), FloatField())


def best_of(found: QuerySet, rank: Any) -> QuerySet:
    """Up to MOST_RANKED of the rows, with their `rank`.

    The limit is taken in a subquery, which the database works out before it ranks anything.
    """
    some = found.order_by().values("pk")[:MOST_RANKED]
    rows: QuerySet = found.model._default_manager.filter(pk__in=some).annotate(rank=rank)
    return rows


def how_many_each(*found: QuerySet) -> list[int]:
    """Counted up to MOST_RANKED + 1, in one query for all."""
    counts: list[str] = []
    parameters: list[Any] = []
    for rows in found:
        some = rows.order_by().values("pk")[: MOST_RANKED + 1]
        try:
            sql, values = some.query.sql_with_params()
        except EmptyResultSet:  # as Django can tell without asking
            sql, values = "SELECT 1 WHERE false", ()
        counts.append(f"(SELECT count(*) FROM ({sql}) AS found)")  # noqa: S608  (Django wrote it)
        parameters += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}", parameters)
        return list(cursor.fetchone())


def languages_in_use() -> list[Language]:
    """The languages in which there is any article, open to the reader or not."""
    return list(Language.objects.raw(LANGUAGES_IN_USE))


def configurations(languages: Sequence[Language], filters: Filters) -> set[str]:
    asked_for = [filters.language] if filters.language else languages
    return {language.search_config for language in asked_for}


def find_articles(
    user: Reader, words: Words, filters: Filters, configs: Collection[str]
) -> ArticleQuerySet:
    visible: ArticleQuerySet = Article.objects.visible_to(user)
    return visible.filter(matches(words, configs), filters.of_article())
