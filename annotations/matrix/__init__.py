"""The matrix of a story: claims down, articles across, and in each cell who says what, where."""

from .cells import OPEN, Cell, Matrix, Passage, Row, Said
from .files import as_json, as_table
from .gathering import matrix_for, whole_matrix

__all__ = [
    "OPEN",
    "Cell",
    "Matrix",
    "Passage",
    "Row",
    "Said",
    "as_json",
    "as_table",
    "matrix_for",
    "whole_matrix",
]
