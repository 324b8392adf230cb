"""``hocba split``, ``hocba checklist`` and choosing by class, as processes."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from checklist import records

from hocba_interop.adapters.canonical.json_writing import document_text


@pytest.fixture
def terms(summaries):
    return [summaries / f"so_diem_tong_ket_khoi_khoi_10_hk{term}.xls" for term in (1, 2)]


@pytest.fixture
def write(tmp_path):
    """Writes cards to a file."""

    def write_cards(*cards):
        path = tmp_path / "vao.json"
        path.write_text("".join(document_text(records.document(*cards))), "utf-8")
        return path

    return write_cards


class Page(HTMLParser):
    """What a page says, and what it would load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.boxes = 0
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.boxes += ("type", "checkbox") in attrs
        self.links += [value for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data):
        self.words.append(data)


def test_split_by_student(hocba, terms, tmp_path):
    ran = hocba("split", *terms, "--by", "student", "-o", "ra", "--receipt", "bn.json")
    assert (ran.status, ran.out) == (0, "")
    assert "2336000013" not in ran.err
    receipt = json.loads((tmp_path / "bn.json").read_text("utf-8"))
    assert receipt["proof"]["read_back"] == "equal"
    assert sum(receipt["items"].values()) == sum(source["items"] for source in receipt["sources"])
    assert sum(target.get("report_cards", 0) for target in receipt["targets"]) == 24
    assert "2336000013" not in (tmp_path / "bn.json").read_text("utf-8")
    assert len(list((tmp_path / "ra").iterdir())) == 25
    again = hocba("split", *terms, "--by", "student", "-o", "ra")
    assert again.status == 2 and "--force" in again.err
    assert hocba("split", *terms, "--by", "student", "-o", "ra", "--force").status == 0


def test_split_shows_names_of_files_only_to_those_who_ask(hocba, terms):
    ran = hocba("split", *terms, "--by", "student", "-o", "ra", "--show-values", "--verbose")
    assert "2336000013.json" in ran.err


@pytest.mark.parametrize(
    "wrong",
    [
        ("--by", "student"),
        ("--by", "school", "-o", "ra"),
        ("-o", "ra"),
        ("--by", "class", "-o", "-"),
        ("--by", "class", "-o", "ra", "--to", "viettel:sync-json"),
        ("--by", "class", "-o", "ra", "--all", "--class", "10T"),
    ],
)
def test_wrong_use_of_split(hocba, terms, tmp_path, wrong):
    ran = hocba("split", *terms, *wrong)
    assert ran.status == 2 and ran.err
    assert not (tmp_path / "ra").exists()


def test_split_of_data_with_errors(hocba, bad, tmp_path):
    assert hocba("split", bad / "bad_scores.xlsx", "--by", "class", "-o", "ra").status == 1
    assert not (tmp_path / "ra").exists()
    assert hocba("split", bad / "empty.xlsx", "--by", "class", "-o", "ra").status == 2


def test_split_of_one_class(hocba, terms, tmp_path):
    ran = hocba("split", *terms, "--by", "class", "--class", "lớp 10t", "-o", "ra", "--to", "hocba-xlsx")
    assert ran.status == 0
    assert sorted(path.name for path in (tmp_path / "ra").iterdir()) == ["10T_2023-2024.xlsx", "muc_luc.csv"]


def test_convert_of_a_class(hocba, terms, tmp_path):
    common = ("convert", *terms, "--to", "hocba-json", "-o", "ra.json", "--force")
    assert hocba(*common, "--class", "10t").status == 0
    cards = json.loads((tmp_path / "ra.json").read_text("utf-8"))["report_cards"]
    assert {card["years"][0]["class_name"] for card in cards} == {"10T"}
    unknown = hocba(*common, "--class", "10Z")
    assert unknown.status == 1 and "HB313" in unknown.err and "10U" in unknown.err
    assert hocba(*common, "--all", "--student", "2336000013").status == 2
    assert hocba(*common, "--all").status == 0


def test_a_complete_record_is_done(hocba, write):
    ran = hocba("checklist", write(records.secondary()))
    assert ran.status == 0
    found = json.loads(hocba("checklist", write(records.secondary()), "--json").out)
    assert found["complete"] is True and found["needs"] == []


