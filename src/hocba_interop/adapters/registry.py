"""The registry of formats: ours and third parties', found by entry points; nothing is imported before it is asked."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points

from .contract import Dialect, Evidence, Format
from .source import Source

GROUP = "hocba.formats"
SURE_ENOUGH = 0.4
"""Below this confidence a dialect is not taken to be found."""


class UnknownFormat(ValueError):
    """A name that is no format, dialect or short name, or of one that cannot be written; ``known`` lists the others."""

    def __init__(self, name: str, known: tuple[str, ...], *, read_only: bool = False) -> None:
        super().__init__(name)
        self.name = name
        self.known = known
        self.read_only = read_only


def formats() -> tuple[Format, ...]:
    """All formats, ours first. A third party's that cannot be loaded is left out: `broken` says so."""
    return _load()[0]


def broken() -> tuple[str, ...]:
    """Entry points of third parties that could not be loaded, or are no formats."""
    return _load()[1]


@cache
def _load() -> tuple[tuple[Format, ...], tuple[str, ...]]:
    found: dict[str, Format] = {}
    failed: list[str] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda e: (not _is_ours(e), e.name)):
        try:
            loaded = entry.load()
        except Exception:
            if _is_ours(entry):
                raise
            loaded = None
        if isinstance(loaded, Format):
            found.setdefault(loaded.name, loaded)
        else:
            failed.append(f"{entry.name} = {entry.value}")
    return tuple(found.values()), tuple(failed)


def _is_ours(entry: EntryPoint) -> bool:
    return entry.value.startswith("hocba_interop.")


def dialects() -> tuple[Dialect, ...]:
    """All dialects of all formats."""
    return tuple(dialect for format_ in formats() for dialect in format_.dialects)


def find_dialect(name: str) -> Dialect:
    """The dialect of a name: ``format:dialect``, a short name, or a format for its first dialect that can write.

    Raises UnknownFormat.
    """
    for dialect in dialects():
        if name in (dialect.full_name, dialect.short):
            return dialect
    for format_ in formats():
        if name.casefold() in (format_.name, *format_.also):
            return next((d for d in format_.dialects if d.write), format_.dialects[0])
    known = tuple(sorted({d.full_name for d in dialects()} | {d.short for d in dialects() if d.short}))
    raise UnknownFormat(name, known)


def find_writable(name: str) -> Dialect:
    """The dialect of a name, which must be able to write. Raises UnknownFormat."""
    dialect = find_dialect(name)
    if dialect.write is None:
        raise UnknownFormat(name, tuple(d.full_name for d in dialects() if d.write), read_only=True)
    return dialect


def detect(source: Source, among: str | None = None) -> list[tuple[Dialect, Evidence]]:
    """The dialects that claim a source, surest first; ``among`` limits them to one format.

    A third party's dialect that fails here claims nothing: it must not stop the others.
    """
    claims = [
        (dialect, evidence)
        for format_ in formats()
        if among in (None, format_.name)
        for dialect in format_.dialects
        if (evidence := _claim(dialect, source, ours=format_.name in _our_names())) is not None
    ]
    return sorted(claims, key=lambda claim: -claim[1].confidence)


@cache
def _our_names() -> frozenset[str]:
    return frozenset(entry.name for entry in entry_points(group=GROUP) if _is_ours(entry))


def _claim(dialect: Dialect, source: Source, *, ours: bool) -> Evidence | None:
    try:
        return dialect.detect(source)
    except Exception:
        if ours:
            raise
        return None
