"""What stands in quotation marks: speech, words that are somebody's, a name, or mere scare."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from .marks import Stretch
from .tongues import Tongue, fold
from .tongues.tongue import bag
from .words import Frame, Item, Page

Sort = Literal["speech", "words", "name", "scare"]

STOP_INSIDE: Final = re.compile(r"[.!?…。！？؟,،，]$")
HAS_STOP: Final = re.compile(r"[.!?…。！？؟;؛；](?:\s|$)")
WORDS: Final = re.compile(r"\w+(?:[-'’.]\w+)*")
HAN: Final = re.compile(r"[\u3400-\u9fff]")
UNCASED: Final = frozenset({"ar", "zh"})
JOINED: Final = re.compile(r"^[وف]?[لبك]?(?=\w{3})")  # what Arabic writes in one with a noun
TOLD: Final = frozenset({"ل"})  # "told “The New Shore”"
FEW: Final = 5  # words of a name or title
NAME_JOINTS: Final = bag(
    "of the and for a an in on to de la le les des du und der die das von für et del "
    "los las el y и в на для ve"
)


@dataclass(frozen=True, slots=True)
class Nearby:
    """How a stretch is tied to a cue of its frame."""

    governed: bool  # a colon, comma or verb of speech stands right beside it
    cued: bool  # there is a cue somewhere that fits
    about_somebody: bool  # the sentence is about a person
    shared: bool  # the cue stands closer to another quotation


class Judge:
    """Knows what recurs in a text, since names do."""

    def __init__(self, page: Page, cued: Iterable[int]) -> None:
        self.page = page
        self.tongue: Tongue = page.tongue
        self.times = Counter(self._words(s) for s in page.stretches)
        self.spoken = {self._words(page.stretches[q]) for q in cued}

    def _words(self, stretch: Stretch) -> str:
        return fold(self.page.text[stretch.start : stretch.end])

    def sort(self, frame: Frame, at: int, stretch: Stretch, nearby: Nearby) -> Sort:
        """`frame.items[at]` is the stretch."""
        inner = self.page.text[stretch.start : stretch.end]
        if self._is_whole(frame, at, inner) and (nearby.governed or not self._is_titled(frame, at)):
            return "speech"
        if at == 0 and not frame.is_heading and _goes_on_after(frame):
            return "speech"
        if frame.is_heading and not frame.words and _length(inner) > 2:
            return "words"  # a headline that only quotes
        before = _words_before(frame, at)
        if _follows(before, self.tongue.so_called):
            return "scare"
        if self._is_name(inner, before, frame, at, nearby):
            return "name"
        if nearby.cued or nearby.governed:
            return "words"
        is_phrase = _length(inner) > 2 and not inner[0].isupper()
        if fold(inner) in self.spoken or _length(inner) > FEW or is_phrase:
            return "words"
        doubtful = self.tongue.code == "zh"  # where marks often only lend weight
        return "words" if nearby.about_somebody and not doubtful else "scare"

    def _is_titled(self, frame: Frame, at: int) -> bool:
        before = _words_before(frame, at)
        return self._is_kind(before[-1:])

    def _is_kind(self, words: list[str]) -> bool:
        """Whether a name follows the words, whatever their endings where words bend."""
        kinds = self.tongue.kinds_of_name
        if self.tongue.nouns_are_capital:
            return any(word.endswith(kind) for word in words for kind in kinds if len(kind) > 3)
        if self.tongue.code == "ar":
            return any(word in kinds or JOINED.sub("", word) in kinds for word in words)
        if self.tongue.code not in ("ru", "tr"):
            return any(word in kinds for word in words)
        return any(
            word.startswith(kind[:-1] if len(kind) > 4 else kind) and len(word) - len(kind) <= 2
            for word in words
            for kind in kinds
        )

    def _is_whole(self, frame: Frame, at: int, inner: str) -> bool:
        """A sentence of its own: alone in its frame, or longer than a name, with a stop."""
        alone = not frame.words and not frame.is_heading
        if alone:
            return _length(inner) > 2 or bool(STOP_INSIDE.search(inner))
        return _length(inner) > FEW + 2 or (bool(HAS_STOP.search(inner)) and _length(inner) > 2)

    def _is_name(
        self, inner: str, before: list[str], frame: Frame, at: int, nearby: Nearby
    ) -> bool:
        if _length(inner) > FEW or STOP_INSIDE.search(inner):
            return False
        after = frame.items[at + 1].fold if at + 1 < len(frame.items) else ""
        any_capital = any(not w[0].islower() for w in WORDS.findall(inner))
        may_be_name = self.tongue.code in UNCASED or any_capital
        if may_be_name and (self._is_kind(before[-1:]) or self._is_kind([after])):
            return True
        if self.tongue.code == "ar" and before and before[-1] in TOLD:
            return True
        if before and self.tongue.is_body(before[-1]) and self._looks_like_name(inner):
            return True
        if self._is_kind(before[-2:]) and self._looks_like_name(inner):
            return True
        if self.tongue.code == "zh" and _qualifies(frame, at, inner, self.tongue):
            return True
        if nearby.shared and before and self._looks_like_name(inner):
            return True
        if nearby.governed:
            return False
        again = self.times[fold(inner)] > 1 and fold(inner) not in self.spoken
        recurring = again and may_be_name and _length(inner) <= 2
        return recurring or (self._looks_like_name(inner) and bool(before))

    def _looks_like_name(self, inner: str) -> bool:
        words = WORDS.findall(inner)
        if not words or HAN.search(inner):
            return False
        if any((len(w) > 1 and w.isupper()) or w[0].isdigit() for w in words[:1]):
            return True
        if self.tongue.code in ("ru", "fr", "es"):
            return bool(words[0][0].isupper())
        weighty = [w for w in words if w not in NAME_JOINTS]
        return bool(words[0][0].isupper() and all(not w[0].islower() for w in weighty))


def _qualifies(frame: Frame, at: int, inner: str, tongue: Tongue) -> bool:
    """In Chinese, a few characters in marks right before and after a noun are a name."""
    beside = (*frame.items[max(0, at - 1) : at], *frame.items[at + 1 : at + 2])
    known = tongue.not_names | tongue.says
    nouns = [i for i in beside if i.kind == "word" and i.fold not in known]
    return len(inner) <= FEW and len(nouns) == 2


def _goes_on_after(frame: Frame) -> bool:
    """“…”, and then the reporter: a comma or dash after the marks is for speech."""
    following = frame.items[1:3]
    return len(following) == 2 and following[0].text in {",", "،", "，", "—", "–"}


def _length(inner: str) -> int:
    """Words; two Chinese characters count as one."""
    han = len(HAN.findall(inner))
    return len(WORDS.findall(HAN.sub(" ", inner))) + (han + 1) // 2


def _words_before(frame: Frame, at: int) -> list[str]:
    before: list[Item] = []
    for item in reversed(frame.items[:at]):
        if item.kind != "word":
            break
        before.insert(0, item)
    return [item.fold for item in before[-4:]]


def _follows(before: list[str], phrases: frozenset[str]) -> bool:
    joined = " ".join(before)
    return any(joined == p or joined.endswith(f" {p}") for p in phrases) or (
        len(before) > 1 and before[-2] in phrases
    )
