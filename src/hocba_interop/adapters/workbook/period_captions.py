"""Captions that name their period at their end, in one cell: ``ToanHKI``, ``Học lực HK2``, ``Điểm tổng kết cả năm``."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ...codelists import periods, subjects
from ...text import tidy

if TYPE_CHECKING:
    from .header import HeaderCell
    from .layout import Layout

_AT_END = re.compile(
    r"(?P<caption>.+?)[\s_.,()–—-]*(?P<period>hk\s*(?:ii|i|2|1)|h[oọ]c\s*k[iyìỳ]\s*(?:ii|i|2|1)|c[aả]\s*n[aă]m|cn)\)?$",
    re.IGNORECASE,
)


def with_period_apart(cell: HeaderCell, layout: Layout) -> HeaderCell:
    """The column with the period in its own place, where its caption names a kind of column or subject and a period.

    A caption that is known as it stands is left alone: CNCN is a subject, no CN of a subject CN.
    """
    found = _AT_END.match(tidy(cell.caption))
    if cell.period or found is None or _is_known(cell.caption, layout) or not _is_known(found["caption"], layout):
        return cell
    period = periods.find(found["period"])
    captions = (*cell.captions[:-1], found["caption"])
    return replace(cell, captions=captions, period=period, round=found["period"]) if period else cell


def _is_known(caption: str, layout: Layout) -> bool:
    return layout.find(caption, ()) is not None or subjects.find(caption, layout.level) is not None
