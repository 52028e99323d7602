"""What an annotation says, and its line in the list of marks beside the text, as HTML.

Written in Python because lists are long: five panes with 500 marks each take a template ten times
as long. Every text goes through `escape`.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from html import escape

from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article

from .models import Annotation, Gloss, Quotation, Rendering, Tag, Utterance
from .painting import Paint
from .reading import Mark

LONGEST = 180  # characters of a passage that are shown
NOBODY = uuid.UUID(int=0)  # stands for a name in a pattern of addresses


class Frame:
    """What all lines of an article have in common."""

    def __init__(self, article: Article) -> None:
        self.story = article.story.slug
        language = article.language
        self.language = f'lang="{language.code}"'
        self.in_language = f'{self.language} dir="{language.direction}"'
        self.claim_address = lru_cache(maxsize=None)(self._claim_address)
        self.family_address = lru_cache(maxsize=None)(self._family_address)

    @cached_property
    def glyphs(self) -> str:
        return escape(static("img/glyphs.svg"))

    @cached_property
    def _edit(self) -> str:
        return reverse("annotations:edit", args=[NOBODY])

    def edit_address(self, annotation: Annotation) -> str:
        return self._edit.replace(str(NOBODY), str(annotation.uid))

    def _claim_address(self, number: int) -> str:
        return reverse("annotations:claim", args=[self.story, number])

    def _family_address(self, number: int) -> str:
        return reverse("annotations:family", args=[self.story, number])


def lines_of(marks: Iterable[Mark]) -> SafeString:
    frames: dict[int, Frame] = {}
    lines = []
    for mark in marks:
        article = mark.annotation.article
        if article.pk not in frames:
            frames[article.pk] = Frame(article)
        lines.append(_line(mark, frames[article.pk]))
    return mark_safe("\n".join(lines))  # noqa: S308  (escaped piece by piece)


def paint_data(revision: int, paints: Sequence[Paint]) -> SafeString:
    """What static/js/marks.js reads; nothing in it was written by anybody."""
    rows = json.dumps(paints, separators=(",", ":"))
    return mark_safe(  # noqa: S308
        f'<script type="application/json" data-paint="{revision}">{rows}</script>'
    )


def said_of(annotation: Annotation) -> SafeString:
    """What the annotation says of its passage."""
    mark = Mark(annotation, may_change=False)
    said = "\n".join(_said(mark, Frame(annotation.article)))
    return mark_safe(said)  # noqa: S308  (escaped piece by piece)


def gloss_of(annotation: Annotation) -> SafeString:
    """The translation of its passage, marked as whose it is; nothing where there is none.

    One query, unless the annotation was read with `gloss__language` (as `for_lists` does).
    """
    gloss = getattr(annotation, "gloss", None)
    return mark_safe(_gloss(gloss) if gloss else "")  # noqa: S308  (escaped piece by piece)


def _line(mark: Mark, frame: Frame) -> str:
    annotation = mark.annotation
    passage = escape(shortened(annotation.exact))
    return (
        f'<li class="mark" id="mark-{annotation.uid}" tabindex="-1" '
        f'data-annotation="{annotation.uid}" data-colours="{mark.colours}">'
        f'<a href="{annotation.get_absolute_url()}"><q {frame.in_language}>{passage}</q></a>\n'
        f"{'\n'.join(_said(mark, frame))}\n"
        f"{_foot(mark, frame)}</li>"
    )


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _foot(mark: Mark, frame: Frame) -> str:
    annotation = mark.annotation
    author = annotation.author
    name = author.display_name if author else "somebody who has left"
    count = getattr(annotation, "comment_count", 0)
    talk = f"<span>{count} comment{'s' if count > 1 else ''}</span>" if count else ""
    edit = f'<a href="{frame.edit_address(annotation)}">Edit</a>' if mark.may_change else ""
    return f'<p class="mark-foot"><bdi>{escape(name)}</bdi>{talk}{edit}</p>'


def _said(mark: Mark, frame: Frame) -> Iterator[str]:
    if mark.gloss:
        yield _gloss(mark.gloss)
    for rendering in mark.renderings:
        yield _rendering(rendering, frame)
    if mark.quotation:
        yield _quotation(mark.quotation, frame)
    if mark.tags:
        yield f"<p>{' '.join(map(_tag, mark.tags))}</p>"
    if mark.annotation.note:
        note = escape(mark.annotation.note).replace("\n", "<br>")
        yield f'<p class="mark-note">{note}</p>'


def _gloss(gloss: Gloss) -> str:
    language, words = gloss.language, escape(gloss.text).replace("\n", "<br>")
    by = f" by <bdi>{escape(gloss.translator)}</bdi>" if gloss.translator else ""
    origin = "Machine translation" if gloss.translator else "Translation"
    return (
        f'<div class="gloss gloss-{gloss.origin}">'
        f'<p lang="{language.code}" dir="{language.direction}">{words}</p>'
        f'<p class="quiet">{origin} into {escape(language.name)}{by}</p></div>'
    )


def _tag(tag: Tag) -> str:
    return f'<span class="tag" data-colour="{tag.colour}">{escape(tag.name)}</span>'


def _rendering(rendering: Rendering, frame: Frame) -> str:
    claim, stance = rendering.claim, rendering.stance
    number = claim.number
    colour = f'data-colour="{claim.colour}"'
    attributed = f" {_attributed(rendering.speaker.name)}" if rendering.speaker else ""
    return (
        f'<p class="claim-line" {colour}><a class="claim-chip" {colour} '
        f'data-claim="{number}" href="{frame.claim_address(number)}">{number}</a> '
        f'<span><span class="statement">{escape(claim.statement)}</span> '
        f'<span class="stance stance-{stance}"><svg aria-hidden="true" focusable="false">'
        f'<use href="{frame.glyphs}#{stance}"/></svg>'
        f"<span>{Rendering.Stance(stance).label}</span></span>{attributed}</span></p>"
    )


def _family(utterance: Utterance, frame: Frame) -> str:
    number = utterance.number
    return (
        f'<a class="family" data-utterance="{number}" href="{frame.family_address(number)}">'
        f"<bdi>{escape(utterance.gist)}</bdi></a>"
    )


def _attributed(speaker: str) -> str:
    return f'<span class="quiet">attributed to <bdi>{escape(speaker)}</bdi></span>'


def _quotation(quotation: Quotation, frame: Frame) -> str:
    said = str(Quotation.Kind(quotation.kind).label).capitalize()
    if quotation.speaker:
        said += f" of <bdi>{escape(quotation.speaker.name)}</bdi>"
    if quotation.cue:
        said += f', “<bdi class="cue" {frame.language}>{escape(quotation.cue)}</bdi>”'
    if quotation.utterance:
        said += f" · {_family(quotation.utterance, frame)}"
    return f"<p>{said}</p>"
