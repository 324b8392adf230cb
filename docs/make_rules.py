"""Write docs/rules.md and docs/rules.en.md from the rules of validation (``--check``: only compare).

python docs/make_rules.py [--check]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from hocba_interop.notices import Rule, catalogue
from hocba_interop.reports import validation_words as words
from hocba_interop.reports.rule_texts import blank_message
from hocba_interop.validation.check import BatchCheck, Check
from hocba_interop.validation.demands import checks_of
from hocba_interop.validation.profile_file import load_profile, profile_names
from hocba_interop.validation.rules import all_checks

HERE = Path(__file__).parent

TEXTS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "file": "rules.md",
        "title": "# Quy tắc kiểm tra học bạ",
        "sibling": "[English](rules.en.md)",
        "about": """\
Trang này do `docs/make_rules.py` sinh ra từ `src/hocba_interop/notices/rules/*.toml`; xin đừng sửa tay. Cách dùng
lệnh ở [trang hocba validate](validation.md); thông báo khi đọc, ghép và ghi tệp ở [trang thông báo](notices.md).

Mỗi quy tắc có một tên và một mã không bao giờ đổi, dùng được như nhau: `hocba explain HB203`. Mức: **lỗi** chỉ dành
cho điều chắc chắn sai; điều tuỳ cách hiểu thông tư là **cảnh báo**; điều chỉ hơi lạ là **lưu ý**. Căn cứ kèm mức chắc
chắn, vì không phải văn bản nào người làm chương trình cũng đọc được bản gốc.""",
        "check": "Mục kiểm tra",
        "message": "Câu báo",
        "source": "Căn cứ",
        "bad": "Sai",
        "good": "Đúng",
        "acceptance": "Hồ sơ yêu cầu và tệp mốc",
        "error": "lỗi",
        "warning": "cảnh báo",
        "info": "lưu ý",
    },
    "en": {
        "file": "rules.en.md",
        "title": "# Rules of validation",
        "sibling": "[Tiếng Việt](rules.md)",
        "about": """\
This page is made by `docs/make_rules.py` from `src/hocba_interop/notices/rules/*.toml`; please do not edit it. How to
use the command is told on the [page of hocba validate](validation.en.md); what reading, putting together and writing
report is on the [page of notices](notices.en.md).

A rule has a name and a code that never change and may be used alike: `hocba explain HB203`. Severities: **error** is
only what is certainly wrong; what depends on a reading of a circular is a **warning**; what is merely unusual is
**info**. The source is told with its certainty, for the authors could not read every text itself.""",
        "check": "Check",
        "message": "Message",
        "source": "Source",
        "bad": "Bad",
        "good": "Good",
        "acceptance": "Profiles and baselines",
        "error": "error",
        "warning": "warning",
        "info": "info",
    },
}


def page(lang: str) -> str:
    """The page of a language."""
    text = TEXTS[lang]
    checks = {rule: check.name for check in _checks() for rule in check.rules}
    families: dict[str, list[Rule]] = {}
    for rule in catalogue().values():
        if rule.family:
            families.setdefault(rule.family, []).append(rule)
    lines = [text["title"], "", text["sibling"], "", text["about"]]
    for family, rules in families.items():
        title = text["acceptance"] if family == "acceptance" else words.family(family, lang)
        lines += ["", f"## {title}: {rules[0].code}–{rules[-1].code}", ""]
        for rule in rules:
            lines += [*_rule(rule, checks.get(rule.name), lang), ""]
        lines.pop()
    return "\n".join(lines) + "\n"


def _checks() -> Iterator[Check | BatchCheck]:
    yield from all_checks()
    for name in profile_names():
        yield from checks_of(load_profile(name))


def _rule(rule: Rule, check: str | None, lang: str) -> Iterator[str]:
    text = TEXTS[lang]
    yield f"### {rule.code} `{rule.name}`"
    yield ""
    checked = f" · {text['check'].lower()} `{check}`" if check else ""
    yield f"**{rule.about('title', lang)}** ({text[str(rule.severity)]}{checked})"
    yield ""
    yield _safe(rule.about("explain", lang) or "")
    yield ""
    yield f"- {text['message']}: {_safe(blank_message(rule, lang))}"
    yield f"- {text['source']}: {_safe(words.founded(rule.name, lang))}"
    yield f"- {text['bad']}: {_safe(rule.about('bad', lang) or '')}"
    yield f"- {text['good']}: {_safe(rule.about('good', lang) or '')}"


def _safe(text: str) -> str:
    """Text that Markdown shows as it is."""
    for letter in "\\`*_[]<":
        text = text.replace(letter, f"\\{letter}")
    return text


def main() -> int:
    """Write the pages, or compare them."""
    stale = 0
    for lang, text in TEXTS.items():
        path = HERE / text["file"]
        if "--check" not in sys.argv:
            path.write_text(page(lang), "utf-8")
        elif not path.exists() or path.read_text("utf-8") != page(lang):
            print(f"docs/{text['file']} is not current: run python docs/make_rules.py")
            stale = 1
    return stale


if __name__ == "__main__":
    raise SystemExit(main())
