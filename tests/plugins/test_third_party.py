"""A third party ships an adapter as its own package: an entry point is all it takes, and a broken one harms nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_ADAPTER = '''
"""A third party's adapter: one pupil a line, "code;name"."""
from hocba_interop.adapters.contract import Dialect, Evidence, Format, Reading
from hocba_interop.ledger import Fact, Fragment, Item
from hocba_interop.notices import PointerPlace


def detect(source):
    return Evidence(0.9, ("starts with #lop",)) if source.data.startswith(b"#lop") else None


def read(source, options):
    reading = Reading()
    for number, line in enumerate(source.data.decode().splitlines()):
        place = PointerPlace(source.index, f"/{number}")
        cells = [PointerPlace(source.index, f"/{number}/{i}") for i in range(2)]
        if line.startswith("#"):
            reading.ledger.expect([place])
            reading.ledger.enter_structural(place)
            continue
        reading.ledger.expect(cells)
        code, name = line.split(";")
        facts = [
            Fact(("student", "identifiers", "pupil_code"), code, reading.ledger.enter_datum(Item(cells[0], code))),
            Fact(("student", "full_name"), name, reading.ledger.enter_datum(Item(cells[1], name))),
        ]
        reading.fragments.append(Fragment(place, facts))
    return reading


FORMAT = Format("acme", {"vi": "Acme", "en": "Acme"}, (
    Dialect("acme", "list", "own", {"vi": "Danh sách Acme", "en": "Acme list"}, detect, read, suffix=".txt"),
))
'''


@pytest.fixture
def plugins(tmp_path: Path) -> dict[str, str]:
    """An environment in which two packages are installed: a good adapter and one that cannot be imported."""
    site = tmp_path / "site"
    for name, code in (("acme", _ADAPTER), ("broken", "raise RuntimeError('broken')\n")):
        info = site / f"hocba_{name}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: hocba-{name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[hocba.formats]\n{name} = hocba_{name}:FORMAT\n")
        (site / f"hocba_{name}.py").write_text(code, "utf-8")
    return {**os.environ, "PYTHONPATH": str(site), "HOCBA_LANG": "en"}


def _hocba(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hocba_interop", *arguments]
    return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=False)


def test_a_third_partys_format_is_detected_and_converted(plugins: dict[str, str], tmp_path: Path) -> None:
    source, out = tmp_path / "lop.txt", tmp_path / "out.json"
    source.write_text("#lop 10A1\n2300000001;Nguyễn Văn Ví Dụ\n2300000002;Trần Thị Ví Dụ\n", "utf-8")
    done = _hocba(plugins, "convert", str(source), "--to", "hocba-json", "-o", str(out))
    assert done.returncode == 0, done.stderr
    assert out.read_text("utf-8").count('"full_name": "') == 2


def test_a_broken_plugin_is_named_and_stops_nothing(plugins: dict[str, str]) -> None:
    done = _hocba(plugins, "formats")
    assert done.returncode == 0
    assert "acme:list" in done.stdout
    assert "broken" in done.stderr
