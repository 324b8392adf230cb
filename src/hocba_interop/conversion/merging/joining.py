"""The two parts of one pupil joined: what each school recorded stays, what differs is named, nothing is computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hocba_interop.ledger import Fate
from hocba_interop.model.flat import BAGS, Leaf, Path, is_unknown_year, same_leaf
from hocba_interop.notices import Notice, Place

from ..assembly import Assembled, assemble, place_unknown_years
from ..identity import check_group, comparable
from .absences import of_two_schools
from .aligning import align, rename_subjects, settle_order
from .aside import set_aside
from .differences import name_differences
from .enrolment import settle_enrolment
from .history import REGISTER, take_lines
from .marks import join_regular
from .moving import write_history
from .part import ORDER, Part, is_same_school, place_of, years_of

_SPELLING = Fate("not_carried", "other-spelling-kept")
_OF_THE_PAGE = frozenset({"school", "issue", "pupil_then", "level", "programme", "regulation"})
"""What the page of a year states once: the page is that of the new school, which issues it."""
_NOT_HANDED_ON = frozenset({"school", "issue"})
"""Of these the new school's page takes nothing from the old school's, also where it says nothing itself."""
_IN_THE_HISTORY = (("school", "name"), ("school", "province"))
_COMMENTS = frozenset({"comment", "comment_code", "note"})
_OF_THE_SUBJECT = frozenset({"teacher", "official_code", "assessed_by"})
_CODES = frozenset({"pupil_code", "moet"})


@dataclass(frozen=True, slots=True)
class Move:
    """One pupil of both schools: where each side has the pupil, the two classes, and what was found."""

    name: str | None
    old: Place
    new: Place
    old_class: str | None
    new_class: str | None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of joining the parts of a pupil: a card, or the rule for whose sake they are not put together."""

    move: Move
    card: Assembled | None = None
    rejected: str | None = None


def join(old: Assembled, new: Assembled, moved_on: str | None, homes: Mapping[int, int]) -> Joined:
    """Join the parts of one pupil; the facts of both sides are led to where they stand in the joined card.

    ``homes`` tells which entry of the document's provenance a source is.
    """
    old, new = _in_named_years(old, new)
    one, other = _parts(old, new)
    shared = one is not None and other is not None and one.year == other.year
    found = list(_contradictions(old, new, one if shared else None, other))
    if found:
        rejected = "identity" if found[0].rule == "identity-mismatch" else found[0].rule
        return Joined(_move(old, new, one, other, found), rejected=rejected)
    for card, part in ((old, one), (new, other)):
        if part is None and years_of(card):
            found.append(Notice("school-year-unknown", card.place))
    lines = (take_lines(old), take_lines(new))
    in_the_history = {REGISTER} if one and other and not is_same_school(one, other) else set()
    kept = _settle_codes(old, new, in_the_history, homes, found)
    if one and other and shared:
        kept += _settle_year(one, other, homes, found)
    history = write_history(lines, one, other, moved_on)
    found += history.notices
    card = assemble([*old.fragments, *new.fragments], settled=True)
    said = {(notice.rule, notice.where, notice.also) for notice in (*old.notices, *new.notices)}
    found += [notice for notice in card.notices if (notice.rule, notice.where, notice.also) not in said]
    history.put_into(card)
    if other:
        settle_order(card, other.year)
    if kept:
        fields = ", ".join(dict.fromkeys(kept))
        found.append(Notice("kept-as-of-old-school", new.place, old.place, {"fields": fields}))
    return Joined(_move(old, new, one, other, found), card)


def _in_named_years(old: Assembled, new: Assembled) -> tuple[Assembled, Assembled]:
    """Both cards, what names no school year (a pupil list) being of the year that it can only be, as in one body."""
    place_unknown_years([*old.fragments, *new.fragments])
    placed = [assemble(card.fragments) if any(map(is_unknown_year, years_of(card))) else card for card in (old, new)]
    return placed[0], placed[1]


def _move(old: Assembled, new: Assembled, one: Part | None, other: Part | None, found: list[Notice]) -> Move:
    name = new.flat.get(("student", "full_name")) or old.flat.get(("student", "full_name"))
    return Move(
        name=str(name) if name else None,
        old=old.place,
        new=new.place,
        old_class=one.text("class_name") if one else None,
        new_class=other.text("class_name") if other else None,
        notices=tuple(found),
    )


def _parts(old: Assembled, new: Assembled) -> tuple[Part | None, Part | None]:
    """The years between which the pupil moved: the latest that both schools have, else the last and the first."""
    before, after = years_of(old), years_of(new)
    common = [year for year in after if year in before]
    named = [year for year in common if not is_unknown_year(year)]
    if common:
        year = (named or common)[-1]
        return Part(old, year), Part(new, year)
    before, after = ([year for year in years if not is_unknown_year(year)] for years in (before, after))
    return (Part(old, before[-1]) if before else None), (Part(new, after[0]) if after else None)


def _contradictions(old: Assembled, new: Assembled, one: Part | None, other: Part | None) -> Iterator[Notice]:
    """Why the parts must not be put together: another name or birth date, another grade in the same year."""
    problems, _ = check_group([*old.fragments, *new.fragments])
    yield from (notice for notice in problems if notice.rule == "identity-mismatch")
    grades = [part.leaves.get(("grade",)) if part else None for part in (one, other)]
    if one and other and None not in grades and grades[0] != grades[1]:
        yield Notice("grades-differ", other.place("grade"), one.place("grade"), {"school_year": one.year})


