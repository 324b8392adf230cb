"""Coverage: which fields of the model a format can hold. It predicts losses, fills the docs, and is tested."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ..model.flat import Leaf, Path

Accepts = Callable[[Path, Leaf], bool]


def _anything(_path: Path, _leaf: Leaf) -> bool:
    return True


def _expand(pattern: str) -> Iterable[Path]:
    """``a.{b,c}.d`` as the paths ``a.b.d`` and ``a.c.d``; ``*`` matches one name."""
    before, brace, rest = pattern.partition("{")
    if not brace:
        yield tuple(pattern.split("."))
        return
    choices, _, after = rest.partition("}")
    for choice in choices.split(","):
        yield from _expand(f"{before}{choice}{after}")


class _Node:
    """A name of a pattern: what may follow it, and the condition where a pattern ends here."""

    __slots__ = ("accepts", "after")

    def __init__(self) -> None:
        self.after: dict[str, _Node] = {}
        self.accepts: Accepts | None = None


def _tree(patterns: Mapping[str, Accepts]) -> _Node:
    root = _Node()
    for pattern, accepts in patterns.items():
        for path in _expand(pattern):
            node = root
            for name in path:
                node = node.after.setdefault(name, _Node())
            node.accepts = accepts
    return root


def _matches(node: _Node, path: Path, depth: int = 0) -> Iterable[Accepts]:
    if depth == len(path):
        if node.accepts:
            yield node.accepts
        return
    for name in (path[depth], "*"):
        if child := node.after.get(name):
            yield from _matches(child, path, depth + 1)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Path patterns that a format holds, with the condition on the values it takes.

    ``implied`` are patterns that a reader of the format knows without a cell of their own (the grade from the
    name of the class): they are expected to come back, and no fault where they do not. ``everything`` is the
    coverage of a lossless format.
    """

    patterns: Mapping[str, Accepts] = field(default_factory=dict)
    implied: tuple[str, ...] = ()
    everything: bool = False
    _held: _Node = field(init=False, repr=False, compare=False)
    _implied: _Node = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_held", _tree(self.patterns))
        object.__setattr__(self, "_implied", _tree(dict.fromkeys(self.implied, _anything)))

    def fields(self) -> list[Path]:
        """The fields that the format holds, each as a path in which ``*`` stands for any name."""
        return [path for pattern in self.patterns for path in _expand(pattern)]

    def holds(self, path: Path, leaf: Leaf) -> bool:
        """Whether the format has a place for this leaf."""
        return self.everything or any(accepts(path, leaf) for accepts in _matches(self._held, path))

    def implies(self, path: Path) -> bool:
        """Whether a reader of the format is expected to know this leaf without a place of its own."""
        return any(True for _ in _matches(self._implied, path))

    def knows(self, path: Path) -> bool:
        """Whether the format has this field at all, if perhaps not for every value."""
        return self.everything or any(True for _ in _matches(self._held, path))


def coverage(*patterns: str, only: Mapping[str, Accepts] | None = None, implied: Iterable[str] = ()) -> Coverage:
    """A coverage of patterns such as ``years.*.summaries.{term1,term2}.rank``; ``only`` adds conditions."""
    return Coverage({**dict.fromkeys(patterns, _anything), **(only or {})}, tuple(implied))


EVERYTHING = Coverage(everything=True)
