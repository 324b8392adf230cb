"""Detection for people: which format and dialect each input is, how sure that is, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hocba_interop.adapters import registry
from hocba_interop.adapters.contract import UnreadableSource
from hocba_interop.adapters.source import Source
from hocba_interop.notices import Notice

from .choosing import choose_dialect
from .inputs import expand, load

Outcome = Literal["found", "unknown", "ambiguous", "unreadable"]

_UNKNOWN = frozenset({"unknown-format", "unknown-workbook", "not-a-workbook", "legacy-font-header"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A dialect that a file may be of: how sure (0 to 1) and why, in words for people."""

    dialect: str
    confidence: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Detection:
    """What one input is. ``claims`` begins with the surest; ``notice`` says why none was chosen."""

    name: str
    outcome: Outcome
    claims: tuple[Claim, ...] = ()
    notice: Notice | None = None

    @property
    def dialect(self) -> str | None:
        """The dialect that was found, or None."""
        return self.claims[0].dialect if self.outcome == "found" else None


def detect(inputs: Sequence[Source | str | Path] | Source | str | Path) -> list[Detection]:
    """Which format and dialect each file is; files that cannot be read are among the answers.

    >>> from hocba_interop import detect
    >>> detect(["fixtures/vnpt/class-summary/khoi_12_hk2.xls"])[0].dialect
    'vnpt:class-summary'

    Raises NoSuchInput.
    """
    given_list = [inputs] if isinstance(inputs, Source | str | Path) else inputs
    return [given if isinstance(given, Detection) else detect_source(given) for given in load_each(given_list)]


def load_each(inputs: Sequence[Source | str | Path]) -> Iterator[Source | Detection]:
    """The sources of all inputs; in place of one that cannot be loaded, why. Raises NoSuchInput."""
    for given in inputs:
        for one in [given] if isinstance(given, Source) else expand([given]):
            try:
                yield from load([one])
            except UnreadableSource as refused:
                name = one.name if isinstance(one, Source) else Path(one).name
                yield Detection(name, "unreadable", (), refused.notice)


def detect_source(source: Source) -> Detection:
    """Which format and dialect one source is."""
    try:
        choose_dialect(source)
    except UnreadableSource as refused:
        rule = refused.notice.rule
        if rule == "ambiguous-format":
            return Detection(source.name, "ambiguous", _claims(source), refused.notice)
        outcome: Outcome = "unknown" if rule in _UNKNOWN else "unreadable"
        return Detection(source.name, outcome, _claims(source) if outcome == "unknown" else (), refused.notice)
    return Detection(source.name, "found", _claims(source))


def _claims(source: Source) -> tuple[Claim, ...]:
    try:
        claims = registry.detect(source)
    except Exception:
        return ()
    return tuple(Claim(dialect.full_name, evidence.confidence, evidence.why) for dialect, evidence in claims)
