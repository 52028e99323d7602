"""Claims as pages show them: stances, evidence, who has looked, and what merging comes to."""

from .evidence import Evidence, Position, evidence_address, positions_on
from .merged import merged_into, went_into
from .stances import StanceCount, add_stances

__all__ = [
    "Evidence",
    "Position",
    "StanceCount",
    "add_stances",
    "evidence_address",
    "merged_into",
    "positions_on",
    "went_into",
]
