"""Messages of rules without a case: what differs from case to case stands as ‹name›."""

from __future__ import annotations

import re

from hocba_interop.notices import Rule


def blank_message(rule: Rule, lang: str) -> str:
    """The message of a rule with ‹…› for what differs; parts that may be left out are there."""
    return re.sub(r"\{(\w+)\}", r"‹\1›", rule.texts[lang].replace("[", "").replace("]", ""))
