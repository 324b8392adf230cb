"""The catalogue of rules against the source: every rule of the code is documented, and none is idle."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hocba_interop import notices
from hocba_interop.notices import Notice, Severity, catalogue
from hocba_interop.notices.notice import _words as notice_words
from hocba_interop.notices.notice import placeholders

SOURCE = Path(notices.__file__).parents[1]
LANGUAGES = ("vi", "en")
RULE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
NAMING_CALLS = {
    "Notice": 0,
    "BadCell": 0,
    "UnknownWord": 0,
    "BadDate": 0,
    "UnreadableFile": 0,
    "_Odd": 0,
    "refuse": 0,
    "_notice": 0,
    "header_notice": 2,
    "notice": 0,
    "reject_row": 3,
    "_level_mark": 3,
}
"""Calls that name a rule, and which argument does."""


def modules() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text("utf-8")) for path in sorted(SOURCE.rglob("*.py"))}


MODULES = modules()


def called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def strings(node: ast.AST | None) -> Iterator[str]:
    """The string constants that an expression may give."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from strings(node.body)
        yield from strings(node.orelse)
    elif isinstance(node, ast.Tuple):
        for member in node.elts:
            yield from strings(member)
    elif isinstance(node, ast.BoolOp):
        for member in node.values:
            yield from strings(member)


def assigned(function: ast.AST, name: str) -> Iterator[str]:
    """The string constants that a local name may stand for; a loop's name stands for anything."""
    loops = [node.target for node in ast.walk(function) if isinstance(node, ast.For)]
    if any(isinstance(target, ast.Name) and target.id == name for target in loops):
        return
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
            yield from strings(node.value)
        elif isinstance(node, ast.arguments):
            named = [*node.posonlyargs, *node.args]
            for argument, default in zip(named[-len(node.defaults) :], node.defaults, strict=False):
                if argument.arg == name:
                    yield from strings(default)


def named_in_calls(tree: ast.Module) -> Iterator[str]:
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for call in ast.walk(function):
            if not isinstance(call, ast.Call) or called(call) not in NAMING_CALLS:
                continue
            position = NAMING_CALLS[called(call)]
            for argument in call.args[position : position + 1]:
                yield from strings(argument)
                if isinstance(argument, ast.Name):
                    yield from assigned(function, argument.id)


def returned_as_rules(tree: ast.Module) -> Iterator[str]:
    """Functions that return the rule that a value breaks, or the warnings that a cell earns."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef) or function.returns is None:
            continue
        if function.name.endswith("_fault") or ast.unparse(function.returns) == "tuple[str, ...]":
            for node in ast.walk(function):
                if isinstance(node, ast.Return):
                    yield from (s for s in strings(node.value) if RULE.fullmatch(s))


def enumerated(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name == "Fault":
            for statement in node.body:
                if isinstance(statement, ast.Assign):
                    yield from strings(statement.value)


def decoded_warnings(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) == "Decoded":
            given = [*node.args[2:], *(k.value for k in node.keywords if k.arg == "warnings")]
            for argument in given:
                yield from strings(argument)


def rules_in_source() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path, tree in MODULES.items():
        for find in (named_in_calls, returned_as_rules, enumerated, decoded_warnings):
            for rule in find(tree):
                found.setdefault(rule, path.relative_to(SOURCE))
    return found


USED = rules_in_source()


def test_the_search_finds_rules_of_every_kind() -> None:
    expected = {
        "conflict",
        "score-too-precise",
        "date-month-first",
        "zip-bomb",
        "error-value",
        "leading-zero-lost",
    }
    assert expected | {"json-number", "mark-on-other-scale", "unknown-workbook", "class-changed"} <= USED.keys()


@pytest.mark.parametrize("rule", sorted(USED))
def test_every_rule_of_the_source_is_in_the_catalogue(rule: str) -> None:
    assert rule in catalogue(), f"{USED[rule]} names {rule}"


def test_no_rule_of_the_catalogue_is_idle() -> None:
    constants = {
        node.value
        for tree in MODULES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(catalogue()) - constants) == []


def test_codes_are_well_formed_and_unique() -> None:
    codes = [rule.code for rule in catalogue().values()]
    assert all(re.fullmatch(r"HB[0-7]\d\d", code) for code in codes)
    assert len(codes) == len(set(codes))
    assert codes == sorted(codes)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_a_rule_speaks_both_languages_and_shows_the_same_facts(name: str) -> None:
    rule = catalogue()[name]
    assert RULE.fullmatch(name) or name == "conflict"
    for key in ("", "_values"):
        texts = [rule.texts.get(language + key) for language in LANGUAGES]
        assert all(texts) or not any(texts)
        if all(texts):
            assert placeholders(texts[0] or "") == placeholders(texts[1] or "")
    assert rule.texts["vi"].rstrip().endswith(".") and rule.texts["en"].rstrip().endswith(".")


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_no_message_shows_a_value_unasked(name: str) -> None:
    """A pupil's value (value, one, other, ids) stands in the extra sentence alone."""
    for language in LANGUAGES:
        assert not placeholders(catalogue()[name].texts[language]) & {"value", "one", "other", "ids"}


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_a_message_is_rendered_whatever_facts_are_missing(name: str) -> None:
    for language in LANGUAGES:
        text = Notice(name).message(language, show_values=True)
        assert text and not re.search(r"[{}\[\]]", text)


def test_every_word_has_both_languages() -> None:
    words = [entry for table in notice_words().values() for entry in table.values()]
    assert words and all(set(entry) == set(LANGUAGES) for entry in words)


def test_facts_are_put_into_the_readers_language() -> None:
    notice = Notice("period-from-file-name", facts={"period": "term1"})
    assert "học kỳ I" in notice.message("vi") and "term 1" in notice.message("en")


def test_a_value_is_shown_only_when_asked_for_and_never_read_as_a_template() -> None:
    notice = Notice("score-out-of-range", facts={"column": "Toán [x] {value}"}, private={"value": "8{5}[0]"})
    assert "8{5}[0]" not in notice.message("vi")
    assert "“8{5}[0]”" in notice.message("vi", show_values=True)
    assert "Toán [x] {value}" in notice.message("vi")


def test_severities_of_the_contract() -> None:
    assert catalogue()["score-out-of-range"].code == "HB203"
    assert catalogue()["score-out-of-range"].legal_source == "TT22/2021, Điều 9.1"
    assert catalogue()["conflict"].severity is Severity.ERROR
    assert catalogue()["pupil-in-one-file-only"].severity is Severity.INFO
