"""The samples of the rules: ``tests/rules/<rule>/fail*.json`` breaks the rule, ``pass*.json`` does not.

Beside a sample may stand the profile (``fail.profile.toml``) and the baseline (``fail.baseline.json``) with which it
is checked; a profile or a baseline alone is a sample of what is refused. The samples are checked on `TODAY`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hocba_interop.notices import Rule, catalogue
from hocba_interop.validation import BadBaseline, BadProfile, Report, validate
from hocba_interop.validation.baseline import read_baseline
from hocba_interop.validation.profile_file import DEFAULT, load_profile

HERE = Path(__file__).parent
TODAY = "2026-09-15"
DOCUMENTS = (".json", ".jsonl", ".xml", ".xlsx", ".xls")
REFUSED = "refused"


@dataclass(frozen=True)
class Sample:
    """One sample: its rule, whether it breaks it, and its files (a document, a profile, a baseline)."""

    rule: str
    fails: bool
    stem: Path

    def _file(self, suffix: str) -> Path | None:
        path = self.stem.with_name(self.stem.name + suffix)
        return path if path.exists() else None

    @property
    def document(self) -> Path | None:
        return next(filter(None, map(self._file, DOCUMENTS)), None)

    @property
    def profile(self) -> Path | None:
        return self._file(".profile.toml")

    @property
    def baseline(self) -> Path | None:
        return self._file(".baseline.json")

    def __str__(self) -> str:
        return f"{self.rule}/{self.stem.name}"

    def rules(self) -> set[str]:
        """The rules that the sample breaks."""
        try:
            if self.document is None:
                if self.profile:
                    load_profile(self.profile)
                if self.baseline:
                    read_baseline(self.baseline)
                return set()
            return set(self.report().by_rule)
        except (BadProfile, BadBaseline) as refused:
            return {refused.notice.rule}

    def report(self) -> Report:
        """The report of the sample's document."""
        assert self.document is not None
        return validate(self.document, profile=self.profile or DEFAULT, baseline=self.baseline, today=TODAY)


def rules_of_validation() -> list[Rule]:
    """The rules that validation reports itself, ordered by code."""
    return [rule for rule in catalogue().values() if rule.family]


def samples() -> Iterator[Sample]:
    """All samples."""
    for folder in sorted(HERE.iterdir()):
        if folder.is_dir() and not folder.name.startswith(("_", ".")):
            stems = {path.name.partition(".")[0] for path in folder.iterdir()}
            for stem in sorted(stems):
                yield Sample(folder.name, stem.startswith("fail"), folder / stem)
