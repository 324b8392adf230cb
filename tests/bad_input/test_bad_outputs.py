"""Outputs that cannot be written: said in a notice, and neither a file nor a temporary folder stays behind."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from school_sheets import FIXTURES

from hocba_interop import ConvertOptions, OutputRefused, convert
from hocba_interop.adapters.workbook import xls_output

SOURCE = FIXTURES / "vnpt/class-summary/khoi_12_hk2.xls"
TARGETS = [
    "vnpt:class-summary",
    "viettel:subject-book",
    "excel:report-card",
    "hocba-json",
    "hocba-jsonl",
    "hocba-xml",
]
SUFFIX = {"hocba-json": ".json", "hocba-jsonl": ".jsonl", "hocba-xml": ".xml"}
each_target = pytest.mark.parametrize("target", TARGETS)


def output(folder: Path, target: str) -> Path:
    return folder / f"out{SUFFIX.get(target, '.xlsx')}"


def refusal(path: Path, target: str, **options: bool) -> str:
    with pytest.raises(OutputRefused) as refused:
        convert([SOURCE], target, path, ConvertOptions(**options))
    message = refused.value.notice.message("vi")
    assert message and "…" not in message
    return refused.value.notice.rule


@each_target
def test_a_full_disk_while_writing(target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    original = Path.open

    def open_(self: Path, mode: str = "r", *args: object, **kwargs: object) -> object:
        return full() if "w" in mode or "x" in mode else original(self, mode, *args, **kwargs)

    monkeypatch.setattr(Path, "open", open_)
    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr(Path, "write_text", full)
    assert refusal(output(tmp_path, target), target) == "output-unwritable"
    assert list(tmp_path.iterdir()) == []


@each_target
def test_a_full_disk_leaves_the_earlier_file_as_it_was(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = output(tmp_path, target)
    path.write_bytes(b"earlier")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert refusal(path, target, force=True) == "output-unwritable"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == b"earlier"


def test_an_existing_file_is_replaced_only_with_force(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_bytes(b"earlier")
    assert refusal(path, "hocba-json") == "output-exists"
    assert path.read_bytes() == b"earlier"
    assert convert([SOURCE], "hocba-json", path, ConvertOptions(force=True)).files == [path]


def test_a_folder_that_is_not_there_or_is_a_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no" / "out.json", "hocba-json") == "output-folder-missing"
    (tmp_path / "file").write_bytes(b"")
    assert refusal(tmp_path / "file" / "out.json", "hocba-json") == "output-folder-missing"


def test_a_folder_that_may_not_be_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> str:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", denied)
    assert refusal(tmp_path / "out.json", "hocba-json") == "output-unwritable"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a place where nobody may write")
def test_a_place_where_nobody_may_write() -> None:
    assert refusal(Path("/proc/self/out.json"), "hocba-json") == "output-unwritable"


def test_several_files_appear_together_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = [FIXTURES / f"vnpt/class-summary/so_diem_tong_ket_khoi_khoi_10_hk{term}.xls" for term in (1, 2)]
    original, moved = Path.replace, []

    def second_fails(self: Path, target: Path) -> Path:
        if moved:
            raise OSError(errno.ENOSPC, "No space left on device")
        moved.append(target)
        return original(self, target)

    monkeypatch.setattr(Path, "replace", second_fails)
    with pytest.raises(OutputRefused):
        convert(both, "vnpt:class-summary", tmp_path)
    assert moved and list(tmp_path.iterdir()) == []


def test_xls_without_libreoffice_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xls_output, "find_libreoffice", lambda: None)
    assert refusal(tmp_path / "out.xls", "vnpt:class-summary") == "libreoffice-missing"
    assert list(tmp_path.iterdir()) == []


def test_xls_with_a_libreoffice_that_fails_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("/bin/false", "/bin/true", "/nowhere/soffice"):
        monkeypatch.setattr(xls_output, "find_libreoffice", lambda chosen=program: chosen)
        assert refusal(tmp_path / "out.xls", "vnpt:class-summary") == "libreoffice-failed"
        assert list(tmp_path.iterdir()) == []
