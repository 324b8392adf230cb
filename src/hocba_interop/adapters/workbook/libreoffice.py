"""Running LibreOffice: without a window, without the network, with a profile of its own.

Neither the user's settings nor an open window get in its way, and nothing of a run stays.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

_NAMES = ("soffice", "libreoffice", "soffice.exe")
_USUAL_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
_SECONDS = 180


class LibreOfficeFailed(Exception):
    """It did not start, failed, took too long or made nothing. ``reason`` says which, in a word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


# ooSetupInstCompleted keeps the program from laying its own macros over those of the profile. Macros of documents
# never run, links lead nowhere, and what still tries the network meets a closed door.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value>\
</prop><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType"><value>2</value></prop>\
<prop oor:name="ooInetHTTPProxyName"><value>127.0.0.1</value></prop>\
<prop oor:name="ooInetHTTPProxyPort"><value>9</value></prop>\
<prop oor:name="ooInetHTTPSProxyName"><value>127.0.0.1</value></prop>\
<prop oor:name="ooInetHTTPSProxyPort"><value>9</value></prop></item>
</oor:items>
"""


def find_libreoffice() -> str | None:
    """The program, or None where LibreOffice is not installed."""
    on_path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    return on_path or next((str(place) for place in _USUAL_PLACES if place.is_file()), None)


def run_libreoffice(program: str, folder: Path, *arguments: str) -> None:
    """Run it with a profile in a folder of ours, which may hold macros already.

    Raises LibreOfficeFailed.
    """
    user = folder / "profile" / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", *arguments]
    try:
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise LibreOfficeFailed(type(error).__name__) from error


def convert(program: str, folder: Path, book: Path, form: str) -> Path:
    """Make a file of another form (``xlsx``, ``xls:MS Excel 97``) of a workbook, in the folder.

    Raises LibreOfficeFailed.
    """
    made = folder / f"{book.stem}.{form.partition(':')[0]}"
    run_libreoffice(
        program, folder, "--convert-to", form, "--outdir", folder.absolute().as_uri(), book.absolute().as_uri()
    )
    if not made.is_file():
        raise LibreOfficeFailed("no output")
    return made
