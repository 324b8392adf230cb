"""There and back between every pair of adapters that write: what both hold comes back, what one lacks is listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from school_sheets import FIXTURES

from hocba_interop import ConvertOptions, convert
from hocba_interop.adapters import registry
from hocba_interop.adapters.contract import Dialect, ReadOptions
from hocba_interop.conversion.accounting import field_name
from hocba_interop.conversion.assembly import Assembled
from hocba_interop.conversion.convert import convert_body
from hocba_interop.conversion.proof import same
from hocba_interop.conversion.reading import Body, read_body
from hocba_interop.conversion.receipt import Receipt
from hocba_interop.model.flat import Leaf
from hocba_interop.model.flat import Path as LeafPath

SUMMARY, BOOK, PRIMARY, SMAS = "vnpt:class-summary", "vnpt:subject-book", "vnpt:primary-class", "viettel:subject-book"
SECTOR, ADMISSION = "csdl:primary-results", "admission:record"
EXCEL, JSON, JSONL, XML = "excel:report-card", "canonical:json", "canonical:jsonl", "canonical:xml"
TARGETS = [SUMMARY, BOOK, PRIMARY, SMAS, SECTOR, EXCEL, JSON, JSONL, XML]
LOSSLESS = {EXCEL, JSON, JSONL, XML}

TERMS = [f"vnpt/class-summary/so_diem_tong_ket_khoi_khoi_10_hk{term}.xls" for term in (1, 2)]
OLD = ["vnpt/class-summary/khoi_12_hk2.xls"]
YEAR = ["vnpt/class-summary/so_diem_tong_ket_lop_7a.xlsx"]
MESSY = ["vnpt/class-summary/messy.xlsx"]
TICKS = ["vnpt/class-summary/primary_khoi_4.xls"]
VNEDU_BOOK = ["vnpt/subject-book/tat_ca_mon_10t_hk1.xlsx"]
YEAR_BOOK = ["vnpt/subject-book/toan_10t_ca_nam.xlsx"]
CODED_BOOK = ["vnpt/subject-book/comment_code.xlsx"]
CLASS_4A = ["vnpt/primary-class/bang_tong_hop_lop_4a_cuoi_nam.xls"]
SMAS_BOOK = ["viettel/subject-book/nhieu_mon_khoi_10_ca_hai_ky.xlsx"]
SMAS_ID = ["viettel/subject-book/student_id_hidden.xlsx"]
SECTOR_2, SECTOR_4 = ([f"csdl/primary-results/{name}.xlsx"] for name in ("khoi_2_da_nhap", "khoi_4_suy_luan"))
BODIES = {
    "terms": TERMS,
    "old": OLD,
    "year": YEAR,
    "messy": MESSY,
    "ticks": TICKS,
    "vnedu-book": VNEDU_BOOK,
    "year-book": YEAR_BOOK,
    "coded-book": CODED_BOOK,
    "class-4a": CLASS_4A,
    "smas-book": SMAS_BOOK,
    "smas-id": SMAS_ID,
    "sector-2": SECTOR_2,
    "sector-4": SECTOR_4,
}


@cache
def source_body(name: str) -> Body:
    told = "2024-2025" if name.startswith("sector") else None
    return read_body([FIXTURES / file for file in BODIES[name]], options=ReadOptions(told))


def told_year(name: str, target: str) -> str | None:
    """The school year, where a file on the way names none and its reader must be told."""
    if SECTOR not in (target, source_body(name).dialects[0].full_name):
        return None
    (year,) = {path[1] for card in source_body(name).cards for path in card.flat if path[0] == "years"}
    return year


def by_pupil(body: Body) -> dict[str, Assembled]:
    found = {}
    for card in body.cards:
        code = card.flat.get(("student", "identifiers", "pupil_code")) or card.flat[("student", "full_name")]
        found[str(code)] = card
    assert len(found) == len(body.cards)
    return found


def held(flat: dict[LeafPath, Leaf], dialect: Dialect) -> dict[LeafPath, Leaf]:
    """What a dialect is meant to hold of a card, by its coverage table."""
    assert dialect.coverage is not None
    return dialect.project(flat, dialect.coverage).flat


def fields(receipt: Receipt) -> Counter[str]:
    """How often each field was lost for good, subjects and indexes set aside."""
    return Counter(_general(loss.field) for loss in receipt.losses if not loss.kept)


def _general(field: str) -> str:
    names = field.split(".")
    if names[0] in ("subjects", "traits"):
        names = [names[0], *names[2:]]
    return ".".join(name for name in names if not name.isdigit())


def output(folder: Path, target: str, name: str = "out") -> Path:
    suffix = {JSON: ".json", JSONL: ".jsonl", XML: ".xml"}.get(target, ".xlsx")
    return folder / f"{name}{suffix}"


@dataclass(frozen=True)
class Trip:
    """A body converted to a target: the receipt, the file, what it says (None: nothing for the target)."""

    receipt: Receipt
    path: Path
    arrived: Body | None


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Trip]:
    """Converts a body to a target, once for all tests."""

    @cache
    def there(name: str, target: str) -> Trip:
        path = output(tmp_path_factory.mktemp("trip"), target)
        year = told_year(name, target)
        done = convert([FIXTURES / file for file in BODIES[name]], target, path, ConvertOptions(school_year=year))
        if not done.files:
            assert [n.rule for n in done.receipt.notices if str(n.severity) == "error"] == ["nothing-for-target"]
            assert not any(held(card.flat, registry.find_dialect(target)) for card in source_body(name).cards)
            return Trip(done.receipt, path, None)
        assert done.receipt.read_back == "equal" and done.receipt.values_compared > 0
        return Trip(done.receipt, path, read_body([path], wanted=target, options=ReadOptions(year)))

    return there


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", BODIES)
def test_there_and_back(name: str, target: str, trip: Callable[[str, str], Trip], tmp_path: Path) -> None:
    body, dialect, there = source_body(name), registry.find_dialect(target), trip(name, target)
    assert there.receipt.items.total() == sum(reading.ledger.total for reading in body.readings)
    if there.arrived is None:
        return
    origin = body.dialects[0]
    back_path = output(tmp_path, origin.full_name, "back")
    year = told_year(name, target)
    done = convert([there.path], origin.full_name, back_path, ConvertOptions(source_format=target, school_year=year))
    back = read_body([back_path], wanted=origin.full_name, options=ReadOptions(year)) if done.files else None
    returned = by_pupil(back) if back else {}
    compared = 0
    for code, card in by_pupil(body).items():
        both = held(held(card.flat, dialect), origin)
        if not both:
            continue
        final = returned[code].flat
        for path, leaf in both.items():
            assert same(path, leaf, final.get(path)), f"{code}: {'/'.join(path)}"
        for path in final:
            known = path in card.flat or origin.coverage.implies(path)
            assert known, f"{code}: {'/'.join(path)} came from nowhere"
        compared += len(both)
    assert compared > 0 or not done.files


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", BODIES)
def test_the_losses_are_what_the_coverage_table_leaves_out(
    name: str, target: str, trip: Callable[[str, str], Trip]
) -> None:
    body, dialect, receipt = source_body(name), registry.find_dialect(target), trip(name, target).receipt
    assert dialect.coverage is not None
    expected: set[tuple[str, str]] = set()
    for card in body.cards:
        kept = held(card.flat, dialect)
        for fragment in card.fragments:
            for fact in fragment.facts:
                stands = same(fact.path, fact.value, kept.get(fact.path)) if fact.path in kept else False
                implied = bool(kept) and dialect.coverage.implies(fact.path) and fact.path[-1] != "enrolment"
                if fact.item and not stands and not implied and fact.path[2:3] != ("extensions",):
                    expected.add((str(fact.item.place), field_name(fact.path)))
    lost = {(str(loss.where), loss.field) for loss in receipt.losses if str(loss.disposition) == "not_carried"}
    if (
        dialect.full_name in (SMAS, SECTOR) or dialect.format == "vnpt"
    ):  # a Ministry's code may stand in the column of the code
        moet = {pair for pair in expected - lost if pair[1] == "student.identifiers.moet"}
        expected -= moet
    assert lost == expected
    if target in LOSSLESS:
        assert not lost and not receipt.has_losses


HAND_MADE = {
    # what a person would list, for the pairs that schools use
    ("terms", SMAS): {
        "student.birth_date",
        "student.identifiers.personal_id",
        "subjects.enrolment",
        "learning_result",
        "conduct_result",
        "absences.excused",
        "absences.unexcused",
        "absences.total",
    },
    ("old", SMAS): {
        "student.birth_date",
        "student.identifiers.personal_id",
        "learning_result",
        "conduct_result",
        "absences.excused",
        "absences.unexcused",
        "absences.total",
        "average",
        "rank",
        "honour",
    },
    ("terms", SUMMARY): set(),
    ("old", SUMMARY): set(),
    ("ticks", SUMMARY): set(),
    ("vnedu-book", SMAS): set(),
    ("coded-book", SMAS): {"subjects.comment_code"},
    ("coded-book", BOOK): set(),
    ("year-book", SMAS): {"subjects.result"},
    ("year-book", BOOK): set(),
    ("smas-book", BOOK): set(),
    ("smas-book", SMAS): set(),
    ("smas-id", SMAS): {"student.identifiers.smas_student_id"},
    ("smas-book", SUMMARY): {"subjects.regular", "subjects.midterm", "subjects.final", "subjects.comment"},
    ("class-4a", PRIMARY): set(),
    ("class-4a", SECTOR): {"student.sex"},
    ("ticks", SECTOR): set(),
    ("sector-2", SECTOR): set(),
    ("sector-4", SECTOR): set(),
    ("sector-2", PRIMARY): {"education_result", "decisions.completed_grade", "decisions.promoted"},
    ("sector-2", EXCEL): set(),
    ("class-4a", SUMMARY): {"student.sex", "subjects.test", "traits.level"},
    ("year", SMAS): {
        "student.birth_date",
        "student.identifiers.personal_id",
        "subjects.result",
        "learning_result",
        "conduct_result",
        "absences.excused",
        "absences.unexcused",
        "absences.total",
        "honour",
        "decisions.promotion_text",
        "extensions.Xét duyệt",
    },
}


@pytest.mark.parametrize(("name", "target"), HAND_MADE, ids=lambda value: value)
def test_the_losses_are_those_that_a_person_would_list(
    name: str, target: str, trip: Callable[[str, str], Trip]
) -> None:
    assert set(fields(trip(name, target).receipt)) == HAND_MADE[name, target]


def test_only_the_year_of_a_year_book_is_lost_to_smas(trip: Callable[[str, str], Trip]) -> None:
    assert {loss.period for loss in trip("year-book", SMAS).receipt.losses} == {"year"}


PREDICTS = [SUMMARY, BOOK, PRIMARY, SMAS, SECTOR, ADMISSION, EXCEL, JSON]
PREDICTED = sorted(
    file.relative_to(FIXTURES).as_posix()
    for folder in (
        "vnpt",
        "viettel/subject-book",
        "csdl/primary-results",
        "csdl/primary-traits",
        "csdl/pupil-list",
        "admission/record",
    )
    for file in (FIXTURES / folder).rglob("*")
    if file.suffix in (".xls", ".xlsx") and "legacy" not in file.name
)


@pytest.mark.parametrize("name", PREDICTED)
def test_a_dry_run_predicts_the_losses(name: str, tmp_path: Path) -> None:
    body = read_body([FIXTURES / name])
    for target in PREDICTS:
        path = output(tmp_path, target)
        dialect = registry.find_dialect(target)
        told = convert_body(deepcopy(body), dialect, path, ConvertOptions(dry_run=True, partial=True)).receipt
        assert not path.exists() and told.read_back == "not_written"
        done = convert_body(deepcopy(body), dialect, path, ConvertOptions(partial=True)).receipt
        assert [loss.to_dict() for loss in told.losses] == [loss.to_dict() for loss in done.losses], target
        path.unlink(missing_ok=True)
