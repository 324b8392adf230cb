"""Making an .xls of a workbook that was written as .xlsx: by LibreOffice, where it is installed.

No library writes BIFF8 as carefully as XlsxWriter writes .xlsx. LibreOffice runs without a window, without the
network, and with a profile of its own, so that neither the user's settings nor an open window get in its way.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from ...notices import Notice
from ..contract import CannotWrite

_NAMES = ("soffice", "libreoffice", "soffice.exe")
_USUAL_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
_SECONDS = 180


def find_libreoffice() -> str | None:
    """The program, or None where LibreOffice is not installed."""
    on_path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    return on_path or next((str(place) for place in _USUAL_PLACES if place.is_file()), None)


def write_xls(book: Path, target: Path) -> None:
    """Write the .xls of an .xlsx. Raises CannotWrite where LibreOffice is missing or fails."""
    program = find_libreoffice()
    if program is None:
        raise CannotWrite(Notice("libreoffice-missing", facts={"name": target.name}))
    with tempfile.TemporaryDirectory(prefix="hocba-lo-") as folder:
        made = Path(folder, f"{book.stem}.xls")
        command = [
            program,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "xls:MS Excel 97",
            "--outdir",
            folder,
            str(book),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)
        except (OSError, subprocess.SubprocessError) as error:
            raise _failed(target, type(error).__name__) from error
        if not made.is_file():
            raise _failed(target, "no output")
        target.write_bytes(made.read_bytes())


def _failed(target: Path, reason: str) -> CannotWrite:
    return CannotWrite(Notice("libreoffice-failed", facts={"name": target.name, "reason": reason}))
