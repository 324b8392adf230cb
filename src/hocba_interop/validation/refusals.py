"""What is refused before anything is checked: a profile or a baseline that is not one."""

from __future__ import annotations

from ..notices import Notice


class BadProfile(Exception):
    """A profile that cannot be used. Carries the notice: which file, line and key, and what to do."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice.rule)
        self.notice = notice


class BadBaseline(Exception):
    """A baseline file that cannot be used. Carries the notice."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice.rule)
        self.notice = notice
