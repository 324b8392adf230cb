"""How the parts of an .xlsx package lead from one to another."""

from __future__ import annotations

import posixpath

from .parts import Parts
from .refusal import UnreadableFile
from .xml import elements


def main_part(parts: Parts) -> str:
    """The name of the workbook part.

    Raises:
        UnreadableFile: `damaged-workbook` where there is none.
    """
    if "_rels/.rels" in parts:
        targets, kinds = relationships(parts, "")
        for relation, kind in kinds.items():
            if kind == "officeDocument":
                return targets[relation]
    if "xl/workbook.xml" in parts:
        return "xl/workbook.xml"
    raise UnreadableFile("damaged-workbook", where="xl/workbook.xml", reason="missing-part")


def relationships(parts: Parts, source: str) -> tuple[dict[str, str], dict[str, str]]:
    """Part name and kind (the last word of its type) of each relationship of a part, by its id."""
    folder, file = posixpath.split(source)
    where = posixpath.join(folder, "_rels", f"{file}.rels")
    targets: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for element in elements(parts.read(where), where):
        attributes = element.attributes
        if element.name != "Relationship" or attributes.get("TargetMode") == "External":
            continue
        relation = attributes.get("Id", "")
        target = attributes.get("Target", "").replace("\\", "/")
        targets[relation] = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kinds[relation] = attributes.get("Type", "").rpartition("/")[2]
    return targets, kinds


def target_of(targets: dict[str, str], kinds: dict[str, str], kind: str, main: str) -> str:
    """The part that the workbook part relates to by a kind; where none is named, the usual one."""
    for relation, found in kinds.items():
        if found == kind:
            return targets[relation]
    return posixpath.join(posixpath.dirname(main), f"{kind}.xml")
