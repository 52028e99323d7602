"""Whether a text starts in mid-article, and whether its end is missing.

A text with a headline starts at its beginning. Without one, the first words tell: a connective, a
reporting verb that goes on with what was said before, a pronoun or a bare surname that nobody
introduced.
"""

from __future__ import annotations

import re
from typing import Final

from .proposal import Passage

# Words that a text does not begin with, by language; compared with the first word(s).
OPENERS: Final = {
    "de": r"(?:Zudem|Außerdem|Ferner|Weiters|Weiter|Darüber hinaus|Auch|Doch|Aber|Und|Denn|"
    r"Hingegen|Dagegen|"
    r"Daraufhin|Danach|Dabei|Damit|Dazu|Demnach|Dennoch|Trotzdem|Allerdings|Jedoch|Er|Sie|"
    r"Dieser|Diese|"
    r"Letzterer|Seiner Ansicht|Ihm zufolge|Ihr zufolge)\b",
    "en": r"(?:But|And|Also|However|Moreover|Furthermore|In addition|Meanwhile|Nevertheless|"
    r"Instead|Then|Yet|"
    r"Nor|He|She|They|His|Her|Their|The latter|For (?:his|her|their) part|Earlier he|Still)\b",
    "fr": r"(?:Mais|Et|Or|Cependant|Toutefois|En outre|Par ailleurs|De plus|Ensuite|Puis|Aussi|"
    r"Enfin|Pourtant|"
    r"Néanmoins|Il a|Elle a|Ils ont|Elles ont|Il (?:avait|doit|veut)|Ce dernier|Cette dernière|"
    r"Selon (?:lui|elle)|"
    r"Pour sa part|De son côté|Interrogée?|Le même|La même)\b",
    "es": r"(?:Pero|Y|Además|También|Sin embargo|Asimismo|Por su parte|Según él|Según ella|"
    r"Luego|Después)\b",
    "it": r"(?:Ma|E|Inoltre|Anche|Tuttavia|Però|Poi|Da parte sua|Secondo lui|Secondo lei)\b",
    "ru": r"(?:Но|А|И|Кроме того|Также|При этом|Однако|Он|Она|Они|По его словам|По её словам)\b",
    "ar": r"(?:و(?:قال|قالت|أضاف|اضاف|أضافت|اضافت|أكد|اكد|أكدت|اكدت|أوضح|اوضح|أشار|اشار|أشارت|"
    r"تابع|ذكر|ذكرت|"
    r"أعلن|اعلن|أعلنت|اعتبر|شدد|رأى|لفت|قد|كان|كانت|جاء|جاءت|من|في|على|بحسب|حسب|يأتي|تأتي)|كما|"
    r"لكن|ولكن|"
    r"غير أن|إلا أن|الا ان|بينما|فيما|ثم|أما|اما|من جهته|من جهتها|من جانبه)\b",
}
# Going on with what was said, in the first sentence: "erklärte ... weiters", "X also said".
GOING_ON: Final = {
    "de": r"\b(?:weiters|zudem|außerdem|ferner|darüber hinaus|(?:sagte|erklärte|betonte) (?:er|"
    r"sie) weiter|"
    r"fügte (?:er|sie|\w+) hinzu|hingegen|ebenfalls)\b",
    "en": r"\b(?:also (?:said|told|called|added)|further (?:said|added)|added that|went on to "
    r"say|reiterated)\b",
    "fr": r"\b(?:a (?:également|aussi|par ailleurs|en outre|encore) \w+|a(?:-t-(?:il|elle))? "
    r"ajouté|"
    r"a(?:-t-(?:il|elle))? poursuivi)\b",
}
SURNAME: Final = {
    "de": r"(?P<name>[A-ZÄÖÜ][\w-]+) (?:sagte|erklärte|betonte|bekräftigte|kündigte|warnte|"
    r"forderte|äußerte)\b",
    "en": r"(?P<name>[A-Z][\w-]+) (?:said|told|added|warned|insisted|reiterated|stressed)\b",
    "fr": r"(?P<name>[A-ZÉÈ][\w-]+) (?:a (?:déclaré|dit|affirmé|indiqué|estimé|souligné|rappelé|"
    r"ajouté))\b",
}
CUT_BEGINNING: Final = re.compile(r"(?:\[?(?:…|\.\.\.)\]?|[,;)\]])")
STOP: Final = re.compile(r"[.!?…؟。！？।۔:]['\"”“’»)\]]*$")
FREE: Final = re.compile(
    r"\b(?:free|freely|frei|kostenlos|libre|gratuit|offert)\b|مجان", re.IGNORECASE
)
OPENING_MARKS: Final = "\"'“„«‘‚»( "


def excerpt_reason(text: str, passages: tuple[Passage, ...], language: str) -> str:
    """A sentence that says why the text seems to start in mid-article, or nothing."""
    own = [p for p in passages if not p.struck]
    if not own or any(p.kind == "headline" for p in own[:3]):
        return ""
    first = own[0].sentences[0] if own[0].sentences else (own[0].start, own[0].end)
    return reason_of_sentence(text[slice(*first)], language.split("-")[0])


def reason_of_sentence(sentence: str, language: str) -> str:
    """The same for a first sentence alone."""
    bare = sentence.lstrip(OPENING_MARKS)
    if CUT_BEGINNING.match(sentence) or bare[:1].islower():
        return "There is no headline, and the text begins in the middle of a sentence."
    if language in OPENERS and (found := re.match(OPENERS[language], bare)):
        return f"There is no headline, and the text begins with “{found[0]}”, going on from before."
    if language in GOING_ON and (found := re.search(GOING_ON[language], sentence)):
        return f"There is no headline, and the first sentence goes on from before (“{found[0]}”)."
    if language in SURNAME and (found := re.match(SURNAME[language], bare)):
        return f"There is no headline, and “{found['name']}” speaks without being introduced."
    return ""


def end_is_missing(text: str, passages: tuple[Passage, ...]) -> bool:
    """Whether the last paragraph breaks off although the others end with a full stop."""
    own = [text[p.start : p.end] for p in passages if not p.struck and p.kind == "paragraph"]
    if len(own) < 2 or len(own[-1]) < 60 or STOP.search(own[-1]):
        return False
    closed = sum(bool(STOP.search(paragraph)) for paragraph in own[:-1])
    return closed >= 0.8 * (len(own) - 1)


def is_cut_by_paywall(text: str, passages: tuple[Passage, ...]) -> bool:
    notices = (text[p.start : p.end] for p in passages if p.struck == "paywall")
    return any(not FREE.search(notice) for notice in notices)
