"""What a receiving school needs, as a check: the same needs and finders as those of ``hocba checklist``."""

from __future__ import annotations

from functools import partial
from typing import Any

from ..checklists import load_profile
from ..checklists.finders import EVERY, FINDERS, Gap
from ..checklists.profile import Need
from ..checklists.profile import Profile as Needs
from ..checklists.situation import Case, Classmates
from ..model.flat import Path, year_key
from ..notices import Severity
from .check import Check
from .findings import Findings
from .paths import facts_of
from .record import Record

NAME = "profile.needs"
_WEIGHTS = {"required": Severity.ERROR, "advisable": Severity.INFO}


def check_of(checklist: str) -> Check:
    """The check of the needs of a checklist's profile."""
    return Check(NAME, ("transfer-need-missing",), partial(_run, load_profile(checklist)))


def _run(needs: Needs, record: Record, findings: Findings) -> None:
    """Each need by itself; what compares with the class finds nothing here, for a record stands alone."""
    case = Case(record.number, record.card, Classmates())
    suppliers = {supplier.id: supplier.name for supplier in needs.suppliers}
    for need in needs.needs:
        for gap in FINDERS[need.find](case, need):
            path = _path(need, gap)
            facts: dict[str, Any] = {"label": need.title, "supplier": suppliers[need.supplier], **facts_of(path)}
            if gap.school_year is None and gap.grade is not None:
                facts["grade"] = gap.grade
            findings.add("transfer-need-missing", path, weight=_WEIGHTS[need.weight], **facts)


def _path(need: Need, gap: Gap) -> Path:
    """Where a gap is, as a path of the record."""
    if gap.school_year is None and gap.grade is None:
        wanted = need.settings.get("any")
        return tuple(wanted[0].split(".")) if wanted else ()
    path: Path = ("years", year_key(gap.school_year, gap.grade))
    if gap.member is not None:
        kind, key = gap.member
        path = (*path, kind) if key == EVERY else (*path, kind, key)
        return (*path, "periods", gap.period) if gap.period and key != EVERY else path
    return (*path, "summaries", gap.period) if gap.period else path
