"""Taking steps back, doing them again, and putting older versions back: always as further steps.

`KINDS` says of each kind of thing how its state is read and put back; a new kind is added there.
"""

from ..conflicts import Refused
from .kinds import KINDS, current_state, put_back, role_in, same_state
from .steps import Undone, own_stacks, redo, undo, undo_decision
from .versions import put_version_back, version_of_change

__all__ = [
    "KINDS",
    "Refused",
    "Undone",
    "current_state",
    "own_stacks",
    "put_back",
    "put_version_back",
    "redo",
    "role_in",
    "same_state",
    "undo",
    "undo_decision",
    "version_of_change",
]
