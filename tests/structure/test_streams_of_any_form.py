"""XML and JSON as others write it, and what means harm: cut and read right, or refused with a reason."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from canonical_forms import DIALECTS, document_of, read, write
from mutating import example

from hocba_interop.adapters.contract import ReadOptions, UnreadableSource
from hocba_interop.adapters.source import Source
from hocba_interop.model import Document, ReportCard
from hocba_interop.notices import Notice
from hocba_interop.validation.streaming import json_records, stream, xml_cutting
from hocba_interop.validation.streaming.faults import Checked
from hocba_interop.validation.streams import records

NS = "urn:hocba-interop:report-card:1"
HEAD = f'<document xmlns="{NS}" version="1"><report_cards>'
TAIL = "</report_cards></document>"


def cards(data: bytes) -> list[ReportCard]:
    found = records(Source("x", data))
    assert found is not None
    return [record.card for record in found]


def names(data: bytes) -> list[str | None]:
    return [card.student.full_name for card in cards(data)]


def refusal(data: bytes, wanted: str | None = None) -> Notice:
    with pytest.raises(UnreadableSource) as caught:
        list(records(Source("x", data), wanted=wanted) or ())
    notice = caught.value.notice
    for lang in ("vi", "en"):
        assert "…" not in notice.message(lang)
    assert caught.value.name == "x"
    return notice


def pupil(name: str, more: str = "") -> str:
    return f"<report_card><student><full_name>{name}</full_name></student>{more}</report_card>"


TRAPS = {
    "a record in a comment": (f"{HEAD}<!-- {pupil('B')} -->{pupil('A')}{TAIL}", ["A"]),
    "the end of a record in a comment": (f"{HEAD}{pupil('A<!-- </report_card> -->')}{pupil('B')}{TAIL}", ["A", "B"]),
    "the end of a record in CDATA": (f"{HEAD}{pupil('<![CDATA[</report_card>]]>')}{TAIL}", ["</report_card>"]),
    "a processing instruction": (f"{HEAD}<?x <report_card> ?>{pupil('A', '<?y </report_card>?>')}{TAIL}", ["A"]),
    "an exclamation mark": (f"{HEAD}{pupil('A! B? C')}{TAIL}", ["A! B? C"]),
    "a greater sign in an attribute": (
        f"{HEAD}<report_card><years><year_record><subjects><subject_record subject='a>b'/></subjects></year_record>"
        f"</years></report_card>{TAIL}",
        [None],
    ),
    "an empty record": (f"{HEAD}<report_card/><report_card  />{pupil('A')}{TAIL}", [None, None, "A"]),
    "spaces in tags": (f"{HEAD}<report_card\n><student/></report_card\n>{pupil('A')}{TAIL}", [None, "A"]),
    "no records": (f"{HEAD}{TAIL}", []),
    "no list": (f'<document xmlns="{NS}" version="1"/>', []),
    "a prefix": (
        f"<h:document xmlns:h='{NS}' version='1'><h:report_cards><h:report_card><h:student><h:full_name>A</h:full_name>"
        "</h:student></h:report_card></h:report_cards></h:document>",
        ["A"],
    ),
    "a byte order mark": ("\ufeff" + HEAD + pupil("Đ") + TAIL, ["Đ"]),
    "a declaration": (f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {"x" * 5000} -->{HEAD}{pupil("Đ")}{TAIL}', ["Đ"]),
    "references": (f"{HEAD}{pupil('A&amp;&#x110;')}{TAIL}", ["A&Đ"]),
    "decomposed letters": (f"{HEAD}{pupil('e' + chr(0x301))}{pupil('e&#x301;')}{TAIL}", ["é", "é"]),
    "letters over a comment": (f"{HEAD}{pupil('e<!-- -->' + chr(0x301))}{TAIL}", ["é"]),
    "a schema hint": (
        f'<document xmlns="{NS}" version="1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{NS} x.xsd"><report_cards>{pupil("A")}{TAIL}',
        ["A"],
    ),
    "a record of another namespace": (
        f"{HEAD}{pupil('A')}<report_card xmlns='urn:x'><student/></report_card>{pupil('B')}{TAIL}",
        ["A", "B"],
    ),
    "a record in a record": (f"{HEAD}{pupil('A', pupil('B'))}{pupil('C')}{TAIL}", ["A", "C"]),
    "a record elsewhere": (f"{HEAD}{pupil('A')}</report_cards><extra>{pupil('B')}</extra></document>", ["A"]),
}


@pytest.mark.parametrize("size", [1, 7, 1 << 18])
@pytest.mark.parametrize("name", TRAPS)
def test_records_are_cut_where_they_end(name: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_cutting, "_PIECE", size)
    text, want = TRAPS[name]
    assert names(text.encode()) == want
    ordinary = DIALECTS["xml"].read(Source("x", text.encode()), ReadOptions())
    assert [card.student.full_name for card in document_of(ordinary).report_cards] == want


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "windows-1252"])
def test_other_encodings(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{HEAD}{pupil("Bé Ánh")}{pupil("&#x110;ào")}{TAIL}'
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    assert names((mark + text).encode(encoding)) == ["Bé Ánh", "Đào"]


def test_astray_records_are_told_and_a_second_list_too() -> None:
    for text in (TRAPS["a record elsewhere"][0], f"{HEAD}{pupil('A')}</report_cards><report_cards>{pupil('B')}{TAIL}"):
        found = records(Source("x", text.encode()))
        assert found is not None
        assert [record.card.student.full_name for record in found] == ["A"]
        assert [notice.rule for notice in found.notices] == ["structure-unexpected"]


BROKEN = {
    "cut short": HEAD + pupil("A") + "<report_card><student>",
    "cut short between records": HEAD + pupil("A"),
    "wrong end tag": HEAD + pupil("A") + "<report_card><student></years></report_card>" + TAIL,
    "a record in an attribute": f'{HEAD}<x y="{pupil("A")}"/>{TAIL}',
    "an end without a beginning": f"{HEAD}</report_card>{TAIL}",
    "no end of the list": HEAD + pupil("A") + "</document>",
    "an open comment": f"{HEAD}{pupil('A')}<!-- {TAIL}",
    "an open comment in a record": f"{HEAD}{pupil('A<!--')}{TAIL}",
    "two roots": f"{HEAD}{TAIL}<x/>",
    "an unknown entity": f"{HEAD}{pupil('&x;')}{TAIL}",
    "an unknown prefix": f"{HEAD}<h:report_card/>{TAIL}",
    "a forbidden character": f"{HEAD}{pupil(chr(1))}{TAIL}",
    "two attributes of one name": f"{HEAD}<report_card a='1' a='2'/>{TAIL}",
}


@pytest.mark.parametrize("size", [5, 1 << 18])
@pytest.mark.parametrize("name", BROKEN)
def test_what_is_not_well_formed_is_refused_as_the_ordinary_reader_refuses_it(
    name: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xml_cutting, "_PIECE", size)
    data = BROKEN[name].encode()
    with pytest.raises(UnreadableSource) as caught:
        DIALECTS["xml"].read(Source("x", data), ReadOptions())
    assert refusal(data, "hocba-xml").rule == caught.value.notice.rule == "xml-syntax"


def test_the_line_and_column_of_an_error_are_those_of_the_source() -> None:
    data = f"{HEAD}\n{pupil('A')}\n{pupil('B')}\n  <report_card><student></years></report_card>\n{TAIL}".encode()
    told = refusal(data)
    with pytest.raises(UnreadableSource) as caught:
        DIALECTS["xml"].read(Source("x", data), ReadOptions())
    assert told.facts == caught.value.notice.facts


def test_bytes_changed_at_random_are_refused_or_read_as_the_ordinary_reader_does() -> None:
    original = write("xml", example(0))
    for number in range(400):
        draw = random.Random(number)
        data = bytearray(original)
        for _ in range(draw.randint(1, 3)):
            at = draw.randrange(len(data))
            data[at : at + draw.randint(0, 3)] = draw.choice(
                [b"", b"<", b">", b"&", b'"', b"</", b"<!--", b"-->", b"\xff"]
            )
        try:
            ordinary: object = [
                c.student
                for c in document_of(DIALECTS["xml"].read(Source("x", bytes(data)), ReadOptions())).report_cards
            ]
        except UnreadableSource as error:
            ordinary = error.notice.rule
        try:
            found: object = [r.card.student for r in records(Source("x", bytes(data)), wanted="hocba-xml") or ()]
        except UnreadableSource as error:
            found = error.notice.rule
        assert found == ordinary or ordinary == "wrong-shape", number


ENTITIES = '<!DOCTYPE document [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>'


@pytest.mark.parametrize(
    "text",
    [
        ENTITIES + HEAD + TAIL,
        f"<!-- {'x' * 300_000} -->{ENTITIES}{HEAD}{pupil('&c;')}{TAIL}",
        f'<!DOCTYPE document SYSTEM "file:///etc/passwd">{HEAD}{pupil("A")}{TAIL}',
    ],
)
def test_a_document_type_is_refused(text: str) -> None:
    assert refusal(text.encode(), "hocba-xml").rule == "xml-entities"


def test_deep_and_endless_things_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = "<x>" * 100 + "</x>" * 100
    assert refusal(f"{HEAD}{pupil('A', deep)}{TAIL}".encode()).rule == "xml-too-deep"
    assert refusal(f"{HEAD}{TAIL[:-11]}{deep}</document>".encode()).rule == "xml-too-deep"
    assert refusal(f"{HEAD}{pupil('A', '<x>' * 300 + '</x>' * 300)}{TAIL}".encode()).rule in (
        "xml-too-deep",
        "xml-syntax",
    )
    nested = "[" * 100 + "]" * 100
    line = f'{{"format": "hocba-jsonl", "version": "1", "student": {{"x": {nested}}}}}'
    assert refusal(line.encode()).rule == "json-too-deep"
    for module in (stream, xml_cutting, json_records):
        monkeypatch.setattr(module, "MAX_RECORD", 1000)
    monkeypatch.setattr(xml_cutting, "_PIECE", 100)
    for inside in (pupil("A" * 2000), "<!--" + "x" * 2000 + "-->", "<report_card " + " " * 2000):
        assert refusal(f"{HEAD}{pupil('B')}{inside}{TAIL}".encode()).rule == "record-too-large"
    monkeypatch.setattr(xml_cutting, "_MAX_ROUND", 3000)
    assert refusal(f"{HEAD}{'<x/>' * 1000}{TAIL}".encode()).rule == "too-large"
    assert names(f"{HEAD}{(pupil('B') + ' ' * 50) * 200}{TAIL}".encode()) == ["B"] * 200
    long = {"format": "hocba-jsonl", "version": "1", "student": {"full_name": "A" * 2000}}
    assert refusal(json.dumps(long).encode()).rule == "record-too-large"


def test_another_version_is_refused_before_anything_is_read() -> None:
    assert (
        refusal(HEAD.replace('version="1"', 'version="2"').encode() + pupil("A").encode() + TAIL.encode()).rule
        == "unknown-version"
    )
    assert refusal(b'{"format": "hocba-jsonl", "version": "2", "student": {}}').rule == "unknown-version"
    assert refusal(b'{"format": "hocba-json", "version": "2", "report_cards": [{}]}').rule == "unknown-version"


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (b'{"format": "hocba-jsonl", "student": {}', "json-syntax"),
        (b'{"student": {"full_name": "\xff"}}', "json-encoding"),
        (b'{"student": {"full_name": "\\ud83d"}}', "json-encoding"),
        (b'{"student": {}, "student": {}}', "json-duplicate-key"),
        (b'{"years": [{"grade": 1e999}]}', "json-number"),
    ],
)
def test_a_line_that_is_no_json_is_refused_with_its_line(line: bytes, rule: str) -> None:
    good = b'{"format": "hocba-jsonl", "version": "1", "student": {"full_name": "A"}}\n'
    notice = refusal(good + b"\n" + line + b"\n" + good)
    assert (notice.rule, notice.facts.get("line", 3)) == (rule, 3)


def test_lines_as_people_write_them() -> None:
    head = {"format": "hocba-jsonl", "version": "1"}
    lines = [
        b"\xef\xbb\xbf" + json.dumps({**head, "provenance": [{"name": "student", "x": 1}], "moi": 5}).encode(),
        b"   ",
        json.dumps({"student": {"full_name": "A"}, "version": "1"}).encode(),
        json.dumps({**head, "student": {"full_name": "e\u0301"}}, ensure_ascii=True).encode(),
        b"5",
        json.dumps({**head, "format": 7, "years": [{"grade": 10.0, "class_name": 10}]}).encode(),
    ]
    data = b"\r\n".join(lines)
    found = records(Source("x", data), wanted="hocba-jsonl")
    assert found is not None
    got = list(found)
    assert [record.card.student.full_name for record in got] == ["A", "é", None]
    assert got[-1].card.years[0].grade == 10
    told = [
        (fault.rule, str(fault.place))
        for record in got
        for fault in record.raw.faults
        if isinstance(record.raw, Checked)
    ]
    assert told == [("structure-wrong-type", "/5/format"), ("structure-wrong-type", "/5/years/0/class_name")]
    assert [(notice.rule, str(notice.where)) for notice in found.notices] == [
        ("structure-unexpected", "/0/provenance/0/x"),
        ("structure-unexpected", "/0/moi"),
        ("structure-wrong-type", "/4"),
    ]


def test_members_that_fall_out_of_a_list_do_not_move_the_places_of_the_others() -> None:
    years = [5, {"subjects": [{"subject": "toan"}, {}, {"subject": "hoa_hoc", "enrolment": "enrolled"}]}]
    data = json.dumps({"format": "hocba-json", "version": "1", "report_cards": [{"years": years}]}).encode()
    (record,) = records(Source("x", data)) or ()
    path = ("years", "?", "subjects", "hoa_hoc", "enrolment")
    assert str(record.locate(path)) == "/report_cards/0/years/1/subjects/2/enrolment"
    assert [str(fault.place) for fault in record.raw.faults if isinstance(record.raw, Checked)] == [
        "/report_cards/0/years/0",
        "/report_cards/0/years/1/subjects/1",
    ]


def test_what_is_not_ours_is_no_stream(tmp_path: Path) -> None:
    for data in (b"", b"x", b"[]", b'{"a": 1}', b"<x/>", b"PK\x03\x04", b"<html><table></table></html>"):
        assert records(Source("x", data)) is None
    data = write("xml", example())
    assert records(Source("x", data), wanted="viettel:subject-book") is None
    assert records(Source("x", data), wanted="canonical") is not None
    late = json.dumps(
        {"report_cards": [{"student": {"full_name": "x" * 70_000}}], "version": "1", "format": "hocba-json"}
    )
    assert names(late.encode()) == ["x" * 70_000]
    with pytest.raises(UnreadableSource) as caught:
        records(tmp_path / "missing.jsonl")
    assert caught.value.notice.rule == "input-unreadable"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    data = write("xml", example())

    class Stdin:
        buffer = io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]

    monkeypatch.setattr(sys, "stdin", Stdin)
    found = records(Path("-"))
    assert found is not None
    assert ([record.card for record in found], found.name) == (cards(data), "stdin")
    assert found.sha256 == Source("x", data).sha256


MEASURE = """
import sys
from pathlib import Path
from hocba_interop.validation.streams import records
most = 0
for record in records(Path(sys.argv[1])):
    record.locate(("student", "full_name"))
    if record.number % 50 == 0:
        most = max(most, int(Path("/proc/self/statm").read_text().split()[1]))
print(most * 4096)
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is measured on Linux")
@pytest.mark.parametrize("form", ["jsonl", "xml"])
def test_memory_does_not_grow_with_the_records(form: str, tmp_path: Path) -> None:
    peaks = []
    for count in (20, 3000):
        file = tmp_path / f"{count}.{form}"
        file.write_bytes(write(form, Document(report_cards=example().report_cards * count)))
        done = subprocess.run([sys.executable, "-c", MEASURE, str(file)], capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout))
    grown = peaks[1] - peaks[0]
    assert grown < 6 << 20 < file.stat().st_size, "the larger file has many times the bytes"


def test_ordinary_and_streamed_places_have_lines_beyond_those_that_libxml2_knows() -> None:
    long = "\n" * 70_000
    data = f"{HEAD}{long}{pupil('A')}{long}\n{pupil('B')}{TAIL}".encode()
    found = records(Source("x", data))
    assert found is not None
    lines = [record.locate(("student", "full_name")).where()["line"] for record in found]
    assert lines == [70_001, 140_002]
    assert read("xml", data).fragments
