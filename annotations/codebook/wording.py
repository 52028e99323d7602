"""Words as the codebook keeps them."""

from __future__ import annotations

import re

# what neither XML nor a spreadsheet can hold: control characters but for line ends and tabs
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def tidied(text: str) -> str:
    """Several lines, as they can be written into any file and read back the same."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return FORBIDDEN.sub("", text).strip()


def one_line(text: str) -> str:
    return " ".join(FORBIDDEN.sub(" ", text).split())
