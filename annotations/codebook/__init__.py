"""The codebook as a whole: its order, its versions, what they changed, and its files.

Entries are named by the guid of their tag here, as in the log.
"""

from __future__ import annotations


class CodebookRefused(Exception):
    """The codebook cannot become so. The message is a sentence; nothing was stored."""
