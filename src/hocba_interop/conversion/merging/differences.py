"""What differs between the two schools and is for the school to settle: named, never filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hocba_interop.codelists import regulations, subjects
from hocba_interop.notices import Notice, Place
from hocba_interop.text import fold

from .aligning import base_key, names_language
from .curriculum import missing_subjects, role, shows_all_subjects, stand_ins
from .part import Part, Taught

_FIRST, _SECOND, _LOCAL = "ngoai_ngu_1", "ngoai_ngu_2", "gd_dia_phuong"
_TWO_WAYS = ({"score10"}, {"pass"})


def name_differences(old: Part, new: Part, keys: Mapping[str, str]) -> Iterator[Notice]:
    """Every difference of circular, languages, subjects and their assessment; facts hold no value of the pupil."""
    yield from _circular(old, new)
    yield from _first_language(old, new)
    yield from _unnamed_languages(old, new, keys)
    yield from _at_one_school(old, new, keys)
    for key, joined in keys.items():
        if joined in new.subjects:
            yield from _assessment(old, new, old.subjects[key], new.subjects[joined])
    yield from _local_content(old, new)


def _circular(old: Part, new: Part) -> Iterator[Notice]:
    one, other = old.text("regulation"), new.text("regulation")
    if one and other and one != other:
        facts = {"old_circular": _number(one), "new_circular": _number(other)}
        yield Notice("circular-differs", new.place("regulation"), old.place("regulation"), facts)


def _number(regulation: str) -> str:
    try:
        return regulations.get(regulation).number
    except KeyError:
        return regulation


def _first_language(old: Part, new: Part) -> Iterator[Notice]:
    one, other = (_languages(part, _FIRST) for part in (old, new))
    if one and other and not one.keys() & other.keys():
        facts = {"subject": _one(one).name, "old_language": _named(one), "new_language": _named(other)}
        yield Notice("first-language-differs", _place(new, _one(other)), _place(old, _one(one)), facts)


def _languages(part: Part, subject: str) -> dict[str, Taught]:
    """The named languages that the pupil takes as a subject."""
    return {
        taught.language: taught
        for taught in part.subjects.values()
        if taught.subject == subject and taught.language and taught.standing != "not_taken"
    }


def _one(of: Mapping[str, Taught]) -> Taught:
    return next(iter(of.values()))


def _named(of: Mapping[str, Taught]) -> str:
    return ", ".join(taught.language_name or "" for taught in of.values())


def _unnamed_languages(old: Part, new: Part, keys: Mapping[str, str]) -> Iterator[Notice]:
    for key, joined in keys.items():
        if joined not in new.subjects or base_key(joined) not in (_FIRST, _SECOND):
            continue
        one, other = old.subjects[key], new.subjects[joined]
        named = [names_language(taught.language, taught.label) for taught in (one, other)]
        if any(named) and not all(named):
            facts = {"subject": one.name, "language": one.language_name or other.language_name or ""}
            yield Notice("language-not-named", _place(new, other), _place(old, one), facts)


def _at_one_school(old: Part, new: Part, keys: Mapping[str, str]) -> Iterator[Notice]:
    """Subjects taken at one school and not at the other: where not all of the other's are known, perhaps."""
    back = {joined: key for key, joined in keys.items()}
    elsewhere = [(taught, new.subjects.get(keys[key])) for key, taught in old.subjects.items()]
    yield from _only_here(old, new, "old", elsewhere)
    elsewhere = [(taught, _of(old, back.get(key))) for key, taught in new.subjects.items()]
    yield from _only_here(new, old, "new", elsewhere)
    for side, part, other in (("old", old, new), ("new", new, old)):
        if not shows_all_subjects(part):
            yield Notice("subjects-not-comparable", part.card.place, other.card.place, {"side": side} | _lacking(part))


def _lacking(part: Part) -> dict[str, str]:
    """The compulsory subjects that a part does not show, by name; nothing where the programme is not known."""
    names = ", ".join(subjects.get(subject).name for subject in missing_subjects(part))
    return {"lacking": names} if names else {}


def _only_here(here: Part, there: Part, side: str, found: list[tuple[Taught, Taught | None]]) -> Iterator[Notice]:
    """The subjects of one part that the other has not, in one notice for each role that they have.

    Where the other part does not show all its subjects, one that it lacks is perhaps taken there all the same.
    """
    whole = shows_all_subjects(there)
    told_as_missing = frozenset[str]().union(*(stand_ins(subject, there) for subject in missing_subjects(there)))
    taken = {taught.subject for taught in there.subjects.values() if taught.standing != "not_taken"}
    if any(one.subject == _FIRST and other and other.standing != "not_taken" for one, other in found):
        taken.discard(_FIRST)  # it is another one's counterpart, no other language in the place of this one
    lone: dict[str | None, list[Taught]] = {}
    perhaps: list[Taught] = []
    for taught, counterpart in found:
        if taught.standing != "taken" or _has_stand_in(taught, here, taken):
            continue
        if counterpart.standing == "not_taken" if counterpart else whole:
            lone.setdefault(role(taught.subject, here), []).append(taught)
        elif counterpart is None and taught.subject not in told_as_missing:
            perhaps.append(taught)
    for kind, members in lone.items():
        facts = {"subject": _names(members), "side": side}
        where = _place(here, members[0])
        if kind == "chosen":
            yield Notice("elective-at-one-school", where, there.card.place, facts)
        elif kind == "optional":
            yield Notice("optional-subject-at-one-school", where, there.card.place, facts)
        else:
            yield Notice("subject-at-one-school", where, there.card.place, facts)
    if perhaps:
        facts = {"subject": _names(perhaps), "side": side} | _lacking(there)
        yield Notice("subject-perhaps-at-one-school", _place(here, perhaps[0]), there.card.place, facts)


def _names(members: list[Taught]) -> str:
    return ", ".join(one.language_name or one.name for one in members)


def _has_stand_in(taught: Taught, here: Part, taken: set[str]) -> bool:
    """Whether a subject is no difference by itself: Nghệ thuật for Âm nhạc; another language has its own rule."""
    if taught.subject == _FIRST:
        return _FIRST in taken
    others = stand_ins(taught.subject, here) - {taught.subject}
    return bool(others & taken)


def _of(part: Part, key: str | None) -> Taught | None:
    return part.subjects.get(key) if key else None


def _assessment(old: Part, new: Part, one: Taught, other: Taught) -> Iterator[Notice]:
    recorded = [set(taught.scales) & {"score10", "pass"} for taught in (one, other)]
    by_marks = recorded in ([*_TWO_WAYS], [*reversed(_TWO_WAYS)])
    by_caption = one.assessed_by and other.assessed_by and one.assessed_by != other.assessed_by
    if old.text("level") != "primary" and (by_marks or (by_caption and not all(recorded))):
        facts = {"subject": one.name}
        yield Notice("assessed-in-two-ways", _place(new, other), _place(old, one), facts)


def _local_content(old: Part, new: Part) -> Iterator[Notice]:
    one, other = old.subjects.get(_LOCAL), new.subjects.get(_LOCAL)
    departments = [part.text("school", "department") for part in (old, new)]
    alike = all(departments) and fold(departments[0] or "") == fold(departments[1] or "")
    if one and other and not alike:
        yield Notice("local-content-differs", _place(new, other), _place(old, one), {"subject": one.name})


def _place(part: Part, taught: Taught) -> Place:
    return part.place_below("subjects", taught.key)
