"""What people have coded, read from a file, in the texts of a story.

Two kinds of files are read: an export of annotations, as lines of JSON; and a gold standard, one
object of JSON with `articles`, `claims`, `quotes` and `quote_groups`, whose offsets count in the
raw files: there the passages are found again by their words.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Count, Q

from articles.models import Story

from ..interchange.reading import BadLine
from ..suggesting.evaluation import Coded
from ..suggesting.pairs import Place
from .texts import ReadText

UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")

type Line = dict[str, Any]


def coded_in(content: str, read: Sequence[ReadText]) -> Coded:
    """Passages in articles that the story does not have are left out. Raises BadLine."""
    try:
        whole = json.loads(content)
    except ValueError:
        return _from_export(list(_lines(content)), read)
    if not isinstance(whole, dict):
        raise BadLine("This is neither an export of annotations nor a gold standard.")
    try:
        return _from_export([whole], read) if "type" in whole else _from_gold(whole, read)
    except (KeyError, TypeError) as error:
        raise BadLine(f"The gold standard lacks {error}, or has it otherwise.") from None


def story_coded_in(content: str) -> Story | None:
    """The story that has most of the articles that are named. Raises BadLine."""
    try:
        whole = json.loads(content)
        lines = whole.get("articles", [whole]) if isinstance(whole, dict) else []
    except ValueError:
        lines = list(_lines(content))
    said = [line for line in lines if isinstance(line, dict)]
    names = {line.get(key) for line in said for key in ("article", "file_name")} - {None, ""}
    named = Q(articles__slug__in=names) | Q(articles__file_name__in=names)
    stories = Story.objects.annotate(shared=Count("articles", filter=named)).filter(shared__gt=0)
    found: Story | None = stories.order_by("-shared", "-pk").first()
    return found


def _lines(content: str) -> Iterator[Line]:
    for number, text in enumerate(content.splitlines(), 1):
        if text.strip():
            try:
                yield json.loads(text)
            except ValueError:
                raise BadLine(f"Line {number} is no JSON.") from None


def _numbers(read: Sequence[ReadText]) -> dict[str, int]:
    """Articles by slug and by the name of their file."""
    by_file = {r.article.file_name: number for number, r in enumerate(read)}
    return by_file | {r.article.slug: number for number, r in enumerate(read)}


# An export


def _from_export(lines: Sequence[Line], read: Sequence[ReadText]) -> Coded:
    numbers = _numbers(read)
    names = {line["name"]: line["variants"] for line in lines if line.get("type") == "speaker"}
    claims, families = defaultdict(list), defaultdict(set)
    quotations: list[tuple[Place, frozenset[str]]] = []
    for line in lines:
        number = numbers.get(line.get("file_name") or "", numbers.get(line.get("article", "")))
        if line.get("type") != "annotation" or number is None:
            continue
        place = Place(number, (line["start"], line["end"]))
        for rendering in line["claims"]:
            claims[rendering["number"]].append(place)
        if said := line["quotation"]:
            if said["utterance"]:
                families[said["utterance"]["number"]].add(len(quotations))
            speaker = said["speaker"]
            quotations.append((place, _called(speaker, names.get(speaker, []))))
    return Coded(list(claims.values()), quotations, [frozenset(f) for f in families.values()])


def _called(name: str, others: Iterable[str]) -> frozenset[str]:
    return frozenset((name, *others)) - {""}


# A gold standard


def _from_gold(gold: Line, read: Sequence[ReadText]) -> Coded:
    numbers = _numbers(read)
    folded = [Folded(r.revision.text) for r in read]
    lengths = {a["article"]: a["codepoints"] for a in gold["articles"]}

    def place(span: Line) -> Place | None:
        name = span["article"]
        if name not in numbers:
            return None
        found = folded[numbers[name]].find(span["text"], span["start"] / lengths[name])
        return Place(numbers[name], found) if found else None

    def places(spans: Iterable[Line]) -> list[Place]:
        return [found for span in spans if (found := place(span))]

    quotes = {q["id"]: (found, q) for q in gold["quotes"] if (found := place(q))}
    order = {name: number for number, name in enumerate(quotes)}
    groups = ([order[i] for i in g["quotes"] if i in order] for g in gold["quote_groups"])
    core = [c for c in gold["claims"] if c["role"] == "core"]
    return Coded(
        claims=[places(s for s in c["spans"] if s["strength"] == "full") for c in core],
        quotations=[
            (found, _called(q["speaker"] or "", gold["speakers"].get(q["speaker"], [])))
            for found, q in quotes.values()
        ],
        families=[frozenset(group) for group in groups],
        in_part=[places(c["spans"]) for c in gold["claims"]],
    )


class Folded:
    """A text without blanks and in one form, in which a passage of another form of it is found."""

    def __init__(self, text: str) -> None:
        parts = [UNSEEN.sub("", unicodedata.normalize("NFKC", letter)) for letter in text]
        self._text = "".join(parts)
        self._places = [i for i, part in enumerate(parts) for _ in part]

    def find(self, passage: str, where: float) -> tuple[int, int] | None:
        """Where it stands; of several places the one nearest to that share of the text."""
        wanted = UNSEEN.sub("", unicodedata.normalize("NFKC", passage))
        starts = [m.start() for m in re.finditer(f"(?={re.escape(wanted)})", self._text)]
        if not wanted or not starts:
            return None
        start = min(starts, key=lambda at: abs(at / len(self._text) - where))
        return self._places[start], self._places[start + len(wanted) - 1] + 1
