"""What stands under a table: counts, statistics, place and date, signatures. Understood, and no datum."""

from __future__ import annotations

import re
from decimal import Decimal

from ...text import fold
from .captions import caption_key
from .opening import CellValue

_FOOTER = re.compile(
    r"danh sach nay co|thong ke|xep loai|giao vien|gvcn|hieu truong|ban giam hieu|duyet cua|nguoi lap|so luong"
    r"|t[iy] le|so hoc sinh|tong so|tong cong|^cong$|^sl$|^%$|^s[il]$|ngay\s.*thang|danh hieu|ky ten|ky, ghi|xac nhan"
    r"|^truong\b|thu truong|giam doc|^ghi chu\s*:|chu thich|^(tot|kha|dat|chua dat|gioi|gioi-tot|trung binh|yeu|kem"
    r"|hoan thanh.*|chua hoan thanh|nu|nam|dan toc)\s*:|ket qua hoc tap|ket qua ren luyen|hoc luc|hanh kiem"
    r"|^(tot|kha|dat|chua dat)$|phu trach|can bo|ky va ghi|ho ten"
)
_SIGNATURE = re.compile(r"giao vien|gvcn|hieu truong|giam hieu|nguoi lap|thu truong|giam doc|can bo|phu trach|ky ")
_NUMBER_TEXT = re.compile(r"\d+([.,]\d+)?\s*%?$")
SIGNATURE_ROWS = 8
"""How far under a signer's title the signer's name may stand."""


def is_footer_text(text: str) -> bool:
    """Whether a text is one that stands under a table."""
    return bool(_FOOTER.search(fold(text)))


def opens_signatures(text: str) -> bool:
    """Whether a text is the title of a signer, under which a name follows."""
    return bool(_SIGNATURE.search(fold(text)))


def is_statistic(value: CellValue) -> bool:
    """Whether a cell is a number, as statistics hold them (also as text)."""
    return isinstance(value, Decimal) or (isinstance(value, str) and bool(_NUMBER_TEXT.match(value.strip())))


def is_junk_name(text: str) -> bool:
    """Whether the cell under "Họ và tên" holds a word of a footer. A one-letter name is a name."""
    return is_footer_text(text) or caption_key(text) in ("truong", "lop")
