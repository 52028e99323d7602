"""What the log speaks of, in words: a subject such as `claim:3`, with one of its states."""

from __future__ import annotations

from typing import Any

LONGEST = 60
ISOLATE, POP = "\u2068", "\u2069"  # around words of any direction, in a sentence of ours


def kind_and_key(subject: str) -> tuple[str, str]:
    kind, _, key = subject.partition(":")
    return kind, key


def called(subject: str, state: dict[str, Any] | None) -> str:
    """E.g. “the mark on “Rain fell”” or “claim 3”, to stand inside a sentence."""
    kind, key = kind_and_key(subject)
    said = state or {}
    match kind:
        case "annotation":
            return f"the mark on {quoted(said.get('exact', ''))}"
        case "claim":
            return f"claim {key}"
        case "verdict":
            return f"the verdict on claim {said.get('claim', '')}".rstrip()
        case "tag":
            return f"the tag {quoted(said.get('name', ''))}"
        case "comment":
            return f"the comment {quoted(said.get('text', ''))}"
        case "thread":
            return "the talk"
        case "article":
            return f"the article {quoted(said.get('headline') or key)}"
        case "speaker" | "member":
            return quoted(key, marks="")
    return {"utterance": "a family of quotations", "story": "the story"}.get(kind, kind)


def quoted(words: str, marks: str = "“”") -> str:
    """Shortened, between quotation marks, and with a direction of its own."""
    words = " ".join(words.split())
    if len(words) > LONGEST:
        words = words[: LONGEST - 1].rstrip() + "…"
    return marks[:1] + ISOLATE + words + POP + marks[1:]


def capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]
