"""``hocba validate`` and ``hocba explain`` as processes."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from hocba_interop import schemas
from hocba_interop.notices import catalogue

SHORT_ID = "01220800000"
RULE = "personal-id-not-twelve-digits"


@pytest.fixture
def lop(tmp_path):
    """A file of two pupils; the second has a personal id of eleven digits."""

    def write(name="lop.jsonl", personal_id=SHORT_ID):
        path = tmp_path / name
        pupils = (("Nguyễn Thị Một", "2300000001", "012208000001"), ("Trần Văn Hai", "2300000002", personal_id))
        lines = [
            json.dumps(
                {
                    "format": "hocba-jsonl",
                    "version": "1",
                    "student": {"full_name": who, "identifiers": {"pupil_code": code, "personal_id": number}},
                    "years": [{"school_year": "2023-2024", "grade": 10, "class_name": "10A"}],
                },
                ensure_ascii=False,
            )
            for who, code, number in pupils
        ]
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return path

    return write


def test_a_valid_file_ends_with_0(hocba, lop):
    ran = hocba("validate", lop(personal_id="012208000002"))
    assert (ran.status, ran.err) == (0, "")
    assert "0 lỗi" in ran.out and "--today" in ran.out, "what was not checked is told"


def test_an_error_ends_with_1_and_shows_no_pupil(hocba, lop):
    ran = hocba("validate", lop())
    assert ran.status == 1
    assert catalogue()[RULE].code in ran.out and "/1/student/identifiers/personal_id" in ran.out
    assert not any(word in ran.said for word in ("Trần", "2300000002", SHORT_ID))


def test_values_show_when_asked_for(hocba, lop):
    ran = hocba("validate", lop(), "--show-values")
    assert "Trần Văn Hai" in ran.out and SHORT_ID in ran.out


def test_a_workbook_names_the_cell(hocba, summaries):
    ran = hocba("validate", summaries / "messy.xlsx", "--verbose")
    assert ran.status == 1
    assert "'10t'!" in ran.out


def test_a_warning_fails_only_if_it_is_to(hocba, summaries):
    book = summaries / "so_diem_tong_ket_khoi_khoi_10_hk1.xls"
    assert hocba("validate", book).status == 0
    assert hocba("validate", book, "--fail-on", "warning").status == 1


def test_a_required_check_that_did_not_run_ends_with_1(hocba, lop, tmp_path):
    (tmp_path / "p.toml").write_text('required = ["issue.future"]\n', "utf-8")
    path = lop(personal_id="012208000002")
    ran = hocba("validate", path, "--profile", "p.toml")
    assert ran.status == 1 and "issue.future" in ran.out
    assert hocba("validate", path, "--profile", "p.toml", "--today", "2026-01-31").status == 0
    report = json.loads(hocba("validate", path, "--profile", "p.toml", "--output", "json").out)
    assert (report["valid"], report["incomplete"]) == (None, True)


def test_what_cannot_be_read_ends_with_2(hocba, lop, bad):
    alone = hocba("validate", bad / "truncated.xlsx")
    assert (alone.status, alone.out) == (2, "") and "truncated.xlsx" in alone.err
    among = hocba("validate", lop(), bad / "truncated.xlsx", "--output", "json")
    assert among.status == 2
    report = json.loads(among.out)
    assert report["unread"] == [1] and {notice["rule"] for notice in report["notices"]} == {"truncated-file", RULE}
    assert hocba("validate", "khong_co.xls").status == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("--profile", "nationl"),
        ("--profile", "khong_co.toml"),
        ("--baseline", "khong_co.json"),
        ("--output", "pdf"),
        ("--fail-on", "loss"),
        ("--today", "31/01/2026"),
        ("--jobs", "0"),
        ("--write-baseline", "-"),
        ("--from", "smas2"),
    ],
)
def test_wrong_use_ends_with_2_and_one_message(hocba, lop, arguments):
    ran = hocba("validate", lop(), *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("hocba: ") and len(ran.err) < 600


def test_the_json_report_keeps_to_its_published_schema(hocba, lop, summaries, bad):
    schema = json.loads(hocba("schema", "json", "report").out)
    assert schema == json.loads(schemas.load("json", "report"))
    Draft202012Validator.check_schema(schema)
    files = (lop(), summaries / "messy.xlsx", bad / "truncated.xlsx")
    for arguments in ((), ("--show-values",), ("--profile", "national"), ("--profile", "transfer", "--lang", "en")):
        report = json.loads(hocba("validate", *files, "--output", "json", *arguments).out)
        Draft202012Validator(schema).validate(report)
        assert sum(report["counts"].values()) == len(report["notices"])
        assert {notice["pupil"] for notice in report["notices"]} - {None} == {one["pupil"] for one in report["pupils"]}
    assert "full_name" not in json.loads(hocba("validate", lop(), "--output", "json").out)["pupils"][0]


def test_every_kind_of_report_goes_to_a_file_or_to_standard_output(hocba, lop, tmp_path):
    for kind in ("text", "json", "sarif", "junit", "github", "html"):
        shown = hocba("validate", lop(), "--output", kind)
        written = hocba("validate", lop(), "--output", kind, "-o", f"ra.{kind}")
        assert (shown.status, written.status, written.out) == (1, 1, "")
        content = (tmp_path / f"ra.{kind}").read_text("utf-8")
        assert catalogue()[RULE].code in content and "Trần" not in content
        if kind != "text":
            assert content == shown.out
    ElementTree.fromstring((tmp_path / "ra.junit").read_bytes())
    assert hocba("validate", lop(), "--output", "json", "-o", "ra.json").status == 2, "nothing is replaced unasked"
    assert hocba("validate", lop(), "--output", "json", "-o", "ra.json", "--force").status == 1


def test_a_report_never_takes_the_place_of_an_input(hocba, lop):
    path = lop()
    before = path.read_bytes()
    for option in ("-o", "--write-baseline"):
        assert hocba("validate", path, option, path, "--force").status == 2
    assert path.read_bytes() == before


def test_standard_input_is_an_input(hocba, lop):
    data = lop().read_bytes()
    ran = hocba("validate", "-", "--output", "json", stdin=data)
    report = json.loads(ran.out)
    assert (ran.status, report["sources"][0]["name"], report["records"]) == (1, "stdin", 2)
    assert "path" not in report["sources"][0]
    shared = hocba("validate", "-", "--output", "json", "--jobs", "2", stdin=data)
    assert shared.out == ran.out


def test_a_workbook_may_come_on_standard_input(hocba, summaries):
    ran = hocba("validate", "-", stdin=(summaries / "khoi_12_hk2.xls").read_bytes())
    assert (ran.status, ran.err) == (0, "")


def test_a_baseline_lets_only_new_findings_fail(hocba, lop, tmp_path):
    path = lop()
    first = hocba("validate", path, "--write-baseline", "moc.json")
    assert first.status == 1
    assert hocba("validate", path, "--baseline", "moc.json").status == 0
    again = hocba("validate", path, "--write-baseline", "moc.json")
    assert again.status == 1, "a baseline may take the place of a baseline"
    (tmp_path / "khac.json").write_text("{}", "utf-8")
    assert hocba("validate", path, "--write-baseline", "khac.json").status == 2
    assert (tmp_path / "khac.json").read_text("utf-8") == "{}"


def test_the_report_is_in_the_readers_language(hocba, lop):
    vietnamese, english = (
        json.loads(hocba("validate", lop(), "--output", "json", lang=lang).out) for lang in ("vi", "en")
    )
    assert vietnamese["notices"][0]["message"] != english["notices"][0]["message"]
    for report in (vietnamese, english):
        for notice in report["notices"]:
            del notice["message"]
    assert vietnamese == english


# --- explain


@pytest.mark.parametrize("word", [RULE, RULE.upper(), catalogue()[RULE].code, catalogue()[RULE].code.lower()])
def test_a_rule_is_explained_by_its_word_or_code(hocba, word):
    ran = hocba("explain", word)
    rule = catalogue()[RULE]
    assert ran.status == 0
    squeezed = " ".join(ran.out.split())
    assert rule.code in squeezed and rule.name in squeezed
    for part in ("title", "explain", "bad", "good"):
        assert " ".join((rule.about(part, "vi") or "").split())[:40] in squeezed


def test_an_older_notice_is_explained_too(hocba):
    ran = hocba("explain", "score-out-of-range", "HB001", "--json")
    assert ran.status == 0
    first, second = json.loads(ran.out)["rules"]
    assert (first["code"], first["severity"], second["rule"]) == ("HB203", "error", "input-unreadable")
    assert first["message"] and first["family"] is None


def test_every_rule_is_listed(hocba):
    told = json.loads(hocba("explain", "--all", "--json").out)["rules"]
    assert [rule["rule"] for rule in told] == list(catalogue())
    assert all(rule["bad"] and rule["good"] and rule["explanation"] for rule in told if rule["family"])
    listed = hocba("explain", "--all").out
    assert all(code in listed for code in ("HB001", "HB203", "HB600"))


def test_an_unknown_rule_is_met_with_what_is_near(hocba):
    ran = hocba("explain", "personal-id-not-twelve")
    assert (ran.status, ran.out) == (2, "") and RULE in ran.err
    assert hocba("explain").status == 2
    assert hocba("explain", RULE, "--all").status == 2
