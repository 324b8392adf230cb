"""Questions on a terminal: is this pupil of the template that pupil of the source?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from .language import lang, t

if TYPE_CHECKING:
    from hocba_interop.conversion.filling.candidates import Candidate
    from hocba_interop.conversion.reading import Body

_YES = frozenset({"c", "co", "có", "y", "yes"})


def ask_about(candidate: Candidate, body: Body) -> bool:
    """Show a pupil of a template and a pupil of the sources beside each other; only a clear yes is one."""
    from hocba_interop.conversion.filling.people import class_of_card
    from hocba_interop.reports.text.layout import place

    card, line = body.cards[candidate.card], candidate.person.lines[0]
    theirs = (
        card.flat.get(("student", "full_name")),
        class_of_card(card),
        card.flat.get(("student", "birth_date")),
    )
    here, there = (place(where, (), lang()) for where in (line.place, card.place))
    mine = (line.name, line.class_name, candidate.person.birth_date)
    print(t("\nHai dòng này có phải của cùng một em không?", "\nAre these two rows of one pupil?"), file=sys.stderr)
    print(f"  {t('mẫu  ', 'template')} {_who(mine)} ({here})", file=sys.stderr)
    print(f"  {t('nguồn', 'source  ')} {_who(theirs)} ({there})", file=sys.stderr)
    question = t(f"Giống {candidate.score}%. [c/K] ", f"{candidate.score}% alike. [y/N] ")
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in _YES


def _who(person: tuple[object, object, object]) -> str:
    from hocba_interop.text import day_first

    name, class_name, birth = person
    born = day_first(str(birth)) if birth else None
    said = (name, class_name and t(f"lớp {class_name}", f"class {class_name}"), born)
    return ", ".join(str(part) for part in said if part)
