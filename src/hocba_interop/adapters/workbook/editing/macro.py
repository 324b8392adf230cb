"""The macro that fills an .xls file, laid into the profile of a run of LibreOffice."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape

COMMAND = "macro:///Standard.Filling.Fill()"

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}">\n'
)
_LIBRARIES = (
    _HEAD.format("library:libraries", "libraries.dtd")
    + '<library:libraries xmlns:library="http://openoffice.org/2000/library">'
    '<library:library library:name="Standard" library:link="false"/></library:libraries>\n'
)
_LIBRARY = (
    _HEAD.format("library:library", "library.dtd")
    + '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
    'library:readonly="false" library:passwordprotected="false">'
    '<library:element library:name="Filling"/></library:library>\n'
)
_MODULE = (
    _HEAD.format("script:module", "module.dtd")
    + '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Filling" '
    'script:language="StarBasic">{0}</script:module>\n'
)


def lay_macro(user: Path) -> None:
    """Put the macro into the user's folder of a profile."""
    standard = user / "basic" / "Standard"
    standard.mkdir(parents=True)
    code = files(__package__).joinpath("filling.bas").read_text("utf-8")
    (user / "basic" / "script.xlc").write_text(_LIBRARIES, "utf-8")
    (standard / "script.xlb").write_text(_LIBRARY, "utf-8")
    (standard / "Filling.xba").write_text(_MODULE.format(escape(code)), "utf-8")
