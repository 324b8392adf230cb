"""Values of the old school for which the joined record has no place of their own: kept as extensions, never lost."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from hocba_interop.codelists import periods
from hocba_interop.ledger import Fact
from hocba_interop.model import Extension, Mark
from hocba_interop.model.flat import Leaf, Path, period_of

from ..accounting import field_name
from ..assembly import Assembled
from .knowledge import caption

_BEHIND = 1_000_000
"""Extensions of the sources keep the first numbers; assembly closes the gap."""


def set_aside(
    card: Assembled, paths: Collection[Path], base: Path, names: Mapping[str, str], homes: Mapping[int, int]
) -> dict[Path, str]:
    """Turn the statements of these leaves into extensions below ``base``; what only a title implies is dropped.

    ``names`` are those of the subjects by their keys; ``homes`` tells which entry of the document's provenance a
    source is. The captions of what was kept come back by the paths. To be called once for each base.
    """
    kept: dict[tuple[Path, str], tuple[Path, Extension]] = {}
    for fragment in card.fragments:
        facts: list[Fact] = []
        for fact in fragment.facts:
            if fact.path in paths and fact.fate is None:
                if fact.item is None:
                    continue
                key = (fact.path, _text(fact.value))
                if key not in kept:
                    where = fact.item.place.where()
                    where["source"] = homes[fact.item.place.source]
                    extension = Extension(label=f"Trường cũ: {_caption(fact.path, names)}", value=key[1], where=where)
                    kept[key] = ((*base, "extensions", str(_BEHIND + len(kept))), extension)
                fact.path, fact.value = kept[key]
            facts.append(fact)
        fragment.facts = facts
        fragment.implied = tuple((path, leaf) for path, leaf in fragment.implied if path not in paths)
    return {path: _caption(path, names) for path, _ in kept}


def _text(leaf: Leaf) -> str:
    if isinstance(leaf, bool):
        return "Có" if leaf else "Không"
    return leaf.value if isinstance(leaf, Mark) else str(leaf)


def _caption(path: Path, names: Mapping[str, str]) -> str:
    """``Số buổi nghỉ có phép, Học kỳ I``; ``Toán, Giáo viên môn học``."""
    if path[0] != "years":
        return caption(".".join(path[1:]))
    pieces = [caption(field_name(path))]
    if path[2] in ("subjects", "traits"):
        inner = path[6:] if path[4] == "periods" else path[4:]
        pieces = [names.get(path[3], path[3]), caption(".".join(inner))]
    if when := period_of(path):
        pieces.append(periods.get(when).name)
    return ", ".join(pieces)
