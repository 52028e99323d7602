"""The way of a file: read to a canonical text, then segmented and described."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from typing import Final

from .credits import find_credits
from .excerpt import end_is_missing, excerpt_reason, is_cut_by_paywall
from .language import MIXED, UNDETERMINED, Guess, identify_text
from .likeness import fingerprint
from .metadata import CREDIT_LINE, Metadata, find_metadata
from .proposal import Note, Passage, Proposal
from .reading import Options, Reading, canonical, read
from .segmentation import segment

SEVERAL: Final = 40  # code points from which a paragraph that comes again is told


def propose(
    raw: bytes,
    file_name: str,
    *,
    language: str | None = None,
    encoding: str | None = None,
    repair: bool = False,
    join_lines: bool = True,
) -> Proposal:
    """What the file seems to be.

    `language` (a BCP 47 code) and `encoding` overrule what is detected; `repair` takes the
    repaired reading of a damaged text; without `join_lines`, hard-wrapped lines stay as they are.
    Raises Refused, with a sentence, for what is no article.
    """
    reading = read(raw, file_name, Options(encoding, repair, join_lines))
    guess = _language(reading, language)
    return _described(reading, guess, file_name, _language_notes(reading, guess, language))


def _described(reading: Reading, guess: Guess, file_name: str, notes: tuple[Note, ...]) -> Proposal:
    text, page = reading.text, reading.page
    passages = _passages(reading, guess.code)
    found = find_metadata(text, passages, guess.code, file_name, page)
    excerpt = _excerpt(reading, passages, guess.code)
    noticed = _noticed(text, passages, excerpt, found.headline)
    return Proposal(
        text=text,
        encoding=reading.encoding,
        media_type="text/html" if page else "text/plain",
        language=guess.code,
        language_confidence=guess.confidence,
        alternatives=guess.alternatives,
        url=page.url if page else "",
        credits=find_credits(text, passages, _publisher(found)),
        is_excerpt=excerpt is not None,
        excerpt_reason=excerpt.message if excerpt else "",
        passages=passages,
        notes=tuple(dict.fromkeys((*reading.notes, *notes, *noticed))),
        repaired=reading.repaired,
        fingerprint=fingerprint(text),
        **asdict(found),
    )


def _publisher(found: Metadata) -> str:
    """The source; but one that only a bare credit line names may as well be a relay."""
    return "" if found.source_from == CREDIT_LINE else found.source_name


def _language(reading: Reading, named: str | None) -> Guess:
    guess = identify_text(reading.repaired or reading.text)
    if named:
        return Guess(named, 1.0, others=tuple(o for o in guess.others if o[1] != named))
    if reading.is_damaged:
        return replace(guess, confidence=min(guess.confidence, 0.5))
    return guess


def _language_notes(reading: Reading, guess: Guess, named: str | None) -> tuple[Note, ...]:
    notes = [_mixture(guess)] if guess.others and not reading.is_damaged else []
    if not named and guess.code == UNDETERMINED:
        notes.append(Note("language_unknown", "The language could not be told.", is_warning=True))
    elif not named and guess.confidence < 0.5 and guess.code != MIXED:
        message = f"The language is a guess ({guess.code}); please look at it."
        notes.append(Note("language_unsure", message, is_warning=True))
    declared = reading.page.language if reading.page else ""
    if declared and declared.split("-")[0].lower() != guess.code.split("-")[0]:
        message = f"The page says that it is in “{declared}”, but it reads like “{guess.code}”."
        notes.append(Note("language_declared", message, is_warning=True))
    return tuple(notes)


def _mixture(guess: Guess) -> Note:
    shown = ", ".join(f"{number} ({code})" for number, code in guess.others[:6])
    more = " …" if len(guess.others) > 6 else "."
    if guess.code == MIXED:
        message = f"The text is in several languages, by passage: {shown}{more} Please choose one."
    else:
        message = f"Passages in another language than the rest: {shown}{more}"
    return Note("mixed_languages", message, len(guess.others), True)


def _passages(reading: Reading, language: str) -> tuple[Passage, ...]:
    if reading.page is None:
        return segment(reading.text, language)
    return segment(
        reading.text,
        language,
        headline=canonical(reading.page.title),
        headings=frozenset(canonical(heading) for heading in reading.page.headings),
    )


def _excerpt(reading: Reading, passages: tuple[Passage, ...], language: str) -> Note | None:
    """Why the text seems to be a part of an article: its beginning or its end is missing."""
    known = next((note for note in reading.notes if note.code == "cut_end"), None)
    if reason := excerpt_reason(reading.text, passages, language):
        return Note("excerpt", reason, is_warning=True)
    if is_cut_by_paywall(reading.text, passages):
        message = "A paywall notice stands in the text: the rest of the article is missing."
        return Note("cut_by_paywall", message, is_warning=True)
    if known or not end_is_missing(reading.text, passages):
        return known
    message = "The last paragraph breaks off: the end is probably missing."
    return Note("cut_end", message, is_warning=True)


def _noticed(
    text: str, passages: tuple[Passage, ...], excerpt: Note | None, headline: str
) -> tuple[Note, ...]:
    notes = [*_struck(passages), *_repeated(text, passages)]
    if not headline:
        message = "No headline was found in the text; its opening words stand for one."
        notes.append(Note("no_headline", message))
    return (*notes, excerpt) if excerpt else tuple(notes)


def _struck(passages: tuple[Passage, ...]) -> tuple[Note, ...]:
    reasons = Counter(p.struck.replace("_", " ") for p in passages if p.struck)
    if not reasons:
        return ()
    listed = ", ".join(f"{reason} ({n})" if n > 1 else reason for reason, n in reasons.items())
    total = reasons.total()
    noun = "passage" if total == 1 else "passages"
    return (Note("struck", f"{total} {noun} struck as not part of the article: {listed}.", total),)


def _repeated(text: str, passages: tuple[Passage, ...]) -> tuple[Note, ...]:
    texts = Counter(text[p.start : p.end] for p in passages if not p.struck)
    again = sum(n - 1 for line, n in texts.items() if n > 1 and len(line) >= SEVERAL)
    if not again:
        return ()
    verb = "paragraph comes" if again == 1 else "paragraphs come"
    return (Note("repeated", f"{again} {verb} a second time in the text.", again),)
