"""Splitting: whose file is whose, that all or nothing is written, and that the one receipt adds up."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from hocba_interop.adapters.canonical.json_writing import document_text
from hocba_interop.adapters.source import Source
from hocba_interop.conversion import splitting
from hocba_interop.conversion.convert import ConvertOptions, OutputRefused
from hocba_interop.conversion.library import read
from hocba_interop.conversion.splitting import INDEX, Splitting, split
from hocba_interop.ledger import Disposition
from hocba_interop.model import Document

SUMMARIES = Path(__file__).parents[2] / "fixtures/vnpt/class-summary"
TERMS = [SUMMARIES / f"so_diem_tong_ket_khoi_khoi_10_hk{term}.xls" for term in (1, 2)]
MOVED = [SUMMARIES / f"moved_class_hk{term}.xls" for term in (1, 2)]


def card(code: str | None, name: str = "Nguyễn Thị Á", class_name: str = "10T", year: str = "2024-2025") -> Any:
    return {
        "student": {"full_name": name, "identifiers": {"pupil_code": code}},
        "years": [{"school_year": year, "grade": 10, "class_name": class_name, "school": {"name": "Trường Ví Dụ"}}],
    }


def source(*cards: Any, **more: Any) -> Source:
    document = Document.model_validate({"report_cards": list(cards), **more})
    return Source("vao.json", "".join(document_text(document)).encode())


def index_of(done: Splitting) -> list[list[str]]:
    assert done.index
    data = done.index.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def adds_up(done: Splitting) -> bool:
    return done.receipt.items.total() == sum(one["items"] for one in done.receipt.sources)


def rules(done: Splitting) -> set[str]:
    return {notice.rule for notice in done.receipt.notices}


@pytest.mark.parametrize("to", ["hocba-json", "hocba-xml", "hocba-xlsx", "viettel", "vnpt"])
def test_each_pupil_gets_a_file_with_nothing_of_the_others(to: str, tmp_path: Path) -> None:
    done = split(TERMS, tmp_path / "ra", "student", to)
    assert done.receipt.read_back == "equal" and adds_up(done)
    assert len(done.parts) == 24
    first = read(tmp_path / "ra" / done.parts[0].name).document
    assert [c.student.identifiers["pupil_code"] for c in first.report_cards] == ["2336000013"]


def test_what_stands_in_the_files_together_is_what_one_conversion_writes(tmp_path: Path) -> None:
    done = split(TERMS, tmp_path / "ra")
    whole = read(TERMS).document.report_cards
    parts = [c for part in done.parts for c in read(tmp_path / "ra" / part.name).document.report_cards]
    assert parts == list(whole)


def test_inputs_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    before = splitting.read_body
    monkeypatch.setattr(splitting, "read_body", lambda *args, **more: calls.append(args) or before(*args, **more))
    split(TERMS, tmp_path / "ra")
    assert len(calls) == 1


def test_a_class_gets_a_file(tmp_path: Path) -> None:
    done = split(TERMS, tmp_path / "ra", "class")
    assert [part.name for part in done.parts] == ["10T_2023-2024.json", "10U_2023-2024.json"]
    assert [len(part.cards) for part in done.parts] == [12, 12]
    assert adds_up(done)


def test_a_pupil_who_changed_classes_stands_in_the_later_one(tmp_path: Path) -> None:
    done = split(MOVED, tmp_path / "ra", "class")
    placed = [c.student.identifiers["pupil_code"] for p in done.parts for c in _cards(tmp_path / "ra" / p.name)]
    assert len(placed) == len(set(placed))


def _cards(path: Path) -> Any:
    return read(path).document.report_cards


def test_classes_of_one_name_in_two_years_or_schools_stay_apart(tmp_path: Path) -> None:
    other = card("3")
    other["years"][0]["school"] = {"name": "Trường Khác"}
    done = split(
        source(card("1"), card("2", year="2025-2026"), other, card("4", class_name="Lớp 10t")), tmp_path / "ra", "class"
    )
    assert [(part.name, part.cards) for part in done.parts] == [
        ("10T_2024-2025.json", (0, 3)),
        ("10T_2025-2026.json", (1,)),
        ("10T_2024-2025-2.json", (2,)),
    ]


HOSTILE = ["../x", "CON", "a/b", "a-b", "x...", "é" * 200, "muc_luc", "=cmd", ".", "a\\..\\b"]


def test_hostile_codes_stay_inside_the_folder(tmp_path: Path) -> None:
    done = split(source(*(card(code, f"Em {code[:9]}") for code in HOSTILE)), tmp_path / "ra")
    assert {path.name for path in tmp_path.iterdir()} == {"ra"}
    there = [path.name for path in (tmp_path / "ra").iterdir()]
    assert len({name.casefold() for name in there}) == len(HOSTILE) + 1
    assert sorted(there) == sorted(path.name for path in done.files)
    assert adds_up(done)


def test_the_list_runs_no_formula_and_leaves_the_school_open(tmp_path: Path) -> None:
    done = split(source(card("=1+1", name="@SUM(A1)"), card("+84", class_name="-10T")), tmp_path / "ra")
    head, *rows = index_of(done)
    assert len(head) == 7
    assert [row[-1] for row in rows] == ["", ""]
    for row in rows:
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_the_list_tells_namesakes_without_a_code_apart(tmp_path: Path) -> None:
    born = ["2010-03-05", "2010-03-06", "2010-03", "2010", None]
    cards = [card(None) for _ in born]
    for one, date in zip(cards, born, strict=True):
        one["student"]["birth_date"] = date
    head, *rows = index_of(split(source(*cards), tmp_path / "ra"))
    # behind a word Excel does not turn a date into one of its own order
    assert [row[head.index("Ngày sinh")] for row in rows] == [
        "ngày 05/03/2010",
        "ngày 06/03/2010",
        "tháng 03/2010",
        "năm 2010",
        "",
    ]


def test_the_list_opens_in_a_vietnamese_excel(tmp_path: Path) -> None:
    done = split(source(card("1")), tmp_path / "ra")
    assert done.index
    first = done.index.read_bytes().split(b"\r\n")[0]
    assert first.startswith(b"\xef\xbb\xbf") and first.count(b";") == 6 and b"," not in first


def test_a_pupil_without_a_code_gets_a_number_and_never_the_citizens_number(tmp_path: Path) -> None:
    bare = card(None)
    bare["student"]["identifiers"] = {"personal_id": "036209001234"}
    done = split(source(card("1", "Trần Văn B"), bare), tmp_path / "ra")
    assert [part.name for part in done.parts] == ["1.json", "hoc_sinh_002.json"]
    assert "file-named-by-number" in rules(done)


def test_names_of_files_do_not_show_codes_in_the_receipt(tmp_path: Path) -> None:
    done = split(TERMS, tmp_path / "ra")
    assert "2336000013" not in str(done.receipt.to_dict())
    assert "2336000013.json" in str(done.receipt.to_dict(show_values=True))


def test_what_belongs_to_no_pupil_goes_to_no_school(tmp_path: Path) -> None:
    extension = {"label": "Ghi chú", "value": "Em Nam nợ sách", "where": {"source": 0}}
    done = split(source(card("1"), card("2", "Trần B"), extensions=[extension]), tmp_path / "ra")
    assert "split-rest-apart" in rules(done)
    holding = [path.name for path in done.files if "nợ sách" in path.read_text("utf-8")]
    assert holding == ["khong_thuoc_em_nao.json"]
    assert done.receipt.items[Disposition.NOT_CARRIED] == done.receipt.items[Disposition.UNRECOGNISED] == 0
    assert adds_up(done)


def test_what_belongs_to_no_pupil_is_lost_once_where_the_target_cannot_hold_it(tmp_path: Path) -> None:
    done = split(SUMMARIES / "messy.xlsx", tmp_path / "ra", to="viettel", options=ConvertOptions(partial=True))
    assert adds_up(done)
    assert len(done.receipt.losses) == sum(
        done.receipt.items[d] for d in (Disposition.NOT_CARRIED, Disposition.UNRECOGNISED, Disposition.REJECTED)
    )


def test_an_error_withholds_everything(tmp_path: Path) -> None:
    bad = Path(__file__).parents[2] / "fixtures/bad/bad_scores.xlsx"
    done = split(bad, tmp_path / "ra")
    assert done.files == [] and list(tmp_path.iterdir()) == []
    assert done.receipt.read_back == "not_written" and adds_up(done)
    partly = split(bad, tmp_path / "ra", options=ConvertOptions(partial=True))
    assert partly.files and adds_up(partly)


def test_a_fault_in_the_last_file_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, calls = splitting.read_back, []

    def fail_late(*args: Any) -> Any:
        calls.append(args)
        if len(calls) == 24:
            raise splitting.NotEqual("x")
        return before(*args)

    monkeypatch.setattr(splitting, "read_back", fail_late)
    with pytest.raises(splitting.ProgramFault):
        split(TERMS, tmp_path / "ra")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_in_use_is_refused(tmp_path: Path) -> None:
    mine = tmp_path / "ra" / "cua_toi.txt"
    mine.parent.mkdir()
    mine.write_text("x")
    with pytest.raises(OutputRefused) as refused:
        split(source(card("1")), tmp_path / "ra")
    assert refused.value.notice.rule == "output-folder-in-use"
    assert [path.name for path in mine.parent.iterdir()] == ["cua_toi.txt"]


def test_force_replaces_its_own_names_and_keeps_all_else(tmp_path: Path) -> None:
    folder = tmp_path / "ra"
    split(source(card("1"), card("2", "Trần B")), folder)
    (folder / INDEX).write_text("điền tay")
    (folder / "1.json").write_text("cũ")
    done = split(source(card("1")), folder, options=ConvertOptions(force=True))
    assert (folder / INDEX).read_text() == "điền tay"
    assert done.index and done.index.name == "muc_luc-2.csv"
    assert (folder / "1.json").read_text("utf-8") != "cũ" and (folder / "2.json").exists()
    assert "folder-holds-other-files" in rules(done)


def test_a_folder_in_the_way_of_a_file_is_not_removed(tmp_path: Path) -> None:
    inside = tmp_path / "ra" / "1.json" / "x"
    inside.parent.mkdir(parents=True)
    inside.write_text("x")
    with pytest.raises(OutputRefused):
        split(source(card("1")), tmp_path / "ra", options=ConvertOptions(force=True))
    assert inside.read_text() == "x"


def test_an_input_in_the_folder_is_never_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "ra"
    folder.mkdir()
    given = folder / "1.json"
    given.write_bytes(source(card("1")).data)
    with pytest.raises(OutputRefused) as refused:
        split(given, folder, options=ConvertOptions(force=True))
    assert refused.value.notice.rule == "output-is-input"
    assert given.read_bytes() == source(card("1")).data


@pytest.mark.parametrize(("place", "rule"), [("tep", "output-not-folder"), ("khong/co", "output-folder-missing")])
def test_a_place_that_can_be_no_folder_is_refused(place: str, rule: str, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x")
    with pytest.raises(OutputRefused) as refused:
        split(source(card("1")), tmp_path / place)
    assert refused.value.notice.rule == rule


def test_a_folder_may_have_a_dot_in_its_name(tmp_path: Path) -> None:
    done = split(source(card("1")), tmp_path / "lop.10T")
    assert (tmp_path / "lop.10T" / "1.json").is_file() and len(done.files) == 2


def test_nobody_to_split_is_an_error(tmp_path: Path) -> None:
    done = split(source(), tmp_path / "ra")
    assert rules(done) == {"nothing-to-split"} and not (tmp_path / "ra").exists()


def test_a_dry_run_writes_nothing_and_predicts(tmp_path: Path) -> None:
    done = split(TERMS, tmp_path / "ra", options=ConvertOptions(dry_run=True))
    assert list(tmp_path.iterdir()) == []
    assert len(done.parts) == 24 and adds_up(done)


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = (split(TERMS, tmp_path / name, to="hocba-xlsx") for name in ("a", "b"))
    assert [path.read_bytes() for path in one.files] == [path.read_bytes() for path in other.files]
    assert one.receipt.to_dict() == other.receipt.to_dict()


def test_pupils_left_out_are_counted_not_selected(tmp_path: Path) -> None:
    done = split(TERMS, tmp_path / "ra", options=ConvertOptions(classes=("10t",)))
    assert len(done.parts) == 12
    assert done.receipt.items[Disposition.NOT_SELECTED] > 0 and adds_up(done)
