"""The receipt's file: never over anything else, and whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .failures import WrongUse
from .language import t

_HEAD = 4096


def require_output(output: str | None, *, dry_run: bool) -> None:
    """Ask for a place to write to, unless nothing is to be written. Raises WrongUse."""
    if output is None and not dry_run:
        raise WrongUse(t("Thiếu -o NƠI_GHI (hoặc --dry-run để chạy thử).", "-o OUT is missing (or --dry-run)."))


def check_output(output: str | None, inputs: Sequence[Path]) -> None:
    """Refuse an output that would replace one of the inputs, even with --force. Raises WrongUse."""
    if output not in (None, "-") and any(_same(Path(str(output)), given) for given in inputs if given.is_file()):
        raise WrongUse(t("-o trỏ vào chính một tệp đưa vào (nguồn hay mẫu).", "-o names one of the files given in."))


def check_page(output: str | None, inputs: Sequence[Path], *, force: bool) -> None:
    """Refuse the file of a report where it may not be put. Raises WrongUse, OutputRefused."""
    from hocba_interop.conversion.placing import OutputRefused, check_place
    from hocba_interop.notices import Notice

    check_output(output, inputs)
    if output in (None, "-"):
        return
    path = Path(str(output))
    if path.is_dir():
        raise OutputRefused(Notice("output-exists", facts={"name": path.name}))
    check_place(path, force=force)


def check_receipt(receipt: str, output: str | None, inputs: Sequence[Path], *, force: bool) -> None:
    """Refuse a receipt that would replace something else than a receipt. Raises WrongUse, OutputRefused."""
    if receipt == "-":
        if output == "-":
            raise WrongUse(
                t("-o - và --receipt - không đi cùng nhau được.", "-o - and --receipt - exclude each other.")
            )
        return
    path = Path(receipt)
    if output is not None and output != "-" and _same(path, Path(output)):
        raise WrongUse(t("--receipt và -o trỏ vào cùng một tệp.", "--receipt and -o name the same file."))
    if any(_same(path, given) for given in inputs):
        raise WrongUse(t("--receipt trỏ vào một tệp nguồn.", "--receipt names one of the inputs."))
    from hocba_interop.conversion.convert import OutputRefused
    from hocba_interop.notices import Notice

    if path.is_dir() or not path.absolute().parent.is_dir():
        raise OutputRefused(Notice("output-folder-missing", facts={"name": str(path.parent)}))
    if path.exists() and not force and b'"receipt_version"' not in path.read_bytes()[:_HEAD]:
        raise OutputRefused(Notice("output-exists", facts={"name": path.name}))


def _same(one: Path, other: Path) -> bool:
    return one.absolute() == other.absolute() or (one.exists() and other.exists() and one.samefile(other))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and give it its name when it is whole. Raises OutputRefused."""
    from hocba_interop.conversion.convert import OutputRefused
    from hocba_interop.notices import Notice

    beside = None
    try:
        handle, beside = tempfile.mkstemp(prefix=".hocba-", dir=path.absolute().parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(beside).chmod(0o666 & ~_umask())
        Path(beside).replace(path)
    except OSError as error:
        facts = {"name": path.name, "reason": error.strerror or type(error).__name__}
        raise OutputRefused(Notice("output-unwritable", facts=facts)) from error
    finally:
        if beside is not None:
            Path(beside).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
