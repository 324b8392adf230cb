"""Making an .xls of a workbook that was written as .xlsx: by LibreOffice, where it is installed.

No library writes BIFF8 as carefully as XlsxWriter writes .xlsx.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from ...notices import Notice
from ..contract import CannotWrite
from .libreoffice import LibreOfficeFailed, convert, find_libreoffice


def write_xls(book: Path, target: Path) -> None:
    """Write the .xls of an .xlsx. Raises CannotWrite where LibreOffice is missing or fails."""
    program = find_libreoffice()
    if program is None:
        raise CannotWrite(Notice("libreoffice-missing", facts={"name": target.name}))
    with tempfile.TemporaryDirectory(prefix="hocba-lo-") as folder:
        try:
            target.write_bytes(convert(program, Path(folder), book, "xls:MS Excel 97").read_bytes())
        except LibreOfficeFailed as error:
            facts = {"name": target.name, "reason": error.reason}
            raise CannotWrite(Notice("libreoffice-failed", facts=facts)) from error