def test_what_lacks_is_told_with_names(hocba, write):
    card = records.secondary()
    card["student"]["sex"] = None
    ran = hocba("checklist", write(card))
    assert ran.status == 1
    assert card["student"]["full_name"] in ran.out
    found = json.loads(hocba("checklist", write(card), "--json").out)
    [need] = found["needs"]
    assert (need["need"], need["supplier"], need["certainty"]) == ("sex", "old_office", "P")
    assert [lack["pupil"] for lack in need["lacks"]] == [0]


def test_a_class_stays_readable(hocba, write):
    cards = [records.secondary(number) for number in range(1, 41)]
    for card in cards:
        card["student"]["sex"] = None
        card["years"][-1]["summaries"]["year"] = None
        card["years"][-1]["summaries"].pop("year")
    for card in cards[::2]:
        card["student"]["identifiers"]["personal_id"] = None
    short = hocba("checklist", write(*cards), COLUMNS="60")
    assert short.status == 1
    assert len(short.out.splitlines()) < 80
    assert all(len(line) <= 60 for line in short.out.splitlines())
    whole = hocba("checklist", write(*cards), "--verbose")
    assert all(card["student"]["full_name"] in whole.out for card in cards)


def test_the_page_stands_alone_and_has_a_box_for_each_line(hocba, write, tmp_path):
    cards = [records.secondary(number) for number in range(1, 4)]
    cards[0]["student"] |= {"full_name": "<script>alert(1)</script>", "sex": None}
    cards[1]["student"]["sex"] = None
    ran = hocba("checklist", write(*cards), "--output", "html", "-o", "ra.html")
    assert (ran.status, ran.out) == (1, "")
    text = (tmp_path / "ra.html").read_text("utf-8")
    page = Page(text)
    reminders = 5
    assert page.boxes == 1 + 2 + reminders
    assert page.links == [] and "url(" not in text and "@import" not in text
    assert "script" not in page.tags and "<script>alert(1)</script>" in "".join(page.words)
    assert hocba("checklist", write(*cards), "--output", "html").out == text


def test_a_file_is_replaced_only_with_force(hocba, write, tmp_path):
    source = write(records.secondary())
    (tmp_path / "ra.txt").write_text("của tôi")
    assert hocba("checklist", source, "-o", "ra.txt").status == 2
    assert (tmp_path / "ra.txt").read_text() == "của tôi"
    assert hocba("checklist", source, "-o", "ra.txt", "--force").status == 0
    assert "\x1b" not in (tmp_path / "ra.txt").read_text("utf-8")
    assert hocba("checklist", source, "-o", source, "--force").status == 2


@pytest.mark.parametrize(
    "wrong",
    [("--profile", "tranfer"), ("--output", "pdf"), ("--json", "--output", "html"), ("-o", "khong/co.txt")],
)
def test_wrong_use_of_checklist(hocba, write, wrong):
    ran = hocba("checklist", write(records.secondary()), *wrong)
    assert ran.status == 2 and ran.err and not ran.out


def test_checklist_of_data_with_errors(hocba, bad):
    ran = hocba("checklist", bad / "bad_scores.xlsx", "--quiet")
    assert ran.status == 1 and "HB203" in ran.err
    assert hocba("checklist", bad / "empty.xlsx").status == 2
    assert hocba("checklist", "khong-co.xls").status == 2


def test_one_pupil_is_compared_with_the_classmates_who_were_not_chosen(hocba, write):
    cards = [records.secondary(number) for number in range(1, 6)]
    for card in cards[1:]:
        mark = {"term1": {"result": records.mark("score10", "8")}}
        card["years"][-1]["subjects"].append({"subject": "dia_li", "periods": mark})
    code = cards[0]["student"]["identifiers"]["pupil_code"]
    found = json.loads(hocba("checklist", write(*cards), "--student", code, "--json").out)
    assert len(found["pupils"]) == 1
    assert [need["need"] for need in found["needs"]] == ["subject-of-class"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_both_languages_say_the_same(hocba, terms, language):
    found = json.loads(hocba("checklist", *terms, "--json", lang=language).out)
    other = json.loads(hocba("checklist", *terms, "--json").out)
    assert [need["need"] for need in found["needs"]] == [need["need"] for need in other["needs"]]
    assert hocba("checklist", *terms, lang=language).status == 1
