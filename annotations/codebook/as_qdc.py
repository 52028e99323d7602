"""The codebook as a REFI-QDA Codebook (.qdc), which other programs of qualitative research read.

After the standard of the Rotterdam Exchange Format Initiative, codebook schema 1.0: `CodeBook`
with nested `Code` elements (guid, name, isCodable, color), each with one `Description`, and
`Sets`. Examples have no place of their own in it: they follow the definition in the description
after a line `Examples:`; a line of a definition that reads so begins with a backslash.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from . import CodebookRefused
from .files import Reading, Told, checked, guid_in
from .palette import HUES, nearest
from .tree import MOST_ENTRIES, MOST_LEVELS

NAMESPACE = "urn:QDA-XML:codebook:1.0"
FAMILY = "urn:QDA-XML:codebook:"  # some programs end it in 1:0
MARK = "Examples:"
MARK_IN_TEXT = re.compile(r"^(\\*)(?=Examples:$)", re.MULTILINE)
ESCAPED_MARK = re.compile(r"^\\(?=\\*Examples:$)", re.MULTILINE)
EXAMPLES = re.compile(r"^Examples:$", re.MULTILINE)


# Out


def written(entries: list[Told]) -> bytes:
    """The file. `entries` in the order of the codebook, each with its guid and colour."""
    root = etree.Element(f"{{{NAMESPACE}}}CodeBook", nsmap={None: NAMESPACE}, origin="Parallax")
    codes = etree.SubElement(root, f"{{{NAMESPACE}}}Codes")
    elements: dict[str | None, etree._Element] = {}
    for entry in entries:
        above = elements.get(entry.whole, codes)
        elements[entry.name] = code = etree.SubElement(above, f"{{{NAMESPACE}}}Code")
        code.attrib["guid"] = str(entry.guid)
        code.attrib["name"] = entry.name
        code.attrib["isCodable"] = "true"
        code.attrib["color"] = HUES[entry.colour or 0]
        if description := described(entry.definition or "", entry.examples or ""):
            etree.SubElement(code, f"{{{NAMESPACE}}}Description").text = description
    file: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return file


def described(definition: str, examples: str) -> str:
    parts = [MARK_IN_TEXT.sub(r"\1\\", definition)] if definition else []
    return "\n\n".join([*parts, f"{MARK}\n{examples}"] if examples else parts)


def meant(description: str) -> tuple[str, str]:
    """The definition and the examples of a description."""
    definition, mark, examples = description, "", ""
    if found := EXAMPLES.search(description):
        definition, mark = description[: found.start()], MARK
        examples = description[found.end() :]
    return ESCAPED_MARK.sub("", definition).strip(), examples.strip() if mark else ""


# In


def read(raw: bytes) -> Reading:
    """Raises CodebookRefused with what is wrong."""
    parser = etree.XMLParser(
        target=_Codes(), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        found: _Codes = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise CodebookRefused(f"The file cannot be read as XML: {error.msg}.") from error
    return checked(found.told(), found.notes())


class _Codes:
    """Gathers the codes while the parser goes through a file, and stops it where it is hostile."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.above: list[int] = []  # the codes within which the parser is, by their index
        self.codes: list[dict[str, Any]] = []
        self.sets = self.headings = 0

    # What the parser calls

    def doctype(self, *_: str | None) -> None:
        raise CodebookRefused(
            "The file has a document type declaration (DOCTYPE), which a REFI-QDA Codebook never "
            "has. Such files are not read."
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition("}")
        if not self.path and (name != "CodeBook" or not namespace[1:].startswith(FAMILY)):
            raise CodebookRefused(f"This is no REFI-QDA Codebook: it begins with <{name[:40]}>.")
        if name == "Code" and self.path[1:2] == ["Codes"]:
            self._start_code(attributes)
        self.sets += name == "Set"
        self.path.append(name)

    def _start_code(self, attributes: dict[str, str]) -> None:
        if len(self.codes) >= MOST_ENTRIES:
            raise CodebookRefused(f"The file has more than {MOST_ENTRIES:,} entries.")
        if len(self.above) >= MOST_LEVELS:
            raise CodebookRefused(f"A codebook has at most {MOST_LEVELS} levels.")
        whole = self.codes[self.above[-1]]["name"] if self.above else ""
        self.headings += attributes.get("isCodable", "true").strip() in ("false", "0")
        self.above.append(len(self.codes))
        self.codes.append(
            {
                "name": attributes.get("name", ""),
                "guid": guid_in(attributes.get("guid", "")),
                "colour": nearest(attributes.get("color", "").strip()),
                "whole": whole,
                "description": "",
            }
        )

    def data(self, text: str) -> None:
        if self.above and self.path[-2:] == ["Code", "Description"]:
            self.codes[self.above[-1]]["description"] += text

    def end(self, tag: str) -> None:
        if self.path.pop() == "Code" and self.above:
            self.above.pop()

    def comment(self, text: str) -> None:
        """Comments say nothing of the codes."""

    def close(self) -> _Codes:
        return self

    # What was found

    def told(self) -> list[Told]:
        return [_told(number, code) for number, code in enumerate(self.codes, start=1)]

    def notes(self) -> list[str]:
        found = []
        if self.sets:
            found.append(f"Sets of codes are left out: {self.sets}.")
        if self.headings:
            found.append(f"Codes that only head others there can be given here: {self.headings}.")
        return found


def _told(number: int, code: dict[str, Any]) -> Told:
    definition, examples = meant(code["description"].replace("\r\n", "\n"))
    return Told(
        where=f"Code {number}",
        name=code["name"],
        definition=definition,
        examples=examples,
        colour=code["colour"],
        whole=code["whole"],
        guid=code["guid"],
    )
