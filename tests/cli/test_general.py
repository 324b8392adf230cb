"""Language, help, version, wrong use, the last resort: what holds for every command."""

from __future__ import annotations

from pathlib import Path

import pytest

COMMANDS = ("formats", "detect", "inspect", "convert", "diff", "schema", "split", "checklist")
VIETNAMESE = set("ăâđêôơưạảấầậắằặẹẻếềệịọỏốồộớờợụủứừựýỳ")


def is_vietnamese(text: str) -> bool:
    return bool(VIETNAMESE & set(text))


def test_version(hocba):
    ran = hocba("--version")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("hocba ")
    assert hocba("formats", "--version").out == ran.out


def test_help_lists_every_command(hocba):
    ran = hocba("--help")
    assert ran.status == 0
    assert all(command in ran.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_shows_an_example_in_either_language(hocba, command):
    vietnamese, english = hocba(command, "--help"), hocba(command, "--help", "--lang", "en")
    assert (vietnamese.status, english.status) == (0, 0)
    assert "Ví dụ:" in vietnamese.out
    assert "Example:" in english.out
    assert f"hocba {command}" in vietnamese.out
    assert is_vietnamese(vietnamese.out)
    assert not is_vietnamese(english.out.replace("TỆP", ""))


def test_nothing_asked_shows_the_help_and_is_wrong_use(hocba):
    ran = hocba()
    assert (ran.status, ran.out) == (2, "")
    assert "hocba convert" in ran.err


@pytest.mark.parametrize("arguments", [("--lang", "en", "detect"), ("detect", "--lang=en"), ("detect", "--lang", "en")])
def test_general_options_stand_before_or_after_the_command(hocba, bad, arguments):
    ran = hocba(*arguments, bad / "empty.xlsx")
    assert ran.status == 2
    assert "unreadable" in ran.out


def test_language_of_the_environment(hocba, bad):
    assert "unreadable" in hocba("detect", bad / "empty.xlsx", lang="en").out
    assert "không đọc được" in hocba("detect", bad / "empty.xlsx", "--lang", "vi", lang="en").out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("convrt",), "convert"),
        (("convert", "a.xls", "--tto", "x"), "--to"),
        (("convert", "--to", "vnpt", "-o", "x"), "TỆP"),
        (("convert", "a.xls", "-o", "x"), "--to"),
        (("convert", "a.xls", "--to"), "--to"),
        (("convert", "a.xls", "--to", "hocba-json"), "-o"),
        (("convert", "a.xls", "--to", "hocba-json", "-o", "x", "--jobs", "many"), "--jobs"),
        (("convert", "a.xls", "--to", "hocba-json", "-o", "x", "--jobs", "0"), "--jobs"),
        (("convert", "a.xls", "--to", "hocba-json", "-o", "x", "--fail-on", "lost"), "loss"),
        (("convert", "a.xls", "--to", "hocba-json", "-o", "x", "--school-year", "2024"), "2024-2025"),
        (("convert", "a.xls", "--to", "hocba-json", "-o", "x", "--school-year", "2024-2026"), "2024-2025"),
        (("convert", "a.xls", "--to", "hocba-json", "-o", "x", "--period", "hk9"), "term1"),
        (("convert", "a.xls", "--to", "hocba-json", "-o", "x", "--today", "1/2/2024"), "YYYY-MM-DD"),
        (("convert", "a.xls", "--to", "hocba-json", "-o", "x", "--legacy-font", "vn"), "vni"),
        (("detect", "no_such_file.xls"), "no_such_file.xls"),
        (("diff", "a.xls"), "B"),
        (("diff", "a.xls", "b.xls", "c.xls"), "c.xls"),
        (("schema", "xds", "report-card"), "xsd"),
        (("schema", "xsd", "report-cart"), "report-card"),
        (("formats", "--lang", "fr"), "en"),
        (("formats", "--lang"), "en"),
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_wrong_use_is_told_in_the_users_language(hocba, arguments, told, lang):
    ran = hocba(*arguments, lang=lang)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("hocba: ")
    assert told in ran.err or (lang == "en" and told == "TỆP" and "FILE" in ran.err)
    assert is_vietnamese(ran.err) is (lang == "vi")


@pytest.mark.parametrize("option", ["--to", "--from"])
def test_unknown_format_lists_the_known_ones_with_a_suggestion(hocba, summaries, option):
    known = {"--to": "hocba-json", "--from": "vnpt", option: "vietel"}
    source = summaries / "khoi_12_hk2.xls"
    ran = hocba("convert", source, "--to", known["--to"], "--from", known["--from"], "-o", "out")
    assert ran.status == 2
    assert "Ý bạn là “viettel”" in ran.err
    assert "vnpt:class-summary" in ran.err
    assert "hocba-json" in ran.err


def test_a_fault_of_the_program_is_one_message(hocba, summaries, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import hocba_interop.conversion.detection as d\n"
        "def fail(*_): raise RuntimeError('Nguyễn Văn Kín')\n"
        "d.load_each = fail\n"
    )
    root = Path(__file__).parents[2]
    path = f"{tmp_path}:{root / 'src'}"
    ran = hocba("detect", summaries / "khoi_12_hk2.xls", PYTHONPATH=path)
    assert (ran.status, ran.out) == (2, "")
    assert "Lỗi của chương trình (RuntimeError)" in ran.err
    assert "Kín" not in ran.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_shell_completion_is_offered(hocba, shell):
    ran = hocba("formats", _HOCBA_COMPLETE=f"source_{shell}")
    assert ran.status == 0
    assert "_HOCBA_COMPLETE" in ran.out


def test_shell_completion_knows_commands_and_formats(hocba):
    commands = hocba(_HOCBA_COMPLETE="complete_bash", COMP_WORDS="hocba con", COMP_CWORD="1")
    assert commands.out.split() == ["convert"]
    formats = hocba(_HOCBA_COMPLETE="complete_bash", COMP_WORDS="hocba convert a.xls --to vnpt", COMP_CWORD="4")
    assert "vnpt" in formats.out


def test_consoles_without_vietnamese_letters_do_not_stop_it(hocba, summaries):
    ran = hocba("detect", summaries / "khoi_12_hk2.xls", PYTHONIOENCODING="cp1252")
    assert ran.status == 0
    assert "Học lực" in ran.out


def test_no_color_means_no_escape_codes(hocba):
    ran = hocba("formats", NO_COLOR="1", FORCE_COLOR="")
    assert "\033" not in ran.said


@pytest.mark.parametrize(("name", "dialect"), [("smas", "viettel:subject-book"), ("vnEdu", "vnpt:class-summary")])
def test_names_that_schools_use_are_known(name: str, dialect: str) -> None:
    from hocba_interop.adapters.registry import find_dialect

    assert find_dialect(name).full_name == dialect
