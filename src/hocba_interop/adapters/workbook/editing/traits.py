"""What LibreOffice sees of a workbook beyond values, compared before and after it wrote an .xls.

Both states are given as .xlsx that LibreOffice itself stored, so that a difference is one that the writing of the
.xls made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ...source import Source
from ..opening import DEFAULT_LIMITS
from ..opening.cellrefs import References
from ..opening.model import Position, Range
from ..opening.parts import Parts
from ..opening.xml import hardened_parser, run
from .comparing import Change
from .guards import Guards
from .reading_guards import defined_names, read_xlsx_guards
from .sheet_parts import sheet_parts

_XLS_COLUMNS = 256


def trait_changes(before: Source, after: Source) -> Iterator[Change]:
    """What differs in number formats, protection, data validations, formulas and defined names.

    Raises:
        UnreadableFile: as the opener does.
    """
    parts, new_parts = Parts(before.data, DEFAULT_LIMITS), Parts(after.data, DEFAULT_LIMITS)
    if defined_names(parts) != defined_names(new_parts):
        yield Change("defined_names")
    guards, new_guards = read_xlsx_guards(before), read_xlsx_guards(after)
    if guards.keys() != new_guards.keys():
        yield Change("sheets")
        return
    formulas, new_formulas = _formulas(parts), _formulas(new_parts)
    for sheet, one in guards.items():
        other = new_guards[sheet]
        if one.protected != other.protected:
            yield Change("protection", sheet)
        if _rules(one) != _rules(other):
            yield Change("data_validations", sheet)
        yield from _style_changes(sheet, one, other)
        for position in sorted(formulas[sheet].keys() | new_formulas[sheet].keys()):
            if formulas[sheet].get(position) != new_formulas[sheet].get(position):
                yield Change("formulas", sheet, *position)


def _style_changes(sheet: str, one: Guards, other: Guards) -> Iterator[Change]:
    written = {(row, column) for guards in (one, other) for row in guards.cells for column in guards.cells[row]}
    # row 0 stands for what a column says of all the cells that are not written
    for row, column in sorted(written | {(0, column) for column in range(1, _XLS_COLUMNS + 1)}):
        if one.number_format(row, column) != other.number_format(row, column):
            yield Change("number_formats", sheet, row, column)
        if one.is_locked(row, column) != other.is_locked(row, column):
            yield Change("protection", sheet, row, column)


def _rules(guards: Guards) -> Mapping[object, Mapping[int, list[tuple[int, int]]]]:
    """Where each validation holds, column by column: a writer may cut one area into several or join them."""
    areas: defaultdict[object, list[Range]] = defaultdict(list)
    for rule in guards.rules:
        areas[rule.kind, rule.operator, rule.formulas] += rule.areas
    return {key: _by_column(ranges) for key, ranges in areas.items()}


def _by_column(areas: list[Range]) -> Mapping[int, list[tuple[int, int]]]:
    columns: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for area in sorted(areas, key=lambda area: area.top):
        for column in range(area.left, min(area.right, _XLS_COLUMNS) + 1):
            runs = columns[column]
            if runs and area.top <= runs[-1][1] + 1:
                runs[-1] = (runs[-1][0], max(runs[-1][1], area.bottom))
            else:
                runs.append((area.top, area.bottom))
    return columns


def _formulas(parts: Parts) -> Mapping[str, Mapping[Position, str]]:
    """The text of each formula, by sheet and cell."""
    return {sheet.name: _FormulaPass(sheet.part).read(parts) for sheet in sheet_parts(parts)}


class _FormulaPass:
    def __init__(self, where: str) -> None:
        self.where = where
        self.found: dict[Position, str] = {}
        self.references = References()
        self.position: Position = (0, 0)
        self.text: list[str] | None = None

    def read(self, parts: Parts) -> Mapping[Position, str]:
        parser = hardened_parser(self.where, namespaces=True)
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = lambda text: None if self.text is None else self.text.append(text)
        run(parser, parts.read(self.where), self.where)
        return self.found

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.endswith("}c"):
            self.position = self.references.read(attributes.get("r", ""), self.where)
        elif name.endswith("}f"):
            self.text = []

    def end(self, name: str) -> None:
        if name.endswith("}f") and self.text is not None:
            self.found[self.position] = "".join(self.text)
            self.text = None
