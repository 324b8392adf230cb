"""Run the examples of the pages on the fixtures and put their real output there.

    python docs/make_examples.py [--check]

An example is a fenced block of the kind ``console``; a line that begins with ``$ `` is a command, what
follows is its output. All blocks of a page run in one fresh folder that holds the folders of ``FOLDERS``. Also
draws docs/pictures/convert.svg.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
FIXTURES = HERE.parent / "fixtures"
PAGES = (
    "tutorial.md",
    "tutorial.en.md",
    "howto/fill-templates.md",
    "howto/fill-templates.en.md",
    "howto/checklist-and-split.md",
    "howto/checklist-and-split.en.md",
    "howto/mid-year-move.md",
    "howto/mid-year-move.en.md",
)
FOLDERS = {
    "tai-ve": (
        "vnpt/class-summary/so_diem_tong_ket_khoi_khoi_10_hk1.xls",
        "vnpt/class-summary/so_diem_tong_ket_khoi_khoi_10_hk2.xls",
        "vnpt/subject-book/toan_10t_hk1.xls",
        "vnpt/subject-book/toan_10t_hk2.xls",
    ),
    "mau-smas": ("viettel/subject-book/template_10t_hk2.xlsx",),
    "tai-ve-smas": ("viettel/subject-book/toan_khoi_10_hk2.xlsx",),
    "mau-vnedu": ("vnpt/subject-book/template_toan_10t_hk2.xlsx",),
    "truong-cu": ("moves/thpt/truong_cu/tong_ket_10a2_hk1.xls",),
    "truong-moi": ("moves/thpt/truong_moi/so_diem_10b1_hk2.xlsx",),
    "giua-ky-cu": (
        "moves/giua_ky/truong_cu/tong_ket_10a2_hk1.xls",
        "moves/giua_ky/truong_cu/so_diem_10a2_hk2.xlsx",
    ),
    "giua-ky-moi": ("moves/giua_ky/truong_moi/so_diem_10b2_hk2.xlsx",),
    "nhap-sai": ("moves/xung_dot/truong_moi/toan_10b2_hk1.xlsx",),
    "smas-cu": ("moves/nguoc_lai/truong_cu/so_diem_10b1_hk1.xlsx",),
    "vnedu-moi": ("moves/nguoc_lai/truong_moi/tong_ket_10a2_hk2.xls",),
}
WIDTH = 96
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
_COMMAND = [sys.executable, "-m", "hocba_interop"]
_PICTURE = "hocba convert tai-ve --to viettel:subject-book -o smas --student 2336000065"


def workplace(folder: Path) -> Path:
    """A fresh folder with the downloaded files and templates, and one file with errors."""
    for name, files in FOLDERS.items():
        (folder / name).mkdir()
        for file in files:
            shutil.copy(FIXTURES / file, folder / name)
    shutil.copy(FIXTURES / "bad/bad_scores.xlsx", folder / "so_diem_loi.xlsx")
    return folder


def run(command: str, folder: Path, **more: str) -> str:
    """What a command prints, in a terminal of a fixed width; status 1 is said, a higher one is a fault."""
    plain = {"NO_COLOR": "1", "COLUMNS": str(WIDTH), "LINES": "400", "TERM": "dumb", "PYTHONUTF8": "1"}
    kept = {k: v for k, v in os.environ.items() if k not in ("HOCBA_LANG", "FORCE_COLOR", "NO_COLOR")}
    environment = {**kept, **(more or plain)}
    done = subprocess.run(
        [*_COMMAND, *shlex.split(command)[1:]],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    lines = [line.rstrip() for line in done.stdout.decode("utf-8").strip("\n").splitlines()]
    if done.returncode > 1:
        raise SystemExit(f"{command} failed:\n" + "\n".join(lines))
    if done.returncode:
        lines.append(f"(exit {done.returncode})")
    return "\n".join(lines)


def page(name: str) -> str:
    """A page with the real output of its examples."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = workplace(Path(temporary))

        def block(found: re.Match[str]) -> str:
            commands = [line for line in found[1].splitlines() if line.startswith("$ ")]
            return "".join(f"{line}\n{run(line[2:], folder)}\n" for line in commands)

        return BLOCK.sub(block, (HERE / name).read_text("utf-8"))


def same(one: str, other: str) -> bool:
    """Whether two pages are equal but for the sizes of files, which differ between versions of zlib."""
    return re.sub(r"\d+ KB", "… KB", one) == re.sub(r"\d+ KB", "… KB", other)


def picture() -> str:
    """The main job as a picture, without fonts from elsewhere."""
    from rich.console import Console
    from rich.text import Text

    with tempfile.TemporaryDirectory() as temporary:
        coloured = {"FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "LINES": "400", "TERM": "xterm-256color"}
        output = run(_PICTURE, workplace(Path(temporary)), **coloured, PYTHONUTF8="1")
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True, color_system="truecolor")
        console.print(Text(f"$ {_PICTURE}"), soft_wrap=True)
        console.print(Text.from_ansi(output))
    svg = console.export_svg(title="hocba convert", unique_id="hocba")
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def main() -> int:
    """Write the pages and the picture, or compare the pages."""
    stale = 0
    for name in PAGES:
        if "--check" not in sys.argv:
            (HERE / name).write_text(page(name), "utf-8")
        elif not same((HERE / name).read_text("utf-8"), page(name)):
            print(f"docs/{name} is not current: run python docs/make_examples.py")
            stale = 1
    if "--check" not in sys.argv:
        (HERE / "pictures/convert.svg").write_text(picture(), "utf-8")
    return stale


if __name__ == "__main__":
    raise SystemExit(main())
