"""The guards of an .xlsx file, read from its parts."""

from __future__ import annotations

from collections.abc import Mapping

from ...source import Source
from ..opening import DEFAULT_LIMITS
from ..opening.cellrefs import References
from ..opening.model import Range
from ..opening.package import main_part, relationships, target_of
from ..opening.parts import Parts
from ..opening.refusal import UnreadableFile
from ..opening.xml import Element, elements, hardened_parser, run
from .choices import Choices
from .guards import GENERAL, CellStyle, Guards, Rule
from .number_formats import BUILT_IN
from .sheet_parts import SheetPart, sheet_parts

_TRUE = ("1", "true", "on")


def read_xlsx_guards(source: Source) -> Mapping[str, Guards]:
    """The guards of each sheet. Raises opening.UnreadableFile."""
    parts = Parts(source.data, DEFAULT_LIMITS)
    main = main_part(parts)
    targets, kinds = relationships(parts, main)
    sheets = sheet_parts(parts)
    styles = _styles(parts, target_of(targets, kinds, "styles", main))
    choices = Choices(source.workbook, defined_names(parts))
    guards = {}
    for sheet in sheets:
        made = guards[sheet.name] = Guards(styles=styles, sheet=sheet.name, choices=choices)
        _SheetGuards(made, sheet).read(parts)
    return guards


def defined_names(parts: Parts) -> Mapping[tuple[str, str], str]:
    """What each defined name stands for, by its folded name and the folded name of its sheet ("" for none)."""
    main = main_part(parts)
    found = elements(parts.read(main), main)
    titles = [e.attributes.get("name", "") for e in found if e.name == "sheet" and e.parent == "sheets"]
    names = {}
    for element in found:
        if element.name == "definedName":
            local = element.attributes.get("localSheetId", "")
            inside = local.isdecimal() and len(local) < 6 and int(local) < len(titles)
            scope = titles[int(local)].casefold() if inside else ""
            names[element.attributes.get("name", "").casefold(), scope] = "".join(element.text)
    return names


def _styles(parts: Parts, where: str) -> list[CellStyle]:
    """The cell styles by number. Protection that a style does not mention is on."""
    styles: list[CellStyle] = []
    if where not in parts:
        return styles
    codes = dict(BUILT_IN)
    in_cells = False
    for element in elements(parts.read(where), where):
        attributes = element.attributes
        if element.name == "numFmt" and element.parent == "numFmts":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", GENERAL)
        elif element.name == "xf":
            in_cells = element.parent == "cellXfs"
            if in_cells:
                styles.append(CellStyle(codes.get(attributes.get("numFmtId", "0"), GENERAL)))
        elif element.name == "protection" and element.parent == "xf" and in_cells:
            styles[-1] = styles[-1]._replace(locked=attributes.get("locked", "1") in _TRUE)
    return styles


class _SheetGuards:
    """One pass over a worksheet part. Local names are enough: the extension for validations has the same ones."""

    def __init__(self, guards: Guards, sheet: SheetPart) -> None:
        self.guards = guards
        self.where = sheet.part
        self.references = References()
        self.row = 0
        self.column = 0
        self.rule: Element | None = None
        self.formulas: list[str] = []
        self.areas = ""
        self.text: list[str] = []

    def read(self, parts: Parts) -> None:
        parser = hardened_parser(self.where, namespaces=True)
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = lambda text: self.text.append(text) if self.rule else None
        run(parser, parts.read(self.where), self.where)

    def start(self, name: str, given: dict[str, str]) -> None:
        name = name.rpartition("}")[2]
        if name == "c":
            reference = given.get("r")
            self.column = self.column + 1 if reference is None else self.references.read(reference, self.where)[1]
            self.guards.cells.setdefault(self.row, {})[self.column] = _style_number(given.get("s"))
        elif name == "row":
            number = given.get("r")
            self.row = self.row + 1 if number is None else self.references.read(f"A{number}", self.where)[0]
            self.column = 0
            if given.get("customFormat") in _TRUE:
                self.guards.rows[self.row] = _style_number(given.get("s"))
        elif name == "col":
            first, last = given.get("min", ""), given.get("max", "")
            if "style" in given and first.isdecimal() and last.isdecimal():
                self.guards.columns.append((int(first[:9]), int(last[:9]), _style_number(given["style"])))
        elif name == "sheetProtection":
            self.guards.protected = given.get("sheet") in _TRUE
        elif name == "protectedRange" and not {"password", "hashValue"} & given.keys():
            self.guards.open_areas += self.ranges(given.get("sqref", ""))
        elif name == "dataValidation":
            self.rule = Element("", name, given, [])
            self.areas, self.formulas = given.get("sqref", ""), []
        self.text = []

    def end(self, name: str) -> None:
        name = name.rpartition("}")[2]
        if self.rule is None:
            return
        if name in ("formula1", "formula2") and "".join(self.text).strip():
            # "f" within them, where the rule stands in the extension, has been heard already
            self.formulas.append("".join(self.text))
        elif name == "f":
            self.formulas.append("".join(self.text))
        elif name == "sqref":
            self.areas = "".join(self.text)
        elif name == "dataValidation":
            kind = self.rule.attributes.get("type", "none")
            if kind != "none":
                operator = self.rule.attributes.get("operator", "between")
                rule = Rule(kind, self.ranges(self.areas), operator, tuple(self.formulas))
                self.guards.rules.append(rule)
            self.rule = None
        self.text = []

    def ranges(self, listed: str) -> tuple[Range, ...]:
        if len(self.guards.rules) + listed.count(" ") > DEFAULT_LIMITS.max_merged:
            raise UnreadableFile("workbook-too-large", where=self.where, limit="ranges")
        return tuple(self.references.read_range(area, self.where) for area in listed.split())


def _style_number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) <= 9 else 0
