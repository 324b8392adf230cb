"""Awards, disciplinary measures, corrections (khen thưởng, kỷ luật, sửa chữa) as a school writes them."""

from __future__ import annotations

from ....model import Award, Discipline
from ...check import Check
from ...findings import Findings
from ...record import Record
from ..keyed import keyed_years


def _awards(record: Record, findings: Findings) -> None:
    for key, year in keyed_years(record.card):
        if year.decisions is None:
            continue
        members: dict[str, tuple[Award | Discipline, ...]] = {
            "awards": year.decisions.awards,
            "discipline": year.decisions.discipline,
        }
        for name, listed in members.items():
            for index, member in enumerate(listed):
                if member.text and not member.title:
                    findings.add("award-without-title", ("years", key, "decisions", name, str(index)), decision=name)


def _corrections(record: Record, findings: Findings) -> None:
    for key, year in keyed_years(record.card):
        for index, correction in enumerate(year.issue.corrections if year.issue else ()):
            lacking = tuple(name for name in ("by", "on") if not getattr(correction, name))
            if lacking:
                path = ("years", key, "issue", "corrections", str(index))
                findings.add("correction-not-signed", path, lacking=lacking)


CHECKS = (
    Check("issue.awards", ("award-without-title",), _awards),
    Check("issue.corrections", ("correction-not-signed",), _corrections),
)
