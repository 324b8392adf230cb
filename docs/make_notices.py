"""Write docs/notices.md and docs/notices.en.md from the catalogue of rules (``--check``: only compare).

python docs/make_notices.py [--check]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from hocba_interop.notices import Rule, catalogue

HERE = Path(__file__).parent

TEXTS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "file": "notices.md",
        "title": "# Thông báo",
        "sibling": "[English](notices.en.md)",
        "about": """\
Trang này do `docs/make_notices.py` sinh ra từ danh mục quy tắc; xin đừng sửa tay.

Mỗi thông báo có một tên, một mã không bao giờ đổi và một mức: **lỗi** (dữ liệu không dùng được hoặc mâu
thuẫn; tệp đích không được ghi nếu không có `--partial`), **cảnh báo** (đã chuyển, nhưng nên kiểm tra) và
**thông tin**. Thông báo luôn kèm chỗ (tệp, trang tính, ô) và không in giá trị của học sinh; câu in nghiêng
chỉ hiện khi có `--show-values`. ‹…› là phần thay đổi theo từng trường hợp, có khi không có.""",
        "head": "| Mã | Tên | Mức | Nội dung |",
        "error": "lỗi",
        "warning": "cảnh báo",
        "info": "thông tin",
        "0": "## HB0xx: đầu vào, đầu ra, cách dùng",
        "1": "## HB1xx: tệp, trang tính, tiêu đề, cột",
        "2": "## HB2xx: giá trị",
        "3": "## HB3xx: ai là ai, ghép dữ liệu",
        "4": "## HB4xx: ghi và chứng minh",
        "legal": "Căn cứ",
    },
    "en": {
        "file": "notices.en.md",
        "title": "# Notices",
        "sibling": "[Tiếng Việt](notices.md)",
        "about": """\
This page is made by `docs/make_notices.py` from the catalogue of rules; please do not edit it.

A notice has a name, a code that never changes and a severity: **error** (data that cannot be used or
contradict each other; the output is withheld unless `--partial` is given), **warning** (carried, but worth a
look) and **info**. It names its place (file, sheet, cell) and shows no value of a pupil; the sentence in
italics appears with `--show-values` only. ‹…› stands for what differs from case to case, or is not there.""",
        "head": "| Code | Name | Severity | Message |",
        "error": "error",
        "warning": "warning",
        "info": "info",
        "0": "## HB0xx: input, output, usage",
        "1": "## HB1xx: files, sheets, titles, columns",
        "2": "## HB2xx: values",
        "3": "## HB3xx: who is who, putting together",
        "4": "## HB4xx: writing and proof",
        "legal": "Source",
    },
}


def page(lang: str) -> str:
    """The page of a language."""
    words = TEXTS[lang]
    lines = [words["title"], "", words["sibling"], "", words["about"]]
    family = ""
    for rule in (rule for rule in catalogue().values() if not rule.family):  # the others: make_rules.py
        if rule.code[2] != family:
            family = rule.code[2]
            lines += ["", words[family], "", words["head"], "|---|---|---|---|"]
        lines.append(f"| {rule.code} | `{rule.name}` | {words[str(rule.severity)]} | {_message(rule, lang)} |")
    return "\n".join(lines) + "\n"


def _message(rule: Rule, lang: str) -> str:
    text = _shown(rule.texts[lang])
    if extra := rule.texts.get(f"{lang}_values"):
        text += f" _{_shown(extra)}_"
    if rule.legal_source:
        text += f" {TEXTS[lang]['legal']}: {rule.legal_source}."
    return text.replace("|", "\\|")


def _shown(template: str) -> str:
    return re.sub(r"\{(\w+)\}", r"‹\1›", template.replace("[", "").replace("]", ""))


def main() -> int:
    """Write the pages, or compare them."""
    stale = 0
    for lang, words in TEXTS.items():
        path = HERE / words["file"]
        if "--check" not in sys.argv:
            path.write_text(page(lang), "utf-8")
        elif not path.exists() or path.read_text("utf-8") != page(lang):
            print(f"docs/{words['file']} is not current: run python docs/make_notices.py")
            stale = 1
    return stale


if __name__ == "__main__":
    raise SystemExit(main())
