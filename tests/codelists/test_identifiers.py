from __future__ import annotations

import pytest

from hocba_interop.codelists import identifiers

CAPTIONS = {
    "personal_id": "Số định danh cá nhân|Số CCCD|Căn cước|Căn cước/Số định danh|Số định danh cá nhân/Số CCCD",
    "pupil_code": "Mã học sinh|Mã HS|MÃ HỌC SINH|Mã VNEDU|StudentCode",
    "moet": "Mã định danh Bộ GD&ĐT|Mã định danh Bộ GD & ĐT|Mã MOET|Mã định danh",
    "vemis": "Mã VEMIS",
    "register_number": "Số đăng bộ|Số sổ đăng bộ",
    "smas_student_id": "StudentID|Student ID",
    "sync_code": "SyncCode",
    "sync_code_sso": "SyncCodeSSO",
    "lifelong_learning_id": "Mã số hồ sơ học tập suốt đời",
}


@pytest.mark.parametrize(
    ("caption", "scheme_id"), [(text, key) for key, texts in CAPTIONS.items() for text in texts.split("|")]
)
def test_find(caption: str, scheme_id: str) -> None:
    found = identifiers.find(caption)
    assert found is not None
    assert found.id == scheme_id


@pytest.mark.parametrize("caption", ["", "Mã lớp", "Mã nhận xét", "STT", "Họ và tên"])
def test_not_an_identifier(caption: str) -> None:
    assert identifiers.find(caption) is None


def test_what_joins_and_how_wide() -> None:
    groups = {item.id: item.join_group for item in identifiers.all() if item.joins}
    assert groups == {"personal_id": "person", "pupil_code": "pupil", "moet": "pupil"}
    widths = {item.id: (item.width, item.width_fixed) for item in identifiers.all() if item.width}
    assert widths == {"personal_id": (12, True), "pupil_code": (10, False), "moet": (10, False)}
    assert identifiers.get("vemis").width is None
