"""What stands under a table: counts, statistics, place and date, signatures. Understood, and no datum.

A free remark is none of these: it may speak of a pupil, so only what begins as footers begin is taken for one.
"""

from __future__ import annotations

import re
from decimal import Decimal

from .captions import caption_key
from .opening import CellValue
from .wording import Wording

_LONGEST = 150
_FOOTER = Wording(
    r"^(?:danh sách này có|thống kê|xếp loại|số lượng|t[iỉyỷ] lệ|s[iĩyỹ] số|số học sinh|tổng số|tổng cộng"
    r"|tổng hợp|chú thích"
    r"|điểm trung bình|trung bình chung|cao nhất|thấp nhất|danh hiệu|kết quả (?:học tập|rèn luyện)|học lực|hạnh kiểm)"
    r"|^(?:cộng|sl|%|s[iĩyỹ]|tốt|khá|đạt|chưa đạt)$"
    r"|^(?:tốt|khá|đạt|chưa đạt|giỏi|giỏi-tốt|trung bình|yếu|kém|hoàn thành.{0,12}|chưa hoàn thành"
    r"|nữ|nam|dân tộc|đ|cđ)\s*:"
    r"|^ghi chú\s*:\s*(?:p|k|m|đ|cđ|hs|t|h|c|miễn)\s*[-:=]"
    r"|^(?:.{0,60},\s*)?ngày\s*\S{0,6}\s*tháng\s*\S{0,6}\s*năm\s*\S{0,6}$"
    r"|^trường (?:th|tiểu học|thcs|thpt|trung học|phổ thông|ptdt|mầm non|cao đẳng|liên cấp)\b"
)
_SIGNATURE = Wording(
    r"^(?:(?:kt|tm|tl|q|p)\s?\.\s*|phó |quyền )?(?:giáo viên|gvcn|gvbm|hiệu trưởng|hiệu phó|ban giám hiệu"
    r"|duyệt của|duyệt$"
    r"|người lập|người xuất|xác nhận|thủ trưởng|giám đốc|cán bộ|phụ trách|tổ trưởng|trưởng phòng)(?![^\s:])"
    r"|^\(?\s*(?:đã ký|k[yý](?: tên|,|\s+và)|ghi rõ|họ tên\b|họ và tên\s*\))"
)
_NUMBER_TEXT = re.compile(r"[0-9]+([.,][0-9]+)?\s*%?$")
_NAME = re.compile(r"[^\W\d_][^\d_:;/]*$")
_MOST_WORDS_OF_NAME = 8
SIGNATURE_ROWS = 8
"""How far under a signer's title the signer's name may stand."""


def is_footer_text(text: str) -> bool:
    """Whether a text is one that stands under a table."""
    return len(text) <= _LONGEST and (_FOOTER.stands_in(text) or _SIGNATURE.stands_in(text))


def opens_signatures(text: str) -> bool:
    """Whether a text is the title of a signer, under which a name follows."""
    return len(text) <= _LONGEST and _SIGNATURE.stands_in(text)


def may_be_signer(text: str) -> bool:
    """Whether a text can be the name of a person: words without digits, few of them."""
    return bool(_NAME.match(text.strip())) and len(text.split()) <= _MOST_WORDS_OF_NAME


def is_statistic(value: CellValue) -> bool:
    """Whether a cell is a number, as statistics hold them (also as text)."""
    return isinstance(value, Decimal) or (isinstance(value, str) and bool(_NUMBER_TEXT.match(value.strip())))


def is_junk_name(text: str) -> bool:
    """Whether the cell under "Họ và tên" holds a word of a footer. A one-letter name is a name."""
    return is_footer_text(text) or caption_key(text) == "lop"
