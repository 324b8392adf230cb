"""Codes of provinces and communes, and the names beside them.

Seven codes are of another province since 1/7/2025 (15 was Yên Bái and is Lào Cai): a code is read with its list.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ....codelists.provinces import EDITIONS
from ...check import Check
from ...findings import Findings
from ...record import Record
from ..provinces import by_code, changed_meaning, named, today_of
from .stated import Stated, places_of

_COMMUNE = re.compile(r"[0-9]{5}")


def _codes(record: Record, findings: Findings) -> None:
    for place in places_of(record.card):
        if place.edition and place.edition not in EDITIONS:
            findings.add("place-list-unknown", (*place.path, "list_edition"), private={"value": place.edition})
        if place.commune and not _COMMUNE.fullmatch(place.commune):
            findings.add("commune-code-form", (*place.path, "commune_code"), private={"value": place.commune})
        if place.only_province and place.text and not named(place.text):
            findings.add("province-name-unknown", (*place.path, place.leaf), private={"value": place.text})
        if place.province:
            _check_code(findings, place, place.province)


def _check_code(findings: Findings, place: Stated, code: str) -> None:
    rule = _fault(code, place.text, place.edition if place.edition in EDITIONS else None)
    if rule is None:
        return
    also = (
        (*place.path, place.leaf) if rule in ("province-code-and-name-differ", "province-code-of-other-list") else None
    )
    private = {"code": code, **({"name": place.text} if also else {})}
    findings.add(rule, (*place.path, "province_code"), also, private=private)


@lru_cache(maxsize=16384)
def _fault(code: str, text: str | None, edition: str | None) -> str | None:
    """The rule that a code breaks, beside a name and by a list (None: either)."""
    meant = {one: province for one in EDITIONS if (province := by_code(code, one))}
    if not (meant if edition is None else edition in meant):
        return "province-code-unknown"
    names = named(text) if text else {}
    if not names:
        return "province-code-without-list" if edition is None and changed_meaning(code) else None
    if edition is not None:
        # an address keeps its old name beside the code of what the province went into
        today = {today_of(province) for province in names.values()}
        if names.get(edition) == meant[edition] or (edition not in names and today_of(meant[edition]) in today):
            return None
    if any(names.get(one) == province for one, province in meant.items()):
        return None if edition is None else "province-code-of-other-list"
    if edition is None and any(today_of(old) == code for old in names.values()):
        return None
    return "province-code-and-name-differ"


CHECKS = (
    Check(
        "places.codes",
        (
            "province-code-unknown",
            "province-name-unknown",
            "province-code-and-name-differ",
            "province-code-of-other-list",
            "province-code-without-list",
            "place-list-unknown",
            "commune-code-form",
        ),
        _codes,
    ),
)