def _settle_codes(
    old: Assembled, new: Assembled, elsewhere: set[Path], homes: Mapping[int, int], found: list[Notice]
) -> list[str]:
    """Numbers that the old school gave and that are others at the new one stand aside; a personal id never does.

    ``elsewhere`` are those that go into the history. The captions of what stands aside come back.
    """
    aside: set[Path] = set()
    for path, leaf in old.flat.items():
        of_school = path[:2] == ("student", "identifiers") and path[2] != "personal_id" and path not in elsewhere
        if not of_school or path not in new.flat:
            continue
        if comparable(path[2], str(leaf)) != comparable(path[2], str(new.flat[path])):
            aside.add(path)
            if path[2] in _CODES:
                facts = {"field": path[2]}
                found.append(Notice("pupil-code-changed", place_of(new, path), place_of(old, path), facts))
    return list(set_aside(old, aside, (), {}, homes).values())


def _settle_year(old: Part, new: Part, homes: Mapping[int, int], found: list[Notice]) -> list[str]:
    """Lead every leaf of the old school's year to where it stands beside those of the new school's.

    The captions of what stands aside without a notice of its own come back.
    """
    keys = align(old, new)
    found += _swapped(old, new)
    found += name_differences(old, new, keys)
    absences, said = of_two_schools(old, new)
    found += said
    found += join_regular(old, new, keys)
    rename_subjects(old.card.fragments, old.year, keys)
    comments = _comments(old, new, keys)
    found += [Notice("comments-of-two-schools", *places, facts) for places, facts in comments.values()]
    aside = absences | comments.keys() | settle_enrolment(old, new, keys) | _off_the_page(old, new, keys)
    _respell(old, new, keys)
    names = {joined: old.subjects[key].name for key, joined in keys.items()}
    kept = set_aside(old.card, aside, ("years", old.year), names, homes)
    return [caption for path, caption in kept.items() if path not in absences and path not in comments]


def _there(inner: Path, keys: Mapping[str, str]) -> Path:
    """The path of a leaf of the old school in the joined year."""
    return (inner[0], keys[inner[1]], *inner[2:]) if inner[0] == "subjects" else inner


def _other_lists(old: Part, new: Part) -> set[Path]:
    """Lists of the old page (signers, corrections) that are not the new page's: members of two are never mixed."""
    of_page = {inner[:2] for inner in old.leaves if inner[0] in _OF_THE_PAGE and len(inner) > 2 and inner[1] in BAGS}
    return {base for base in of_page if _below(old, base) != _below(new, base)}


def _below(part: Part, base: Path) -> dict[Path, Leaf]:
    return {inner: leaf for inner, leaf in part.leaves.items() if inner[: len(base)] == base}


def _swapped(old: Part, new: Part) -> Iterator[Notice]:
    """A word where the part called the old school's is all of it later than the new school's."""
    if old.periods and new.periods and min(map(ORDER.index, old.periods)) > max(map(ORDER.index, new.periods)):
        yield Notice("parts-perhaps-swapped", new.card.place, old.card.place)


def _differing(old: Part, new: Part, keys: Mapping[str, str]) -> Iterator[tuple[Path, Path, Leaf | None]]:
    """The leaves of the old school that the new one does not state alike: their paths there, and its own leaf."""
    for inner, leaf in old.leaves.items():
        there = _there(inner, keys)
        theirs = new.leaves.get(there)
        if theirs is None or not same_leaf(leaf, theirs):
            yield inner, there, theirs


def _comments(old: Part, new: Part, keys: Mapping[str, str]) -> dict[Path, tuple[tuple[Place, Place], dict[str, str]]]:
    """Comments for which the new school has other words in the same period: both places, and which field."""
    return {
        ("years", old.year, *there): ((new.place(*there), old.place(*inner)), {"field": inner[-1]})
        for inner, there, theirs in _differing(old, new, keys)
        if theirs is not None and inner[0] != "decisions" and (inner[-1] in _COMMENTS or "comments" in inner)
    }


def _off_the_page(old: Part, new: Part, keys: Mapping[str, str]) -> set[Path]:
    """Leaves of the old school's page, and of its subjects as a whole, for which the new school's has no room."""
    one_school = is_same_school(old, new)
    lists = _other_lists(old, new)
    found = {("years", old.year, *inner) for inner in old.leaves if inner[:2] in lists}
    for inner, there, theirs in _differing(old, new, keys):
        of_page = inner[0] in _OF_THE_PAGE and inner not in _IN_THE_HISTORY
        not_handed_on = of_page and inner[0] in _NOT_HANDED_ON and not one_school
        of_subject = inner[0] == "subjects" and inner[2] in _OF_THE_SUBJECT
        if not_handed_on or (theirs is not None and (of_page or of_subject)):
            found.add(("years", old.year, *there))
    return found


def _respell(old: Part, new: Part, keys: Mapping[str, str]) -> None:
    """Where both schools record a name of a subject the new one's stands; the old one is another spelling of it."""
    paths = {
        ("years", old.year, *there)
        for inner, there, _ in _differing(old, new, keys)
        if inner[-1] == "source_label" and new.states(*there)
    }
    for fragment in old.card.fragments:
        for fact in fragment.facts:
            if fact.path in paths and fact.fate is None and fact.item is not None:
                fact.fate = _SPELLING
