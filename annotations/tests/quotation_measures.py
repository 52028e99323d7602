"""How much of a gold standard of quotations is found, and how many of their speakers."""

from annotations.suggesting.quotations import find_quotations

MARKS = "\"'“”„‟‘’‚‛«»‹›「」『』 \t\n\u00a0,،.;:"


def overlap(one, other):
    inside = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, inside) / (max(one[1], other[1]) - min(one[0], other[0]))


def bare(text, start, end):
    """The span without marks and punctuation at its edges, as both sides may count them in."""
    while start < end and text[start] in MARKS:
        start += 1
    while end > start and text[end - 1] in MARKS:
        end -= 1
    return start, end


def matched(text, gold, proposals):
    """Pairs of a gold quotation and the proposal for it."""
    left = list(proposals)
    for quotation in gold:
        span = bare(text, quotation["start"], quotation["end"])
        best = max(left, key=lambda p: overlap(span, bare(text, p.start, p.end)), default=None)
        if best and overlap(span, bare(text, best.start, best.end)) >= 0.8:
            left.remove(best)
            yield quotation, best


def measured(cases, names):
    """F1, and the share of speakers that are right, over (text, gold, proposals)."""
    hits = right = proposed = wanted = 0
    for text, gold, proposals in cases:
        pairs = list(matched(text, gold, proposals))
        hits += len(pairs)
        right += sum(p.speaker.casefold() in names(q["speaker"]) for q, p in pairs)
        proposed += len(proposals)
        wanted += len(gold)
    return 2 * hits / (proposed + wanted), right / hits


def speakers(language, text):
    """Of its quotations, in order."""
    return [found.speaker for found in proposals_in(text, language)]


def proposals_in(text, language, passages=None):
    return [p for p in find_quotations(text, language, passages) if p.is_quotation]


def placed(text, quotes):
    """Gold quotations count in the raw file; here by the words, in order, in the canonical text."""
    at = 0
    for quote in sorted(quotes, key=lambda q: q["start"]):
        start = text.find(quote["text"], at)
        assert start >= 0
        at = start + len(quote["text"])
        yield quote | {"start": start, "end": at}
