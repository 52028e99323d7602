"""From the bytes of a file to a proposal of an article. Knows no Django and no database.

Nothing here decides: every finding is proposed with a note, for a person to correct.
"""

from .decoding import MAX_BYTES
from .encodings import LABELS as ENCODINGS
from .likeness import fingerprint, overlap
from .pipeline import propose
from .proposal import Credit, Note, Passage, Proposal, Refused
from .reading import canonical
from .segmentation import segment

__all__ = [
    "ENCODINGS",
    "MAX_BYTES",
    "Credit",
    "Note",
    "Passage",
    "Proposal",
    "Refused",
    "canonical",
    "fingerprint",
    "overlap",
    "propose",
    "segment",
]
