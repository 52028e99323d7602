"""Which language a text is in: py3langid, held in check where it is known to be wrong.

Source of the method: Lui and Baldwin, langid.py (2012), in the fork by A. Barbaresi. Languages
outside its training, Central Kurdish first, are told by their letters.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from .wordlists import words

UNDETERMINED: Final = "und"
MIXED: Final = "mul"
ENOUGH_LETTERS: Final = 160  # below this, confidence is scaled down
SURE_OF_A_LINE: Final = 0.35
MOST_LINES: Final = 400
SAMPLE: Final = 20_000  # code points that are looked at
MIXED_SHARE: Final = 0.6  # the largest language of an unmixed text covers more than this

# Languages that news is written in. Left out: dialects and neighbours that the model prefers on
# short texts (Moroccan Arabic, Luxembourgish, Extremaduran ...); a person can still name them.
CANDIDATES: Final = words(
    "af am ar as az ba be bg bn bs ca cs cy da de el en eo es et eu fa fi fo fr fy ga gl gu ha "
    "he hi hr "
    "ht hu hy id ig is it ja jv ka kk km kn ko ku ky la lo lt lv mg mk ml mn mr ms mt my ne nl "
    "nn no oc "
    "or pa pl ps pt ro ru rw sdh si sk sl so sq sr sv sw ta te tg th tk tl tr tt ug uk ur uz vi "
    "xh yo "
    "yue zh zu"
)
RENAMED: Final = {"no": "nb", "ku": "kmr", "sdh": "ckb", "tl": "fil"}

# Letters of Central Kurdish that neither Arabic nor Persian has; Persian and Urdu ones that
# Arabic has not. (The vowel sign heh ە is a letter of its own there, U+06D5.)
SORANI: Final = re.compile("[\u06ce\u06c6\u06b5\u0695\u06d5]")
ARABIC_SCRIPT: Final = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5]")
LETTER: Final = re.compile(r"[^\W\d_]")
IDEOGRAPH: Final = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)  # says as much as three letters
TRADITIONAL_ONLY: Final = frozenset("們國來時會過對這說為學後麼經發現實體關點機電話總統軍隊議")
SIMPLIFIED_ONLY: Final = frozenset("们国来时会过对这说为学后么经发现实体关点机电话总统军队议")


@dataclass(frozen=True, slots=True)
class Guess:
    """A BCP 47 code (or "und", "mul"), a hint from 0 to 1 how sure it is, and other codes.

    `others` are the lines in another language: number of the line, counted from 1, and code.
    """

    code: str
    confidence: float
    alternatives: tuple[str, ...] = ()
    others: tuple[tuple[int, str], ...] = ()


@cache
def _identifier() -> Any:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(CANDIDATES)
    return identifier


def identify(text: str) -> Guess:
    """The language of the whole text; mixtures are told by `identify_text`."""
    sample = text[:SAMPLE]
    letters = _letters(sample)
    if letters < 3:
        return Guess(UNDETERMINED, 0.0)
    if _is_sorani(sample):
        return Guess("ckb", round(min(0.9, letters / ENOUGH_LETTERS), 2), ("ku", "fa", "ar"))
    ranked = [(_written(code, sample), p) for code, p in _identifier().rank(sample)[:4]]
    (code, probability), rest = ranked[0], ranked[1:]
    confidence = round(probability * min(1.0, letters / ENOUGH_LETTERS), 2)
    return Guess(code, confidence, tuple(c for c, p in rest if p > 0.001 and c != code))


def _letters(sample: str) -> int:
    return len(LETTER.findall(sample)) + 2 * len(IDEOGRAPH.findall(sample))


def _is_sorani(sample: str) -> bool:
    arabic = len(ARABIC_SCRIPT.findall(sample))
    return arabic > 0 and len(SORANI.findall(sample)) > 0.05 * arabic


def _written(code: str, sample: str) -> str:
    """The code with what it leaves open: the script of Chinese, the name of a macrolanguage."""
    if code in ("zh", "yue"):
        traditional = sum(c in TRADITIONAL_ONLY for c in sample)
        simplified = sum(c in SIMPLIFIED_ONLY for c in sample)
        return "zh-Hant" if traditional > simplified else "zh-Hans"
    return RENAMED.get(code, code)


def identify_text(text: str) -> Guess:
    """The language that most of the text is in, or "mul", with the lines in another one."""
    whole = identify(text)
    lines = [line for line in text.split("\n") if line][:MOST_LINES]
    guesses = [identify(line) for line in lines]
    codes = [g.code if g.confidence >= SURE_OF_A_LINE else UNDETERMINED for g in guesses]
    main = _dominant(codes, lines)
    if main == MIXED:
        parts = Counter(code for code in codes if code != UNDETERMINED).most_common()
        whole = Guess(MIXED, 0.3, tuple(code for code, _ in parts))
    elif main not in (UNDETERMINED, whole.code):
        whole = Guess(main, 0.6, (whole.code, *whole.alternatives))
    others = tuple(
        (number, code)
        for number, code in enumerate(codes, start=1)
        if code not in (UNDETERMINED, whole.code)
    )
    return replace(whole, others=others)


def _dominant(codes: list[str], lines: list[str]) -> str:
    weights: Counter[str] = Counter()
    for code, line in zip(codes, lines, strict=True):
        if code != UNDETERMINED:
            weights[code] += len(line)
    if not weights:
        return UNDETERMINED
    code, weight = weights.most_common(1)[0]
    return code if weight > MIXED_SHARE * weights.total() else MIXED
