"""The command as users meet it: a process with its arguments, streams and exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
SUMMARIES = FIXTURES / "vnpt" / "class-summary"
BAD = FIXTURES / "bad"


@dataclass(frozen=True)
class Ran:
    """What came of one run."""

    status: int
    out: str
    err: str
    raw: bytes

    @property
    def said(self) -> str:
        return self.out + self.err


Hocba = Callable[..., Ran]


@pytest.fixture
def hocba(tmp_path: Path) -> Hocba:
    """Runs ``hocba`` in an empty folder."""

    def run(*arguments: object, lang: str | None = None, stdin: bytes = b"", **environment: str) -> Ran:
        inherited = {k: v for k, v in os.environ.items() if k not in ("HOCBA_LANG", "HOCBA_DEBUG", "COLUMNS")}
        if lang:
            inherited["HOCBA_LANG"] = lang
        done = subprocess.run(
            [sys.executable, "-m", "hocba_interop", *map(str, arguments)],
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            env={**inherited, "PYTHONPATH": str(ROOT / "src"), **environment},
            timeout=120,
            check=False,
        )
        ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode(), done.stdout)
        assert "Traceback" not in ran.said, ran.said
        return ran

    return run


@pytest.fixture
def summaries() -> Path:
    """The folder of vnEdu's class summaries."""
    return SUMMARIES


@pytest.fixture
def bad() -> Path:
    """The folder of files that must be refused or complained about."""
    return BAD


@pytest.fixture
def books() -> Path:
    """The folder of SMAS subject books."""
    return FIXTURES / "viettel" / "subject-book"
