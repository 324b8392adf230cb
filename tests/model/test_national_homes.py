"""Every field of the national primary and secondary record has a home in the model: one card holds them all."""

from __future__ import annotations

import csv
from pathlib import Path

from hocba_interop.model import Mark
from hocba_interop.model.flat import Leaf, flatten, unflatten
from hocba_interop.model.flat import Path as LeafPath

HOMES = Path(__file__).with_name("national_homes.tsv")
# fields of the two tables, their histories, marks and certificates, without envelopes of children and technical keys
PRIMARY, SECONDARY = 80 + 5 + 5 + 4, 69 + 5 + 5 + 9 + 2


def _rows() -> list[list[str]]:
    with HOMES.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if not row[0].startswith("#")]


def _leaf(path: LeafPath, sample: str) -> Leaf:
    scale, _, value = sample.partition(" ")
    if path[-1] in ("level", "test", "result", "after_retest") and path[2] != "level":
        return Mark(scale=scale, value=value)  # type: ignore[arg-type]
    if path[-1].endswith("_result") or path[-1] in ("conduct_after_summer", "learning_after_retest"):
        return Mark(scale=scale, value=value)  # type: ignore[arg-type]
    if sample in ("true", "false"):
        return sample == "true"
    return int(sample) if path[-1] == "grade" or path[-2:] == ("sync", "version") else sample


def test_every_national_field_has_a_home() -> None:
    flat: dict[LeafPath, Leaf] = {}
    for _, _, home, sample in _rows():
        path = tuple(home.split("/"))
        assert path not in flat, f"two fields in one home: {home}"
        flat[path] = _leaf(path, sample)
        if path[1:2] == ("guardians",):
            flat[*path[:3], "relation"] = path[2]
        for members, key in (("subjects", "subject"), ("traits", "trait")):
            if path[2:3] == (members,):
                flat[*path[:4], key] = path[3]
        if path[2:4] == ("issue", "signers"):
            flat[*path[:5], "role"] = ("head", "class_teacher")[int(path[4])]
    assert flatten(unflatten(flat)) == flat


def test_the_list_is_as_long_as_the_national_tables() -> None:
    fields = {"P": 0, "S": 0}
    for table, names, *_ in _rows():
        for each in "PS" if table == "B" else table:
            fields[each] += len(names.split())
    assert fields == {"P": PRIMARY, "S": SECONDARY}
