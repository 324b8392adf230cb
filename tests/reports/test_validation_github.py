"""Workflow commands of GitHub: one line each, escaped, the gravest first."""

from __future__ import annotations

import re

from validation_reports import MARK, NAMES, hostile, incomplete, mixed

from hocba_interop.reports import github

COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:\r\n]*,?)+)::([^\r\n]*)")


def lines(report, lang="vi", **options):
    text = github.validation(report, lang, **options)
    assert text.endswith("\n") and "\r" not in text
    return text[:-1].split("\n")


def test_each_finding_is_a_command_and_the_last_line_a_summary():
    *commands, summary = lines(mixed())
    found = [COMMAND.fullmatch(line) for line in commands]
    assert all(found)
    levels = [one[1] for one in found if one and "title=HB" in one[2]]
    assert levels == ["error"] * 5 + ["warning"] * 2 + ["notice"] * 2
    assert not summary.startswith("::") and "1.205 lỗi" in summary


def test_file_line_and_title():
    by_xpath = next(line for line in lines(mixed()) if "line=41" in line)
    assert by_xpath.startswith("::error file=ban_ghi.xml,line=41,title=HB203 ")
    assert by_xpath.endswith("[/hoc-ba/mon[2]/@diem (dòng 41)]")
    assert any("file=truong.jsonl,line=4," in line for line in lines(mixed()))
    assert any(line.startswith("::warning title=HB") for line in lines(mixed())), "a finding without a place"


def test_nothing_breaks_out_of_a_command():
    commands = lines(hostile())
    assert all(COMMAND.fullmatch(line) for line in commands[:-1])
    assert sum(line.startswith("::") for line in commands) == len(commands) - 1
    assert "%0D%0A" in commands[0] and "%25" in commands[0] and "%2C" in commands[0] and "%3A" in commands[0]


def test_a_required_check_that_did_not_run_is_an_error():
    assert [line.split(":")[2].split(" ")[0] for line in lines(incomplete()) if line.startswith("::")] == ["error"]


def test_a_value_shows_only_when_asked():
    assert not [one for one in (MARK, *NAMES) if one in "\n".join(lines(mixed()))]
    assert MARK in "\n".join(lines(mixed(), show_values=True))
