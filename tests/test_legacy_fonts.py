"""Text in old Vietnamese fonts: found where it is, left alone where it is not, converted without loss."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hocba_interop.legacy_fonts import (
    ENCODINGS,
    Encoding,
    convert,
    detect,
    detect_many,
    is_syllable,
    mojibake,
)

NAMES = [
    "Nguyễn Văn An", "Trần Thị Bình", "Lê Hoàng Cường", "Phạm Đức Duy", "Vũ Thị Ngọc Ánh", "Đặng Quốc Việt",
    "Bùi Thuý Hằng", "Hồ Xuân Hương", "Ngô Bảo Châu", "Dương Thị Mỹ Lệ", "Đỗ Ngọc Huyền", "Lý Thường Kiệt",
    "Tôn Nữ Thuỳ Trang", "Võ Nguyên Giáp", "Phan Thị Quỳnh Như", "Huỳnh Thị Tuyết Nga", "Trịnh Quang Khuê",
    "Họ và tên", "Ngày sinh", "Điểm trung bình môn học kỳ", "Kết quả rèn luyện", "Chưa đạt",
    "Giáo dục thể chất",
]  # fmt: skip

# The inverse tables, made anew from the rules of each encoding rather than from the library's own data.
_TONES = {"\u0301": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0323": 4}
_VNI_MARKS = {"": "ùøûõï", "\u0302": "áàåãä", "\u0306": "éèúüë"}
_VNI_SINGLE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}


def vni_letter(letter: str) -> str:
    low = letter.lower()
    if low in _VNI_SINGLE:
        typed = _VNI_SINGLE[low]
    else:
        base, *marks = unicodedata.normalize("NFD", low)
        shape = next((mark for mark in marks if mark in "\u0302\u0306\u031b"), "")
        tone = next((_TONES[mark] for mark in marks if mark in _TONES), None)
        base = {"o": "ô", "u": "ö"}[base] if shape == "\u031b" else base
        shape = "" if shape == "\u031b" else shape
        marks = _VNI_MARKS[shape][tone] if tone is not None else {"": "", "\u0302": "â", "\u0306": "ê"}[shape]
        typed = base + marks
    return typed.upper() if letter != low else typed


# TCVN 5712: a first code, then the letters from there on.
_TCVN3_RUNS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_TCVN3_BYTES = {letter: first + at for first, letters in _TCVN3_RUNS.items() for at, letter in enumerate(letters)}


def encoded(text: str, encoding: Encoding) -> str:
    """Unicode Vietnamese as it would be typed in an old font, seen as windows-1252."""
    if encoding == "vni":
        return "".join(letter if letter.isascii() else vni_letter(letter) for letter in text)
    codes = (
        _TCVN3_BYTES.get(letter) or _TCVN3_BYTES.get(letter.lower()) or ord(letter)
        for letter in unicodedata.normalize("NFC", text)
    )
    return bytes(codes).decode("cp1252")


LOWER = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


@given(st.text(st.sampled_from(LOWER + "  0123456789.,-()"), max_size=30))
@settings(max_examples=200, deadline=None)
def test_tcvn3_there_and_back(text: str) -> None:
    assert convert(encoded(text, "tcvn3"), "tcvn3") == text


@given(st.lists(st.text(st.sampled_from(LOWER), min_size=1, max_size=1), max_size=30), st.booleans())
@settings(max_examples=200, deadline=None)
def test_vni_there_and_back(letters: list[str], capital: bool) -> None:
    # A consonant between the letters: where two vowels meet, the second must not be one of the marks.
    text = "n".join(letters)
    text = text.upper() if capital else text
    assert convert(encoded(text, "vni"), "vni") == text


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", NAMES)
def test_names_are_found_and_converted(name: str, encoding: Encoding) -> None:
    typed = encoded(name, encoding)
    assert convert(typed, encoding) == (name if encoding == "vni" else name.replace("Ánh", "ánh"))
    assert detect(typed) == encoding


def test_known_samples() -> None:
    assert convert("NguyÔn V¨n", "tcvn3") == "Nguyễn Văn"
    assert convert("Nguyeãn Vaên", "vni") == "Nguyễn Văn"
    assert convert("Tr\u00ad¬ng §×nh", "tcvn3") == "Trương Đình"
    assert convert("NGUYEÃN VAÊN ÑÖÙC", "vni") == "NGUYỄN VĂN ĐỨC"
    assert convert("Ñöùc", "vni") == "Đức"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Së GI¸O DôC Vµ §µO T¹O", "SỞ GIÁO DỤC VÀ ĐÀO TẠO"),
        ("GI¸O DôC Vµ §µO T¹O", "GIÁO DỤC VÀ ĐÀO TẠO"),
        ("Së GI¸O DôC vµ §µo t¹o", "Sở GIÁO DỤC và Đào tạo"),
        ("Lª Hµ", "Lê Hà"),
        ("Líp 10A", "Lớp 10A"),
        ("nguyÔn v¨n", "nguyễn văn"),
    ],
)
def test_capitals_of_tcvn3(typed: str, expected: str) -> None:
    assert convert(typed, "tcvn3") == expected


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("case", [str, str.upper, str.lower])
def test_unicode_vietnamese_is_left_alone(name: str, form: str, case: type[str]) -> None:
    assert detect(unicodedata.normalize(form, case(name))) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "STT", "8,5", "Lê Hà Tô", "Võ Hà", "Hoà", "LÊ VÕ HÀ", "Cô Tâm", "Hồ", "mô tô", "À", "ô",
        "ã", "Krông Ana",
        "Loïc", "Naïm", "André Noël", "François", "Hélène Müller", "Zoé", "Chloé", "Anaïs", "Raphaël", "Seán",
        "São Paulo", "Señor Núñez", "Björn Ångström", "Größe", "©2024", "5 m²", "25°C", "§ 3", "«Toán»",
        "± 0,5",
        "Đ", "CĐ", "✓", "\uf0fc", "x · y", "½", "№ 5", "“ĐÃ HỌC”",
    ],
)  # fmt: skip
def test_other_text_is_left_alone(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_sheet_is_judged_by_its_texts(encoding: Encoding) -> None:
    typed = [encoded(name, encoding) for name in NAMES]
    assert detect_many(["STT", "8,5", "Ghi chu", *typed]) == encoding
    assert detect_many(["Họ và tên", "Ngày sinh", "Toán", "Ngữ văn", *typed[:4]]) == encoding
    assert detect_many([*NAMES, typed[0], typed[1]]) is None
    assert detect_many(typed[:1] * 5) is None


def test_a_unicode_sheet_is_not_suspected() -> None:
    assert detect_many(NAMES) is None
    assert detect_many([]) is None
    assert detect_many(["STT", "Loïc", "Naïm Dupré", *NAMES]) is None


@pytest.mark.parametrize(
    "word",
    ["nguyễn", "hoà", "hòa", "thuý", "thúy", "quý", "già", "nghĩa", "thuở", "ương", "ý", "khuỷu", "Quỳnh"],
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["", "maõ", "hoïc", "nguyeãn", "hàá", "các̀", "cảch", "frank", "bg", "đaị"])
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("name", [name for name in NAMES if not name.isascii()])
def test_text_encoded_twice(name: str) -> None:
    raw = name.encode()
    assert mojibake(raw.decode("latin-1"))
    # windows-1252 lacks five codes: some programs drop them, as in the sample of the vendor's own script.
    assert mojibake(raw.decode("cp1252", "ignore")) or len(name) < 4


@pytest.mark.parametrize("text", ["Äá»£t", "HÃ\u00a0", "Tiáº¿ng Viá»‡t", "Ä‘áº¡t"])
def test_samples_encoded_twice(text: str) -> None:
    assert mojibake(text)


@pytest.mark.parametrize("text", [*NAMES, "“ĐÃ”", "BÃ", "Ã", "«quá»", "Á", "Ångström", "Ægir", "Äá"])
def test_sound_text_is_not_called_encoded_twice(text: str) -> None:
    assert not mojibake(text)
    assert not mojibake(text.upper())


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_any_text_is_survived(encoding: Encoding, text: str) -> None:
    detect(text)
    mojibake(text)
    assert unicodedata.is_normalized("NFC", convert(text, encoding))
