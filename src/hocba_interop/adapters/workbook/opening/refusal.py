"""The one exception that the opening of a file raises for bad input."""

from __future__ import annotations


class UnreadableFile(Exception):
    """A file that is refused.

    ``rule`` is a kebab-case word (`not-a-workbook`, `zip-bomb`, ...), ``params`` the numbers and words for
    the message, and ``where`` the part of the container or the sheet, where one is known. None of them ever
    holds anything that a cell holds.
    """

    def __init__(self, rule: str, *, where: str | None = None, **params: str | int) -> None:
        self.rule = rule
        self.params: dict[str, str | int] = dict(params)
        self.where = where
        detail = ", ".join(f"{key}={value}" for key, value in params.items())
        place = f" in {where}" if where else ""
        super().__init__(f"{rule}{place}" + (f" ({detail})" if detail else ""))

    def __reduce__(self) -> tuple[object, ...]:
        # The keyword arguments do not survive the default pickling, and files are read in worker processes.
        return (_rebuild, (self.rule, self.where, self.params))


def _rebuild(rule: str, where: str | None, params: dict[str, str | int]) -> UnreadableFile:
    return UnreadableFile(rule, where=where, **params)
