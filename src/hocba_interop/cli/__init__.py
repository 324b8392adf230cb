"""The command line ``hocba``: it parses, calls the library and shows what came of it. No logic lives here.

Nothing is imported before it is needed: ``hocba --version`` costs hardly more than Python itself.
"""

from __future__ import annotations

import sys


def main() -> None:
    """The entry point of the command ``hocba``."""
    arguments = sys.argv[1:]
    if arguments == ["--version"] or arguments[:1] == ["-V"]:
        from hocba_interop.version import VERSION

        print(f"hocba {VERSION}")
        return
    from .run import run

    sys.exit(run(arguments))
