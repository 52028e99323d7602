"""The long parts of a published page as HTML: matrix, families and evidence, from the document.

Written in Python, as `annotations.lines`: 300 claims in 60 articles are 18,000 cells. Every text
goes through `escape`. A cell leads to `#e3-2`, the evidence for claim 3 in the second article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from operator import itemgetter

from django.utils.safestring import SafeString, mark_safe

from ..matrix import OPEN
from ..matrix import lines as short
from ..matrix.cells import NARRATION
from ..models import Gloss as GlossModel
from ..models import Quotation, Rendering, Verdict
from .document import Article, Cell, Claim, Document, Family, Gloss, Passage, Piece, Voice, Wording

STANCES = dict(Rendering.Stance.choices)
VERDICTS = {kind: label.partition(":")[0] for kind, label in Verdict.Kind.choices}
MANNERS = {"": NARRATION} | dict(Quotation.Kind.choices)
ORIGINS = dict(GlossModel.Origin.choices)
ELEMENTS = {"added": "ins", "dropped": "del"}
UNSEEN = f'<td class="open">{short.NOT_LOOKED_AT}</td>'
FEW = 8  # articles, up to which a printed matrix has room for words


def matrix_of(document: Document) -> SafeString:
    return _safe(_matrix(document))


def evidence_of(document: Document) -> SafeString:
    return _safe(_evidence(document))


def families_of(document: Document) -> SafeString:
    return _safe(_voices(document))


def _safe(parts: Iterable[str]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308  (escaped piece by piece)


# Matrix


def _matrix(document: Document) -> Iterator[str]:
    articles, claims = document["articles"], document["claims"]
    size = "few" if len(articles) <= FEW else "many"
    title = escape(document["story"]["title"])
    yield f'<table class="frozen frozen-{size}"><caption class="visually-hidden">'
    yield f'Claims of “{title}” by article</caption><thead><tr><th scope="col">Claim</th>'
    yield from (_column_head(article, n) for n, article in enumerate(articles, 1))
    yield "</tr></thead>"
    has_groups = any(claim["group"] for claim in claims)
    for group, of_group in groupby(claims, itemgetter("group")):
        yield "<tbody>"
        if has_groups:
            yield _group_head(group, len(articles) + 1)
        for claim in of_group:
            yield _row(claim, articles)
        yield "</tbody>"
    yield "</table>"


def _column_head(article: Article, n: int) -> str:
    excerpt = ", excerpt" if article["is_excerpt"] else ""
    day = f", {article['published_on']}" if article["published_on"] else ""
    return (
        f'<th scope="col"><a href="#a{n}"><span class="column-number">{n}</span> '
        f'<bdi>{escape(article["outlet"])}</bdi></a> <span class="quiet">'
        f"{_native_name(article)}{day}{excerpt}</span></th>"
    )


def _native_name(article: Article) -> str:
    language = article["language"]
    return f'<bdi lang="{escape(language["code"])}">{escape(language["native_name"])}</bdi>'


def _group_head(group: str, columns: int) -> str:
    name = f"<bdi>{escape(group)}</bdi>" if group else "In no group"
    return f'<tr class="group"><th scope="rowgroup" colspan="{columns}">{name}</th></tr>'


def _row(claim: Claim, articles: list[Article]) -> str:
    number, cells = claim["number"], claim["cells"]
    drawn = "".join(
        _cell(cells.get(article["slug"]), number, n) for n, article in enumerate(articles, 1)
    )
    rendered = sum(bool(cell["passages"]) for cell in cells.values())
    return (
        f'<tr id="r{number}"><th scope="row"><div class="claim-line">{_chip(number)}'
        f'<div><bdi class="statement">{escape(claim["statement"])}</bdi> '
        f'<span class="by">in {rendered} of {len(articles)}</span></div></div></th>'
        f"{drawn}</tr>"
    )


def _chip(number: int) -> str:
    return (
        f'<a class="claim-chip" data-colour="{number % 8}" href="#c{number}">'
        f'<span class="visually-hidden">Claim </span>{number}</a>'
    )


def _cell(cell: Cell | None, number: int, n: int) -> str:
    if cell is None:
        return UNSEEN
    sides = groupby(_by_stance(cell["passages"]), itemgetter("stance"))
    said = [_side(stance, list(passages)) for stance, passages in sides]
    for verdict in cell["verdicts"]:
        kind, people = verdict["kind"], len(verdict["coders"])
        count = f" ({people} people)" if people > 1 else ""
        said.append(f'<b class="{kind}">{short.VERDICTS[kind]}{count}</b>')
    return f'<td><a href="#e{number}-{n}">{"".join(said)}</a></td>'


def _by_stance(passages: list[Passage]) -> list[Passage]:
    order = list(STANCES)
    return sorted(passages, key=lambda passage: order.index(passage["stance"]))


def _side(stance: str, passages: list[Passage]) -> str:
    said = ", ".join(dict.fromkeys(short.MANNERS[passage["how"]] for passage in passages))
    names = dict.fromkeys(p["attributed_to"] for p in passages if p["attributed_to"])
    if names:
        said += "; " + ", ".join(f"<bdi>{escape(name)}</bdi>" for name in names)
    times = f" ×{len(passages)}" if len(passages) > 1 else ""
    return f'<b class="{stance}">{short.STANCES[stance]}{times}</b><i>{said}</i>'


# Evidence


def _evidence(document: Document) -> Iterator[str]:
    articles = list(enumerate(document["articles"], 1))
    for claim in document["claims"]:
        number, cells = claim["number"], claim["cells"]
        told = [
            (n, article, cells[article["slug"]])
            for n, article in articles
            if article["slug"] in cells
        ]
        yield (
            f'<section class="proof" id="c{number}" data-colour="{number % 8}">'
            f'<div class="proof-head"><h3>{_chip_alone(number)} '
            f'<bdi class="statement">{escape(claim["statement"])}</bdi></h3>'
            f'<a class="proof-close" href="#r{number}">Back to the matrix</a></div>'
        )
        for n, article, cell in told:
            yield from _proof(number, n, article, cell)
        unseen = [article["outlet"] for _, article in articles if article["slug"] not in cells]
        if unseen:
            names = ", ".join(f"<bdi>{escape(name)}</bdi>" for name in unseen)
            yield f'<p class="quiet small">{OPEN.capitalize()}: {names}</p>'
        yield "</section>"


def _chip_alone(number: int) -> str:
    return (
        f'<span class="claim-chip" data-colour="{number % 8}">'
        f'<span class="visually-hidden">Claim </span>{number}</span>'
    )


def _proof(number: int, n: int, article: Article, cell: Cell) -> Iterator[str]:
    yield f'<div class="proof-cell" id="e{number}-{n}" tabindex="-1">'
    yield f"<h4>{_of_article(article, n)}</h4>"
    for said in cell["verdicts"]:
        coders = ", ".join(map(escape, said["coders"]))
        kind = said["kind"]
        yield (
            f'<p><b class="{kind}">{VERDICTS[kind]}</b> '
            f'<span class="quiet small">says {coders}</span></p>'
        )
    for passage in cell["passages"]:
        yield _passage(passage, article)
    yield "</div>"


def _of_article(article: Article, n: int) -> str:
    excerpt = ", excerpt" if article["is_excerpt"] else ""
    day = f", {article['published_on']}" if article["published_on"] else ""
    return (
        f'<a href="#a{n}"><bdi>{escape(article["outlet"])}</bdi></a> '
        f'<span class="quiet">{_native_name(article)}{day}{excerpt}</span>'
    )


def _passage(passage: Passage, article: Article) -> str:
    stance = passage["stance"]
    whose = passage["attributed_to"]
    by = f", attributed to <bdi>{escape(whose)}</bdi>" if whose else ""
    lost = " · lost in a correction of the text" if passage["lost"] else ""
    return (
        f'<p><b class="{stance}">{STANCES[stance]}</b> <span class="quiet small">'
        f"{_manner(passage, article)}{by}{lost}</span></p>"
        f'<blockquote class="passage-text" {_in_language(article)}>{_in_context(passage)}'
        f"</blockquote>{_gloss(passage['gloss'])}"
        f'<p class="quiet small">Marked by <bdi>{escape(passage["coder"])}</bdi>, characters '
        f"{passage['start']}–{passage['end']}"
        f"{_of_revision(passage, article)}</p>"
    )


def _manner(passage: Passage, article: Article) -> str:
    told = MANNERS[passage["how"]]
    if passage["speaker"]:
        told += f" of <bdi>{escape(passage['speaker'])}</bdi>"
    return told + _cue(passage["cue"], article)


def _cue(cue: str, article: Article) -> str:
    if not cue:
        return ""
    return f', “<bdi class="cue" lang="{escape(article["language"]["code"])}">{escape(cue)}</bdi>”'


def _in_language(article: Article) -> str:
    language = article["language"]
    return f'lang="{escape(language["code"])}" dir="{language["direction"]}"'


def _in_context(passage: Passage) -> str:
    before = f"{passage['sentence_before']} {passage['before']}".lstrip()
    after = f"{passage['after']} {passage['sentence_after']}".rstrip()
    return (
        f'<span class="context">{escape(before)}</span>'
        f'<mark class="exact">{escape(passage["exact"])}</mark>'
        f'<span class="context">{escape(after)}</span>'
    )


def _of_revision(passage: Passage, article: Article) -> str:
    """Where it is not the one of the list of articles."""
    is_current = passage["revision"] == article["revision"]
    return "" if is_current else f" of revision {passage['revision']}"


def _gloss(gloss: Gloss | None) -> str:
    if gloss is None:
        return ""
    by = f" ({escape(gloss['by'])})" if gloss["by"] else ""
    return (
        f'<p class="gloss"><span class="quiet small">Translated {ORIGINS[gloss["origin"]]}{by}:'
        f'</span> <span lang="{escape(gloss["language"])}" dir="auto">{escape(gloss["text"])}'
        f"</span></p>"
    )


# Quotation families


def _voices(document: Document) -> Iterator[str]:
    articles = {article["slug"]: (n, article) for n, article in enumerate(document["articles"], 1)}
    for voice in document["voices"]:
        yield from _voice(voice, articles)


type Numbered = dict[str, tuple[int, Article]]


def _voice(voice: Voice, articles: Numbered) -> Iterator[str]:
    name = f"<bdi>{escape(voice['speaker'])}</bdi>" if voice["speaker"] else "Nobody is named"
    yield f'<section class="voice"><h3>{name}</h3>'
    for family in voice["families"]:
        yield from _family(family, articles)
    if voice["loose"]:
        other = "Other quotations" if voice["families"] else "Quotations"
        yield f'<section class="family"><h4>{other}</h4><ul role="list">'
        yield from (_wording(wording, articles) for wording in voice["loose"])
        yield "</ul></section>"
    yield "</section>"


def _family(family: Family, articles: Numbered) -> Iterator[str]:
    yield f'<section class="family"><h4><bdi>{escape(family["gist"])}</bdi></h4><ul role="list">'
    yield from (_wording(wording, articles) for wording in family["wordings"])
    yield "</ul></section>"


def _wording(wording: Wording, articles: Numbered) -> str:
    n, article = articles[wording["article"]]
    became = "".join(f'<span class="badge">{escape(each)}</span> ' for each in wording["became"])
    return (
        f'<li class="wording"><p class="wording-who"><a href="#a{n}"><bdi>'
        f'{escape(article["outlet"])}</bdi></a> <span class="quiet small">{_native_name(article)}, '
        f"{MANNERS[wording['kind']]}{_cue(wording['cue'], article)}</span> {became}</p>"
        f"<blockquote {_in_language(article)}>{_words(wording)}</blockquote>"
        f"{_gloss(wording['gloss'])}</li>"
    )


def _words(wording: Wording) -> str:
    """With what it dropped of the fullest wording in its language, and added to it."""
    pieces = wording["pieces"] or [{"text": wording["exact"], "how": ""}]
    return "".join(map(_piece, pieces))


def _piece(piece: Piece) -> str:
    how, text = piece["how"], escape(piece["text"])
    if how not in ELEMENTS:
        return text
    element = ELEMENTS[how]
    opening, closing = (f'<span class="visually-hidden">{t}</span>' for t in (f"[{how}: ", "]"))
    return f"<{element}>{opening}{text}{closing}</{element}>"
