"""One record of SMAS's synchronisation, field by field: a pupil's results of one term or of the year."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from hocba_interop.adapters.contract import Reading, ReadOptions, UnreadableSource
from hocba_interop.adapters.pointers import escape
from hocba_interop.adapters.viettel.sync_account import RecordAccount, Value
from hocba_interop.codelists import levels, regulations, subjects
from hocba_interop.codelists.subjects import SubjectMatch
from hocba_interop.ledger import Fragment
from hocba_interop.model import Scale
from hocba_interop.model.flat import OTHER_SUBJECT, Path, subject_key, year_key
from hocba_interop.notices import Notice, PointerPlace

SUBJECTS = "listDiemTongKetMon"

_PERIODS = {"1": "term1", "2": "term2", "3": "year"}
_LEVELS = {"1": "primary", "2": "lower_secondary", "3": "upper_secondary"}
_SCHOOL_YEAR = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")
_NEW_RULES = frozenset({"tt22-2021", "tt43-2021"})
_FIRST_LANGUAGE, _SECOND_LANGUAGE = "ngoai_ngu_1", "ngoai_ngu_2"
_ASSESSED = {"0": "score", "1": "comment"}
_TRUTH = {"true": True, "1": True, "false": False, "0": False}
_SUBJECT_SYSTEM = "sector-sync"
_KEPT = frozenset(
    {
        "maLopHoc",
        "isRenLuyenLai",
        "isThiLai",
        "isDanhGiaBoSung",
        "isDuXetTotNghiep",
        "isTotNghiep",
        "syncMaSoGd",
        "syncMaPhongGd",
    }
)
"""Understood, and without a home in the model: a technical class code, flags without a field, old codes."""


def wrong_shape(place: PointerPlace, expected: str) -> NoReturn:
    """Refuse the source. Raises UnreadableSource."""
    raise UnreadableSource(Notice("wrong-shape", place, facts={"expected": expected}))


class SyncRecord(RecordAccount):
    """Reads one record: which year and term it is of, then field by field."""

    def __init__(
        self, reading: Reading, source: int, pointer: str, raw: Mapping[str, Any], options: ReadOptions
    ) -> None:
        super().__init__(reading, source, pointer, raw)
        self._subjects: dict[str, int] = {}
        self._year = self._school_year(options)
        self._period = self._term(options)
        self._level = self._level_of_record()
        grade = self._number("khoiHoc")
        year = self._fragment.school_year
        self._regulation = regulations.for_year(year, grade, self._level) if year and grade is not None else None
        self._summary = ("years", self._year, "summaries", self._period)
        self._fields: dict[str, Callable[[Value], None]] = {
            "maHocSinh": lambda value: self._text(("student", "identifiers", "pupil_code"), value),
            "maTruongHoc": lambda value: self._text(self._of_year("school", "code"), value),
            "namHoc": self._read_school_year,
            "hocKy": lambda value: self._structural(value.place),
            "capHoc": self._read_level,
            "khoiHoc": self._read_grade,
            "diemTongKet": lambda value: self._secondary(value, self._average),
            "maHocLuc": lambda value: self._secondary(value, self._learning),
            "maHanhKiem": lambda value: self._secondary(value, self._conduct),
            "maDanhHieu": lambda value: self._text((*self._summary, "honour"), value),
            "isLenLop": lambda value: self._decision("promoted", value),
            "isHthanhCtrinhLhoc": lambda value: self._decision("completed_grade", value),
            "syncMaDoiTac": lambda value: self._structural(value.place),
            "syncNgayCapNhat": lambda value: self._structural(value.place),
        }

    def read(self) -> Fragment:
        """The fragment of the record."""
        for key, raw in self._raw.items():
            here = f"{self._pointer}/{escape(key)}"
            value = self._value(raw, here)
            if raw is None:
                continue
            if key == SUBJECTS and isinstance(raw, list) and self._level != "primary":
                for index, subject in enumerate(raw):
                    self._subject(subject, f"{here}/{index}")
            elif value and key in self._fields:
                self._fields[key](value)
            elif value and key in _KEPT:
                self._keep(value)
            else:
                self._unknown(raw, here)
        self._rank_languages()
        self._imply()
        return self._fragment

    # --- which year, term and level

    def _school_year(self, options: ReadOptions) -> str:
        value = self._value(self._raw.get("namHoc"), "")
        match = _SCHOOL_YEAR.fullmatch(value.text) if value else None
        found = f"{match[1]}-{int(match[1]) + 1}" if match else options.school_year
        if match and match[2] and int(match[2]) != int(match[1]) + 1:
            found = options.school_year
        self._fragment.school_year = found
        if found is None:
            self._reading.notices.append(Notice("school-year-unknown", self._fragment.place))
        return year_key(found, self._number("khoiHoc"))

    def _term(self, options: ReadOptions) -> str:
        value = self._value(self._raw.get("hocKy"), "")
        period = _PERIODS.get(value.text) if value else options.period
        if period is None:
            wrong_shape(self._place("hocKy"), "1, 2, 3")
        self._fragment.periods = (period,)
        return period

    def _level_of_record(self) -> str | None:
        value = self._value(self._raw.get("capHoc"), "")
        grade = self._number("khoiHoc")
        by_grade = levels.for_grade(grade) if grade is not None else None
        return (_LEVELS.get(value.text) if value else None) or by_grade

    def _number(self, key: str) -> int | None:
        value = self._value(self._raw.get(key), "")
        return int(value.text) if value and re.fullmatch(r"[0-9]{1,2}", value.text) else None

    def _imply(self) -> None:
        """What code lists say of the year: no items of the source."""
        year, grade = self._fragment.school_year, self._number("khoiHoc")
        if self._regulation:
            self._add(self._of_year("regulation"), self._regulation, None)
        if year and grade is not None and (programme := regulations.programme_for(year, grade)):
            self._add(self._of_year("programme"), programme, None)
        if self._level and "capHoc" not in self._stated():
            self._add(self._of_year("level"), self._level, None)

    def _stated(self) -> set[str]:
        return {key for key, raw in self._raw.items() if raw is not None}

    # --- the fields

    def _read_school_year(self, value: Value) -> None:
        year = self._fragment.school_year
        if year is None or not year.startswith(value.text[:4]):
            self._keep(value)
        else:
            rule = value.rule if value.text == year else "school-year"
            self._datum(self._of_year("school_year"), year, value, rule)

    def _read_level(self, value: Value) -> None:
        level = _LEVELS.get(value.text)
        if level is None:
            self._keep(value)
        else:
            self._datum(self._of_year("level"), level, value, "level-code")

    def _read_grade(self, value: Value) -> None:
        grade = self._number("khoiHoc")
        if grade is None:
            self._keep(value)
        else:
            self._datum(self._of_year("grade"), grade, value, value.rule)

    def _secondary(self, value: Value, read_field: Callable[[Value], None]) -> None:
        """A result whose meaning is known at secondary level alone."""
        if self._level == "primary":
            self._unknown(value.raw, value.place.pointer)
        else:
            read_field(value)

    def _average(self, value: Value) -> None:
        self._score((*self._summary, "average"), value)

    def _learning(self, value: Value) -> None:
        scale: Scale = "result4" if self._regulation in _NEW_RULES else "learning5"
        self._level_mark((*self._summary, "learning_result"), scale, value)

    def _conduct(self, value: Value) -> None:
        scale: Scale = "result4" if self._regulation in _NEW_RULES else "conduct4"
        self._level_mark((*self._summary, "conduct_result"), scale, value)

    def _decision(self, name: str, value: Value) -> None:
        """A decision of the year; in a term's record the same flag decides nothing yet, and is only kept."""
        truth = _TRUTH.get(value.text)
        if self._period != "year" or truth is None:
            self._keep(value)
        else:
            rule = None if isinstance(value.raw, bool) else "truth-code"
            self._datum(self._of_year("decisions", name), truth, value, rule)

    # --- subjects

    def _subject(self, raw: Any, here: str) -> None:
        if not isinstance(raw, dict):
            wrong_shape(PointerPlace(self._source, here), "object")
        values = {key: self._value(member, f"{here}/{escape(key)}") for key, member in raw.items()}
        label, code = values.get("tenMonHoc"), values.get("maMonHoc")
        by_code = subjects.from_code(_SUBJECT_SYSTEM, code.text) if code else None
        match = (subjects.find(label.text, self._level) if label else None) or by_code
        path = self._subject_path(match, label or code)
        if match is None and (named := label or code):
            notice = Notice("unknown-subject", named.place, facts={"label": named.text})
            self._reading.notices.append(notice)
        subject = match.subject_id if match else OTHER_SUBJECT
        if code and by_code and by_code == match:
            self._datum((*path, "subject"), subject, code, "subject-code")
        else:
            self._add((*path, "subject"), subject, None)
        if match and match.language:
            self._add((*path, "language"), match.language, None)
        kind = values.get("loaiDanhGia")
        assessed = _ASSESSED.get(kind.text) if kind else None
        assessed = assessed or ("score" if values.get("diemSo") else "comment")
        for key, member in raw.items():
            value = values[key]
            if member is None or (key == "maMonHoc" and by_code and by_code == match):
                continue
            if value is None:
                self._unknown(member, f"{here}/{escape(key)}")
            else:
                self._subject_field(path, key, value, assessed)

    def _subject_field(self, path: Path, key: str, value: Value, assessed: str) -> None:
        result = (*path, "periods", self._period, "result")
        if key == "tenMonHoc":
            self._text((*path, "source_label"), value)
        elif key == "loaiDanhGia" and value.text in _ASSESSED:
            self._datum((*path, "assessed_by"), assessed, value, "assessment-code")
        elif key == "diemSo" and assessed == "score":
            self._score(result, value)
        elif key == "diemDanhGia" and assessed == "comment":
            self._level_mark(result, "pass", value, "mark-unreadable")
        elif key in ("maMonHoc", "loaiDanhGia", "diemSo", "diemDanhGia"):
            self._keep(value)
        else:
            self._unknown(value.raw, value.place.pointer)

    def _subject_path(self, match: SubjectMatch | None, named: Value | None) -> Path:
        """The path of the subject; a language has its provisional place until its rank is seen."""
        if match is None:
            key = subject_key(OTHER_SUBJECT, named.text if named else None)
        else:
            key = match.subject_id if match.explicit else f"{_FIRST_LANGUAGE}:{match.language}"
        self._subjects[key] = self._subjects.get(key, 0) + 1
        return self._of_year("subjects", key if self._subjects[key] == 1 else f"{key}#{self._subjects[key]}")

    def _rank_languages(self) -> None:
        """English, or the only one, is the first foreign language; another beside it the second."""
        named = [key for key in self._subjects if key.startswith(f"{_FIRST_LANGUAGE}:")]
        named.sort(key=lambda key: not key.endswith(":tieng_anh"))
        free = [rank for rank in (_FIRST_LANGUAGE, _SECOND_LANGUAGE) if rank not in self._subjects]
        ranks = dict(zip(named, free, strict=False))
        if len(named) > 1:
            self._reading.notices.append(Notice("language-rank-inferred", self._fragment.place))
        for fact in self._fragment.facts:
            if len(fact.path) > 3 and fact.path[2] == "subjects":
                key, hash_sign, number = fact.path[3].partition("#")
                if key in ranks:
                    fact.path = (*fact.path[:3], f"{ranks[key]}{hash_sign}{number}", *fact.path[4:])
                    if fact.path[4:] == ("subject",):
                        fact.value = ranks[key]
