"""How to cite a published page: in a sentence, and for programs that keep references."""

from __future__ import annotations

import json
import re
from datetime import datetime

from .document import Document

LATEX_SIGNS = re.compile(r"[\\{}%&#$_^~]")
IN_LATEX = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}
SHORT = 16  # digits of the hash that a sentence quotes; the whole one stands on the page
SITE = "Parallax"


def day_of(document: Document) -> datetime:
    return datetime.fromisoformat(document["published_at"])


def title_of(document: Document) -> str:
    title = document["story"]["title"]
    return f"{title}: who says what (number {document['number']})"


def sentence(document: Document, address: str, sha256: str) -> str:
    """Authors, year, title, day, address and hash."""
    authors, day = ", ".join(document["authors"]), day_of(document)
    return (
        f"{authors} ({day.year}). {title_of(document)}. {SITE}, published {day.day} {day:%B %Y}. "
        f"{address} [SHA-256 {sha256[:SHORT]}…]"
    )


def bibtex(document: Document, address: str, sha256: str) -> str:
    day = day_of(document)
    fields = {
        "author": " and ".join(f"{{{_in_latex(name)}}}" for name in document["authors"]),
        "title": f"{{{_in_latex(title_of(document))}}}",
        "year": str(day.year),
        "month": str(day.month),
        "day": str(day.day),
        "howpublished": SITE,
        "version": str(document["number"]),
        "url": address,
        "note": f"SHA-256 {sha256}",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{_key(document)},\n{lines}}}\n"


def _key(document: Document) -> str:
    return f"{document['story']['slug']}-{document['number']}"


def _in_latex(text: str) -> str:
    return LATEX_SIGNS.sub(lambda sign: IN_LATEX.get(sign[0], f"\\{sign[0]}"), _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def ris(document: Document, address: str, sha256: str) -> str:
    lines = [
        ("TY", "DATA"),
        *(("AU", _one_line(name)) for name in document["authors"]),
        ("TI", _one_line(title_of(document))),
        ("PY", f"{day_of(document).year}"),
        ("DA", f"{day_of(document):%Y/%m/%d}"),
        ("ET", str(document["number"])),
        ("PB", SITE),
        ("UR", address),
        ("N1", f"SHA-256 {sha256}"),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


def csl_json(document: Document, address: str, sha256: str) -> str:
    day = day_of(document)
    entry = {
        "id": _key(document),
        "type": "dataset",
        "author": [{"literal": name} for name in document["authors"]],
        "title": title_of(document),
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "publisher": SITE,
        "version": str(document["number"]),
        "URL": address,
        "note": f"SHA-256 {sha256}",
    }
    return json.dumps([entry], ensure_ascii=False, indent=2)
