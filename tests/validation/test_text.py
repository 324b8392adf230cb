"""The characters of texts, and comments."""

from __future__ import annotations

from typing import Any

import pytest
from checked_cards import card, findings, pupil, rules, year

from hocba_interop.model import ReportCard
from hocba_interop.model.flat import flatten
from hocba_interop.validation.rules.text.faults import faults

SCHEMA = ReportCard.model_json_schema()


def filled(schema: dict[str, Any]) -> Any:
    """An example that has every field of a schema, every text of which is ``text``."""
    if "$ref" in schema:
        return filled(SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return filled(schema["anyOf"][0])
    if "enum" in schema:
        return schema["enum"][0]
    if schema["type"] == "object":
        if "properties" in schema:
            return {name: filled(inner) for name, inner in schema["properties"].items()}
        keys = schema.get("propertyNames", {}).get("enum", ["key"])
        return {key: filled(schema["additionalProperties"]) for key in keys}
    if schema["type"] == "array":
        return [filled(schema["items"])]
    return {"string": "text", "integer": 1, "boolean": True}[schema["type"]]


def test_a_fault_in_any_text_of_the_model_is_found_at_its_place() -> None:
    whole = ReportCard.model_validate(filled(SCHEMA))
    texts = [path for path, leaf in flatten(whole).items() if leaf == "text"]
    assert len(texts) > 100
    for path in texts:
        tree = whole.model_dump()
        node: Any = tree
        for name, following in zip(path, (*path[1:], ""), strict=True):
            name_or_index: Any = name if isinstance(node, dict) else 0
            if following == "":
                node[name_or_index] = "te\x07xt"
            node = node[name_or_index]
        found = findings("text", [ReportCard.model_validate(tree)])
        assert [one.rule for one in found] == ["text-control-character"], path
        # a key of the path may itself be the text that was changed
        assert len(found[0].path) == len(path)


def test_what_no_list_knew_is_looked_at_too() -> None:
    for extension in ({"label": "a\x07"}, {"value": "a\x07"}):
        (one,) = findings("text", [card(years=[year(extensions=[extension])])])
        assert (one.rule, one.path) == ("text-control-character", ("years", "2024-2025", "extensions", "0"))


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Thị Ánh Nguyệt",
        "ĐÃ HOÀN THÀNH CHƯƠNG TRÌNH TIỂU HỌC",
        "Học sinh chăm ngoan, hiền lành; tích cực phát biểu – xây dựng bài. “Tốt lắm!”…",
        "- Chăm học\n- Cần mạnh dạn hơn\t(xem sổ)",
        "Điểm < 5 và > 3; a<b; R&D; Lan & Huệ; Âu Cơ – Ô Lâu",
        "Em học thế này được không? Được.",
        "Vì sao?Vì em chăm.",
        "Xem https://vidu.vn/tim?q=toan",
        "Y Bơ\u0306 Niê, Ƀĕ Rơ\u0306măm",
        "Anna Müller, Loïc, São Paulo, naïve, café",
        "Tổng điểm ≥ 8,0 • 5 × 2 = 10",
        "👍 em giỏi",
        "北京",
    ],
)
def test_texts_in_order(text: str) -> None:
    assert faults(text) == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("TrÇn ThÞ Dô", "text-in-old-font"),
        ("Traàn Thò Duï", "text-in-old-font"),
        ("Nguyễn".encode().decode("cp1252") + " chăm", "text-double-encoded"),
        ("a\x00b", "text-control-character"),
        ("Chăm\x85ngoan", "text-control-character"),
        ("Chăm\u200bngoan", "text-invisible-character"),
        ("\ufeffChăm", "text-invisible-character"),
        ("\u202eChăm", "text-invisible-character"),
        ("\uf0b7 Chăm", "text-private-character"),
        ("Ch\ufffdm", "text-letters-lost"),
        ("H?c t?t", "text-letters-lost"),
        ("Tie\u0302\u0301ng", "text-not-composed"),
        ("Ti\u00e9\u0302ng", "text-not-composed"),
        ("Chăm<br/>ngoan", "text-markup"),
        ("<P class='x'>Chăm", "text-markup"),
        ("Chăm&#160;ngoan", "text-markup"),
    ],
)
def test_texts_with_a_fault(text: str, rule: str) -> None:
    assert [fault.rule for fault in faults(text)] == [rule]


def test_a_text_may_have_several_faults_and_shows_none_of_itself() -> None:
    found = findings("text", [pupil(full_name="Ví\u200b\x07<b>")])
    assert sorted(one.rule for one in found) == [
        "text-control-character",
        "text-invisible-character",
        "text-markup",
    ]
    assert {one.notice.facts.get("characters") for one in found} == {("U+0007",), ("U+200B",), None}
    assert not any("Ví" in one.notice.message(language) for one in found for language in ("vi", "en"))


def comment(text: str, **parts: Any) -> ReportCard:
    return card(years=[year(**{"summaries": {"year": {"comment": text}}, **parts})])


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("=1+1", True),
        ("=> Tốt", True),
        ("@Lan", True),
        ("+84", True),
        ("-5 điểm", True),
        ("-(a)", True),
        ("- Tốt", False),
        ("-Tốt", False),
        ("+ Tốt", False),
        ("a=1", False),
        ("Lan@vidu.vn", False),
    ],
)
def test_what_a_spreadsheet_takes_for_a_formula(text: str, formula: bool) -> None:
    assert rules("text", comment(text)) == (["text-like-formula"] if formula else [])


@pytest.mark.parametrize(
    ("inner", "most", "grade"),
    [
        (("subjects", "comment"), 2000, 8),
        (("summaries", "comment"), 2000, 8),
        (("summaries", "comments"), 500, 4),
        (("decisions", "promotion_text"), 150, 8),
        (("decisions", "promotion_text"), None, 4),
        (("decisions", "completion_text"), 150, 12),
        (("decisions", "completion_text"), 2000, 5),
        (("decisions", "summer_text"), 500, 8),
        (("decisions", "competitions"), 2000, 8),
        (("decisions", "note"), None, 8),
    ],
)
def test_how_long_a_text_may_be(inner: tuple[str, str], most: int | None, grade: int) -> None:
    where, name = inner

    def found(length: int) -> list[str]:
        text = "Đ" * length
        parts: dict[str, Any] = {
            "subjects": {"subjects": [{"subject": "toan", "periods": {"year": {"comment": text}}}]},
            "summaries": {
                "summaries": {"year": {"comment": text} if name == "comment" else {name: {"qualities": text}}}
            },
            "decisions": {"decisions": {name: text}},
        }[where]
        return rules("text", card(years=[year(grade=grade, **parts)]))

    assert found(most or 5000) == []
    if most:
        assert found(most + 1) == ["text-longer-than-national"]
