"""A checklist as a page for printing: every line has a box to tick, and so has every pupil of a line.

A line that concerns a whole class names the class, not its pupils.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from hocba_interop.reports import checklist_words as words
from hocba_interop.reports.words import number, pick

if TYPE_CHECKING:
    from hocba_interop.checklists import Checklist
    from hocba_interop.checklists.grouping import Entry, Line, Section
    from hocba_interop.checklists.profile import Reminder

_STYLE = """
@page { size: A4; margin: 15mm 15mm 15mm 20mm }
* { box-sizing: border-box }
body { font: 11pt/1.4 "Times New Roman", "Liberation Serif", serif; color: #111; max-width: 190mm; margin: 8mm auto;
  padding: 0 6mm }
h1 { font-size: 16pt; margin: 0 0 2mm }
h2 { font-size: 12.5pt; margin: 7mm 0 2mm; padding-bottom: 1mm; border-bottom: 1px solid #111; break-after: avoid }
p { margin: 0 0 2mm }
ul { list-style: none; margin: 0; padding: 0 }
.need { margin: 0 0 3mm }
.need > .head { break-inside: avoid; break-after: avoid }
.weight { font-size: 9pt; border: 1px solid #111; border-radius: 2mm; padding: 0 1.5mm; white-space: nowrap }
.required .weight { background: #111; color: #fff; print-color-adjust: exact; -webkit-print-color-adjust: exact }
.why, .source { font-size: 9.5pt; color: #444 }
.lines { margin-left: 6mm }
.lines > li { margin: 1mm 0; break-inside: avoid }
.pupils { margin-left: 6mm }
.pupils li { display: inline-block; margin-right: 5mm }
label { display: block; padding-left: 6mm; text-indent: -6mm }
input { width: 3.6mm; height: 3.6mm; margin: 0 2.4mm 0 0; vertical-align: -0.4mm }
footer { margin-top: 8mm; border-top: 1px solid #999; font-size: 9.5pt; color: #444 }
@media print { body { margin: 0; padding: 0; max-width: none } }
@media (max-width: 600px) { body { font-size: 12pt; padding: 0 4mm } .pupils li { display: block } }
"""


def checklist(found: Checklist, lang: str) -> str:
    """The page; the names of the pupils show."""
    from hocba_interop.checklists.grouping import by_supplier

    called = words.names(found, lang)
    sections = "\n".join(_section(section, found, called, lang) for section in by_supplier(found))
    return f"""<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(words.title(found, lang))}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{escape(words.title(found, lang))}</h1>
<p>{escape(words.summary(found, lang))}</p>
{_errors(found, lang)}{sections}
<footer><p>{escape(words.signatures(found, lang))} {escape(found.profile.notes[lang])}</p>
<p>{escape(words.legend(lang))}</p></footer>
</body>
</html>
"""


def _errors(found: Checklist, lang: str) -> str:
    """A word on errors of the data: what could not be read cannot be checked."""
    from hocba_interop.notices import Severity

    count = sum(notice.severity is Severity.ERROR for notice in found.notices)
    if not count:
        return ""
    said = pick(
        lang,
        f"Dữ liệu có {number(count, lang)} lỗi nên danh sách có thể chưa đủ; hãy sửa lỗi rồi lập lại danh sách.",
        f"The data have {number(count, lang)} errors, so the list may be incomplete; correct them and make it again.",
    )
    return f"<p><strong>{escape(said)}</strong></p>\n"


def _section(section: Section, found: Checklist, called: list[str], lang: str) -> str:
    entries = "\n".join(_entry(entry, found, called, lang) for entry in section.entries)
    reminders = "\n".join(_reminder(reminder, lang) for reminder in section.reminders)
    body = "\n".join(filter(None, (entries, reminders)))
    return f"<section>\n<h2>{escape(section.supplier.name[lang])}</h2>\n{body}\n</section>"


def _entry(entry: Entry, found: Checklist, called: list[str], lang: str) -> str:
    need = entry.need
    lines = "\n".join(_line(line, found, called, lang) for line in entry.lines)
    return f"""<div class="need {need.weight}">
<div class="head"><p><strong>{escape(need.title[lang])}</strong> <span class="weight">{
        escape(pick(lang, *words.WEIGHTS[need.weight]))
    }</span></p>
<p class="why">{escape(need.why[lang])} <span class="source">{
        escape(words.founded(need.source[lang], need.certainty, lang))
    }.</span></p></div>
<ul class="lines">
{lines}
</ul>
</div>"""


def _line(line: Line, found: Checklist, called: list[str], lang: str) -> str:
    what, pupils = words.what(line, lang), words.pupils_of(line, called)
    if len(pupils) == 1:
        alone = words.who(line, found, lang) == ""
        return f"<li>{_box(what if alone and what else ' – '.join(filter(None, (what, pupils[0]))))}</li>"
    together = words.who(line, found, lang)
    head = _box(" – ".join(filter(None, (what, together or _count(len(pupils), lang)))))
    boxes = "" if together else "".join(f"<li>{_box(name)}</li>" for name in pupils)
    return f'<li>{head}<ul class="pupils">{boxes}</ul></li>' if boxes else f"<li>{head}</li>"


def _count(count: int, lang: str) -> str:
    return pick(lang, f"{number(count, lang)} em", f"{number(count, lang)} pupils")


def _reminder(reminder: Reminder, lang: str) -> str:
    source = words.founded(reminder.source[lang], reminder.certainty, lang)
    return f'<div class="need">{_box(reminder.text[lang])}<p class="source">{escape(source)}.</p></div>'


def _box(text: str) -> str:
    return f'<label><input type="checkbox">{escape(text)}</label>'
