"""The one writer of what people say: every change in one transaction with its Change.

Each public function is one step of a person (see `articles.log.step`); those that are part of a
step take it as `log`.
"""

from .arriving import bring_in, bring_in_entry
from .claiming import create_claim, delete_claim, edit_claim, restore_claim
from .codebook import save_tag, store_tag
from .conflicts import EditConflict
from .entries import find_or_create_claim, find_or_create_speaker, find_or_create_utterance
from .marking import (
    anchor_of,
    carry_annotations_over,
    create_annotation,
    delete_annotation,
    edit_annotation,
    move_annotation,
    restore_annotation,
)
from .talking import comment

__all__ = [
    "EditConflict",
    "anchor_of",
    "bring_in",
    "bring_in_entry",
    "carry_annotations_over",
    "comment",
    "create_annotation",
    "create_claim",
    "delete_annotation",
    "delete_claim",
    "edit_annotation",
    "edit_claim",
    "find_or_create_claim",
    "find_or_create_speaker",
    "find_or_create_utterance",
    "move_annotation",
    "restore_annotation",
    "restore_claim",
    "save_tag",
    "store_tag",
]
