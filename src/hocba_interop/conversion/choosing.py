"""Choosing the dialect of a source: the one that the user names, else the one that its content shows."""

from __future__ import annotations

from ..adapters import registry
from ..adapters.contract import Dialect, Evidence, HeaderNotFound, UnreadableSource
from ..adapters.source import Source
from ..notices import Notice, SourcePlace


def choose_dialect(source: Source, wanted: str | None = None) -> tuple[Dialect, Evidence | None]:
    """The dialect of a source: the one named, else the one that its content shows.

    Raises UnreadableSource where none or two claim it, registry.UnknownFormat for a name that is none.
    """
    if wanted and ":" in wanted:
        return registry.find_dialect(wanted), None
    among = None
    if wanted:
        named = registry.find_dialect(wanted)
        if wanted == named.short:
            return named, None
        among = named.format
    claims = _claims(source, among)
    sure = [claim for claim in claims if claim[1].confidence >= registry.SURE_ENOUGH]
    if not sure:
        raise UnreadableSource(unknown_format(source))
    if len(sure) > 1 and sure[0][1].confidence - sure[1][1].confidence < 0.02:
        names = ", ".join(dialect.full_name for dialect, _ in sure[:2])
        raise UnreadableSource(Notice("ambiguous-format", SourcePlace(source.index), facts={"formats": names}))
    return sure[0]


def _claims(source: Source, among: str | None) -> list[tuple[Dialect, Evidence]]:
    """Who claims a source. What cannot be opened as what it is, or is of no kind that anyone reads, is refused."""
    from ..adapters.workbook.detection import WORKBOOKS
    from ..adapters.workbook.dialect import open_or_refuse

    if source.container in WORKBOOKS:
        open_or_refuse(source)
    claims = registry.detect(source, among)
    if not claims and source.container in ("json", "xml"):
        getattr(source, source.container)  # says what is wrong with it, if anything is
    elif not claims and not source.name.endswith((".json", ".jsonl", ".xml")):
        open_or_refuse(source)
    return claims


def unknown_format(source: Source) -> Notice:
    """What to say of a source that no dialect claims: which row of a workbook came nearest to a header."""
    from ..adapters.workbook.detection import WORKBOOKS
    from ..adapters.workbook.layout import load_layout
    from ..adapters.workbook.opening import UnreadableFile
    from ..adapters.workbook.table import header_not_found

    if source.container not in WORKBOOKS:
        return Notice("unknown-format", SourcePlace(source.index))
    try:
        missing = header_not_found(source, load_layout("hocba_interop.adapters.vnpt", "class-summary"))
    except UnreadableFile:
        return Notice("unknown-format", SourcePlace(source.index))
    return header_notice(missing, source, "unknown-workbook")


def header_notice(missing: HeaderNotFound, source: Source, rule: str = "header-not-found") -> Notice:
    """The notice of a header that was not found: what was looked for, and which row came nearest."""
    from .. import legacy_fonts

    texts = (v for sheet in source.workbook.sheets for v in sheet.cells.values() if isinstance(v, str))
    if font := legacy_fonts.detect_many(texts):
        return Notice("legacy-font-header", SourcePlace(source.index), facts={"font": font})
    facts = {"wanted": ", ".join(missing.wanted[:6]), "found": ", ".join(missing.matched) or "-"}
    return Notice(rule, missing.nearest or SourcePlace(source.index), facts=facts)
