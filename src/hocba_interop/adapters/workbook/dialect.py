"""Making a dialect of a layout: detection and reading are the same for all sheet formats."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ...notices import Notice, SourcePlace
from ..contract import Detects, Evidence, Reading, ReadOptions, Reads, UnreadableSource
from ..source import Source
from ..template import OpensTemplate, Template


def detects(package: str, layout: str) -> Detects:
    """The ``detect`` of a layout. The workbook machinery is imported when first asked."""

    def detect(source: Source) -> Evidence | None:
        from .detection import detect_workbook
        from .layout import load_layout

        return detect_workbook(source, load_layout(package, layout))

    return detect


def reads(package: str, layout: str) -> Reads:
    """The ``read`` of a layout."""

    def read(source: Source, options: ReadOptions) -> Reading:
        from .layout import load_layout
        from .table import read_workbook

        open_or_refuse(source)
        return read_workbook(source, load_layout(package, layout), options)

    return read


def templates(package: str, layout: str) -> OpensTemplate:
    """The ``template`` of a layout: its files can be filled."""

    def open_template(source: Source, options: ReadOptions) -> Template:
        from .layout import load_layout
        from .template import WorkbookTemplate

        open_or_refuse(source)
        return WorkbookTemplate(source, load_layout(package, layout), options)

    return open_template


def open_or_refuse(source: Source) -> None:
    """Open the workbook of a source. Raises UnreadableSource with the notice that says why not."""
    with refusals_of(source):
        source.workbook  # noqa: B018 - opened here so that a refusal comes before any reading


@contextmanager
def refusals_of(source: Source) -> Iterator[None]:
    """Turns what the opener refuses of a file into an UnreadableSource."""
    from .opening import UnreadableFile

    try:
        yield
    except UnreadableFile as error:
        facts = dict(error.params)
        if error.where:
            facts["part"] = error.where
        raise UnreadableSource(Notice(error.rule, SourcePlace(source.index), facts=facts)) from error
