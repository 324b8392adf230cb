"""Validation: one record of 13 KB beside its bounds, and a province's records on two cores, with the peak of memory."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xmlschema
from lxml import etree

from hocba_interop import schemas
from hocba_interop.validation import validate
from hocba_interop.validation.streams import records as stream_of

from .records import records, write_stream

PROVINCE = 131_470
"""The records of the province of the pilot."""
COUNT = int(os.environ.get("HOCBA_BENCH_RECORDS", "8000"))
"""So many are validated for it; the rest is extrapolated."""
RUNS = int(os.environ.get("HOCBA_BENCH_RUNS", "5"))

_BATCH = 500
_TODAY = "2026-09-01"
_MEASURED = """
import resource, sys
from pathlib import Path
from hocba_interop.cli import main
try:
    main()
finally:
    own = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(own.split()[1], uses[1].ru_maxrss, sum(use.ru_utime + use.ru_stime for use in uses), file=sys.stderr)
"""
"""The command, which tells at the end the KiB of its own largest size and of that of its children, and the CPU time."""


def _per_record(work: Callable[[], object], count: int) -> float:
    """The median CPU time of a piece of work for each of the records that it does, in milliseconds."""
    work()
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times) / count * 1000


def one_record() -> None:
    """One record through parse, schema, model and rules, beside what does only a part of that."""
    with tempfile.TemporaryDirectory() as name:
        for form in ("xml", "jsonl"):
            file = Path(name, f"records.{form}")
            size = write_stream(file, form, _BATCH)
            report = validate(file, today=_TODAY)
            assert report.records == _BATCH and report.valid
            ours = _per_record(lambda file=file: validate(file, today=_TODAY), _BATCH)  # type: ignore[misc]
            read = _per_record(lambda file=file: sum(1 for _ in stream_of(file) or ()), _BATCH)  # type: ignore[misc]
            print(f"one record of {size / 1000:.1f} KB, {form} (goal: <= 1.2 ms)")
            print(f"  parse, schema, model and rules {ours:.2f} ms, of which without rules {read:.2f} ms")
            for what, bound, least in _xml_bounds() if form == "xml" else _json_bounds():
                print(f"  {what} {bound:.2f} ms: {ours / bound:.2f} of it ({least} bound)", flush=True)


def _xml_bounds() -> list[tuple[str, float, str]]:
    head = '<document xmlns="urn:hocba-interop:report-card:1" version="1"><report_cards>'
    texts = [f"{head}{text}</report_cards></document>" for text in records("xml", _BATCH)]
    text = schemas.load("xsd", "report-card")
    quick, slow = etree.XMLSchema(etree.fromstring(text.encode())), xmlschema.XMLSchema(text)
    few = texts[:20]
    return [
        (
            "lxml alone, parse and XSD",
            _per_record(lambda: [quick(etree.fromstring(t)) for t in texts], _BATCH),
            "a lower",
        ),
        (
            "xmlschema alone",
            _per_record(lambda: [slow.is_valid(etree.fromstring(t)) for t in few], len(few)),
            "an upper",
        ),
    ]


def _json_bounds() -> list[tuple[str, float, str]]:
    from jsonschema import Draft202012Validator

    texts = list(records("jsonl", _BATCH))
    validator = Draft202012Validator(json.loads(schemas.load("json", "report-card")))

    def by_jsonschema(text: str) -> Any:
        card = json.loads(text)
        del card["format"], card["version"]
        return validator.is_valid({"format": "hocba-json", "version": "1", "report_cards": [card]})

    return [
        ("json alone, parse only", _per_record(lambda: [json.loads(text) for text in texts], _BATCH), "a lower"),
        ("jsonschema alone", _per_record(lambda: [by_jsonschema(text) for text in texts[:20]], 20), "an upper"),
    ]


def province() -> None:
    """The records of a province on two cores: some of them are measured, the rest is extrapolated."""
    print(f"{PROVINCE} records on two cores, from {COUNT} (goal: <= 90 s in all, <= 200 MiB a process)")
    with tempfile.TemporaryDirectory() as name:
        for form in ("jsonl", "xml"):
            few, many = (_run(Path(name, f"{count}.{form}"), form, count) for count in (COUNT // 4, COUNT))
            each, cpu = ((more - less) / (COUNT - COUNT // 4) for more, less in zip(many[:2], few[:2], strict=True))
            print(
                f"  {form}: {COUNT} in {many[0]:.1f} s, {each * 1000:.2f} ms each ({cpu * 1000:.2f} ms of CPU time);"
                f" all in {many[0] + each * (PROVINCE - COUNT):.0f} s, on two idle cores at best"
                f" {many[0] + cpu / 2 * (PROVINCE - COUNT):.0f} s;"
                f" largest process {many[2]:.0f} MiB ({few[2]:.0f} MiB for {COUNT // 4} records)",
                flush=True,
            )


def _run(file: Path, form: str, count: int) -> tuple[float, float, float]:
    """The seconds that the command takes for so many records, its CPU time, and the MiB of its largest process."""
    write_stream(file, form, count)
    command = [sys.executable, "-c", _MEASURED, "validate", str(file), "--jobs", "2", "--today", _TODAY, "--quiet"]
    start = time.perf_counter()
    done = subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    elapsed = time.perf_counter() - start
    own, child, cpu = done.stderr.split()[-3:]
    return elapsed, float(cpu), max(int(own), int(child)) / 1024


def main() -> None:
    """Print both."""
    one_record()
    province()


if __name__ == "__main__":
    main()
