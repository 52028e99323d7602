"""What the log speaks of, in words: what was done, and to what, with one of its states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

LONGEST = 60
ISOLATE, POP = "\u2068", "\u2069"  # around words of any direction, in a sentence of ours

# What stands for a thing is put in place of {}
DEEDS = {
    "annotation created": "made {}",
    "annotation edited": "changed {}",
    "annotation restored": "brought {} back",
    "annotation moved": "found a place for {}",
    "annotation carried over": "took {} along to a corrected text",
    "annotation lost its passage": "corrected the passage of {} away",
    "annotation followed its claim": "had {} follow its claim",
    "annotation confirmed": "confirmed a tag of {}",
    "annotation joined a family": "put {} into a family",
    "annotation left its family": "took {} out of its family",
    "utterance named": "named {} anew",
    "speaker joined": "joined {} with another",
    "speaker named": "gave further names to {}",
    "annotation followed a speaker": "had {} follow its speaker",
    "annotation translated": "had a machine translate {}",
    "annotation from suggestion": "made {} from a suggestion",
    "decision taken back": "had {} be proposed again",
    "claim created": "stated {}",
    "claim edited": "stated {} anew",
    "claim restored": "brought {} back",
    "claim merged": "merged {} into another",
    "comment written": "wrote {}",
    "comment restored": "brought {} back",
    "verdict given": "gave {}",
    "verdict taken back": "withdrew {}",
    "verdict followed its claim": "had {} follow its claim",
    "thread resolved": "resolved {}",
    "thread reopened": "opened {} again",
    "tag created": "put {} into the codebook",
    "tag restored": "brought {} back",
    "role set": "set {}",
    "joined": "joined by {}",
    "invited": "made {}",
    "invitation revoked": "revoked {}",
    "blind coding set": "set {}",
    "snapshot published": "published {}",
    "snapshot withdrawn": "withdrew {}",
    "article restored": "brought {} back",
    "text corrected": "corrected the text of {}",
    "passage struck": "struck a passage of {}",
    "passage restored": "put a passage of {} back",
}
# Of what can be taken back, whatever kind it is
FURTHER = {"undone": "undid a change of {}", "redone": "redid a change of {}"}

SUGGESTED = {
    "quotation": "a quotation that was proposed",
    "pair": "passages that were proposed as one claim",
    "family": "quotations that were proposed as one utterance",
}

# Of the changes of one step, these say best what it was about, and those that merely follow, worst
LEADING = {"claim merged", "speaker joined", "claim split", "text corrected", "suggestion accepted"}
FOLLOWING = {
    "annotation followed its claim",
    "annotation followed a speaker",
    "verdict followed its claim",
    "annotation carried over",
    "annotation lost its passage",
    "tag moved",
    "speaker created",
    "utterance created",
}


@dataclass(frozen=True)
class Name:
    """What a thing is called: our words, then its own, of any language; either may be empty."""

    ours: str
    own: str = ""

    def __str__(self) -> str:
        return f"{self.ours} {quoted(self.own)}".strip() if self.own else self.ours


def kind_and_key(subject: str) -> tuple[str, str]:
    kind, _, key = subject.partition(":")
    return kind, key


def name_of(subject: str, state: dict[str, Any] | None) -> Name:
    """E.g. “the mark on” and the passage, or “claim 3” and its statement."""
    kind, key = kind_and_key(subject)
    said = state or {}
    names = {
        "annotation": Name("the mark on", said.get("exact", "")),
        "claim": Name(f"claim {key}", said.get("statement", "")),
        "place": Name(f"the place of claim {key}"),
        "verdict": Name(f"the verdict on claim {said.get('claim', '')}".rstrip()),
        "decision": Name(SUGGESTED.get(said.get("kind", ""), "a suggestion")),
        "tag": Name("the tag", said.get("name", "")),
        "comment": Name("the comment", said.get("text", "")),
        "thread": Name("the talk"),
        "article": Name("the article", said.get("headline") or key),
        "speaker": Name("the speaker", said.get("name") or key),
        "utterance": Name("the family of quotations", said.get("gist", "")),
        "story": Name("the story", said.get("title", "")),
        "member": Name("the role of", key),
        "invitation": Name("an invitation"),
        "blind": Name("blind coding"),
        "snapshot": Name(f"number {key}"),
    }
    return names.get(kind, Name(kind))


def called(subject: str, state: dict[str, Any] | None) -> str:
    """In a sentence: “the mark on “Rain fell””, “claim 3”."""
    name = name_of(subject, state)
    return name.ours if kind_and_key(subject)[0] == "claim" else str(name)


def deed(verb: str) -> tuple[str, str]:
    """What was done, in the past tense: the words before what it was done to, and those after."""
    kind, _, done = verb.partition(" ")
    phrase = DEEDS.get(verb) or FURTHER.get(done) or f"{done or kind} {{}}"
    before, _, after = phrase.partition("{}")
    return before.strip(), after.strip()


def weight(verb: str) -> int:
    """By which the changes of a step are sorted: what it was about comes first."""
    return 0 if verb in LEADING else 2 if verb in FOLLOWING else 1


def quoted(words: str) -> str:
    """Shortened, between quotation marks, and with a direction of its own."""
    words = " ".join(words.split())
    if len(words) > LONGEST:
        words = words[: LONGEST - 1].rstrip() + "…"
    return f"“{ISOLATE}{words}{POP}”"


def capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]
