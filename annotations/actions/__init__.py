"""The one writer of what people say: every change in one transaction with its Change.

Each public function is one step of a person (see `articles.log.step`); those that are part of a
step take it as `log`.
"""

from .arranging import group_claims, move_claim, move_group, place_claim
from .arriving import (
    bring_in,
    bring_in_entry,
    bring_in_tag,
    bring_in_talk,
    bring_in_verdict,
    bring_in_version,
)
from .claiming import create_claim, delete_claim, edit_claim, restore_claim
from .codebook import delete_tag, move_tag, restore_tag, save_tag, store_tag
from .codebook_files import take_in_codebook
from .conflicts import EditConflict, Gone, Refused
from .deciding import AlreadyDecided, accept, reject, take_back_decision
from .entries import find_or_create_claim, find_or_create_speaker, find_or_create_utterance
from .families import join_family, leave_family, name_utterance
from .gaps import render_claim
from .glossing import gloss_by_machine
from .judging import set_verdict, take_back_verdict
from .marking import (
    anchor_of,
    carry_annotations_over,
    create_annotation,
    delete_annotation,
    edit_annotation,
    move_annotation,
    restore_annotation,
)
from .merging import Merging, merge_claims, split_claim
from .publishing import publish, withdraw
from .recoding import confirm_tag, take_tag_off
from .speakers import join_speakers
from .talking import (
    comment,
    delete_comment,
    reopen_thread,
    resolve_thread,
    restore_comment,
)
from .undoing import put_version_back, redo, undo, undo_decision

__all__ = [
    "AlreadyDecided",
    "EditConflict",
    "Gone",
    "Merging",
    "Refused",
    "accept",
    "anchor_of",
    "bring_in",
    "bring_in_entry",
    "bring_in_tag",
    "bring_in_talk",
    "bring_in_verdict",
    "bring_in_version",
    "carry_annotations_over",
    "comment",
    "confirm_tag",
    "create_annotation",
    "create_claim",
    "delete_annotation",
    "delete_claim",
    "delete_comment",
    "delete_tag",
    "edit_annotation",
    "edit_claim",
    "find_or_create_claim",
    "find_or_create_speaker",
    "find_or_create_utterance",
    "gloss_by_machine",
    "group_claims",
    "join_family",
    "join_speakers",
    "leave_family",
    "merge_claims",
    "move_annotation",
    "move_claim",
    "move_group",
    "move_tag",
    "name_utterance",
    "place_claim",
    "publish",
    "put_version_back",
    "redo",
    "reject",
    "render_claim",
    "reopen_thread",
    "resolve_thread",
    "restore_annotation",
    "restore_claim",
    "restore_comment",
    "restore_tag",
    "save_tag",
    "set_verdict",
    "split_claim",
    "store_tag",
    "take_back_decision",
    "take_back_verdict",
    "take_in_codebook",
    "take_tag_off",
    "undo",
    "undo_decision",
    "withdraw",
]
