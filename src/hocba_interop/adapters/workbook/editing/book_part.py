"""The workbook part, told to have its formulas calculated anew when it is next opened."""

from __future__ import annotations

from .markup import Part, Patch, Tag

_BEFORE_CALC_PR = ("sheets", "functionGroups", "externalReferences", "definedNames")
"""What the schema puts between the sheets and ``calcPr``."""
_TRUE = ("1", "true", "on")


class _BookScan:
    def __init__(self, part: Part) -> None:
        self.part = part
        self.calc_pr: Tag | None = None
        self.calculated = False
        self.prefix = ""
        self.place = 0
        self._names: list[str] = []
        self._tag = 0
        part.scan(self)

    def start(self, name: str, attributes: dict[str, str], offset: int) -> None:
        self._names.append(name.rpartition("}")[2])
        if len(self._names) == 1:
            self.prefix = self.part.tag(offset).prefix
        elif len(self._names) == 2:
            self._tag = offset
            if self._names[1] == "calcPr":
                self.calc_pr = self.part.tag(offset)
                self.calculated = attributes.get("fullCalcOnLoad") in _TRUE

    def end(self, name: str, offset: int) -> None:
        self._names.pop()
        if len(self._names) == 1 and name.rpartition("}")[2] in _BEFORE_CALC_PR:
            tag = self.part.tag(self._tag)
            self.place = tag.end if tag.empty else self.part.after_end_tag(offset)


def calculated_on_opening(raw: bytes, where: str) -> bytes:
    """The part with ``fullCalcOnLoad`` set, since the stored results of formulas no longer follow from the cells.

    Raises:
        UnreadableFile: `damaged-workbook`, `xml-entities`.
    """
    scan = _BookScan(Part(raw, where))
    if scan.calculated:
        return raw
    if scan.calc_pr is not None:
        tag = scan.calc_pr
        return scan.part.pasted([Patch(tag.start, tag.end, tag.with_attributes({"fullCalcOnLoad": "1"}))])
    return scan.part.pasted([Patch(scan.place, scan.place, f'<{scan.prefix}calcPr fullCalcOnLoad="1"/>')])
