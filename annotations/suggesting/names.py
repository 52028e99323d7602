"""Words in one alphabet, so that names and borrowed words look alike in every script.

The letters are read as news agencies write them in English, without long vowels and accents:
enough to tell that two words are one name, not to print it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError

from .units import Span

WORD: Final = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u065f])*"
)
ARABIC_ARTICLE: Final = re.compile(r"^[وفبك]?ال(?=..)|^لل(?=..)")
SHORTEST_NAME: Final = 4  # letters of a territory's name that are compared
ENDING: Final = 3  # letters at the end of a name that an adjective may not have
SILENT: Final = "_"
SOUNDS: Final = (("sch", "s"), ("ch", "s"), ("sh", "s"), ("th", "t"), ("ph", "f"), ("kh", "h"))
MORE_SOUNDS: Final = (("gh", "g"), ("dh", "d"), ("zh", "j"))
ALIKE: Final = str.maketrans("pvwcqz", "bffkks", "aeiouyh")
TWICE: Final = re.compile(r"(.)\1+")


def _table(letters: str, readings: str) -> dict[str, str]:
    read = (reading.replace(SILENT, "") for reading in readings.split())
    return dict(zip(letters, read, strict=True))


LETTERS: Final = str.maketrans(
    _table(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءپچژگکی",
        "a b t th j h kh d dh r z s sh s d t z _ gh f q k l m n h w y a h _ p ch j g k y",
    )
    | _table(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяієґўјљњћђџ",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i ye g u "
        "j lj nj c dj dz",
    )
    | _table("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o")
    | _table(
        "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
        "a b g d h v z ch t y k k l m m n n s a p f ts ts k r sh t",
    )
    | _table("ıłđøæœ", "i l d o ae oe")
)


def words(text: str) -> Iterator[tuple[str, Span]]:
    """The words of a text and where they are; an ideograph is a word."""
    return ((match[0], match.span()) for match in WORD.finditer(text))


@lru_cache(maxsize=50_000)
def transliterated(word: str) -> str:
    """A word in Latin letters, in lower case, without accents and the Arabic article."""
    bare = ARABIC_ARTICLE.sub("", unicodedata.normalize("NFC", word))
    apart = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(LETTERS)


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """The consonants of a word, those that scripts render in different ways made one."""
    letters = transliterated(word)
    letters = letters[:1] + letters[1:].replace("w", "")  # rather a long vowel, save in front
    for sound, letter in SOUNDS + MORE_SOUNDS:
        letters = letters.replace(sound, letter)
    return TWICE.sub(r"\1", letters.translate(ALIKE))


def are_different_people(a: str, b: str) -> bool:
    """Are these surely two names? Not if one is empty, or in a script that is not read here.

    The last word of one, as a rule the family name, is looked for in the other.
    """
    return _share_a_name(a, b) is False


def seem_one_person(a: str, b: str) -> bool:
    """Is the family name of one in the other, in whatever script?"""
    return _share_a_name(a, b) is True


def _share_a_name(a: str, b: str) -> bool | None:
    first, second = ([skeleton(word) for word, _ in words(name)] for name in (a, b))
    if not first or not second or not "".join(first + second).isascii():
        return None
    return first[-1] in second or second[-1] in first


def territories(text: str, language: str) -> list[tuple[str, Span]]:
    """Codes of the countries that are named, also by an adjective, and where."""
    known = _territories(language)
    found = []
    for word, span in words(text):
        letters = transliterated(word)
        cuts = range(len(letters), SHORTEST_NAME - 1, -1)
        code = next((known[letters[:cut]] for cut in cuts if letters[:cut] in known), None)
        if code:
            found.append((code, span))
    return found


@lru_cache(maxsize=64)
def _territories(language: str) -> dict[str, str]:
    """Beginnings of the names of countries in a language (Unicode CLDR): "turk" is TR."""
    try:
        names = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        return {}
    countries = [(code, name) for code, name in names.items() if len(code) == 2 and name]
    alone = _beginnings([(code, name) for code, name in countries if " " not in name])
    # a word of several names, such as "united" or "islands", names none of them
    return _beginnings(countries) | alone


def _beginnings(countries: list[tuple[str, str]]) -> dict[str, str]:
    """The beginnings of words that stand in the name of one country only."""
    codes: dict[str, set[str]] = {}
    for code, name in countries:
        for letters in (transliterated(word) for word, _ in words(name)):
            if len(letters) >= SHORTEST_NAME:
                beginning = letters[: max(SHORTEST_NAME, len(letters) - ENDING)]
                codes.setdefault(beginning, set()).add(code)
    return {beginning: min(own) for beginning, own in codes.items() if len(own) == 1}
