"""Corrections: what people may say, whether it can be said of this store, and which of it is in force.

In: corrections as the store keeps them, in order of number. Out: those in force, and what each says as rules
and sentences. Nothing here changes what was computed: `regrouping` lays what was said of stories over them,
`amending` what was said of credits, parents and findings over a report. A later word on the same matter wins;
what was withdrawn counts as never said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, get_args

from wirecopy.errors import CallError, StoreError
from wirecopy.model import Correction, CreditKind
from wirecopy.stores import Store

if TYPE_CHECKING:
    from wirecopy.build.archive import Archive

MOVING = ("merge", "split", "withdraw")  # articles may be in other stories afterwards
KINDS = ("finding", "merge", "split", "credit", "parent", "withdraw")
VERDICTS = ("right", "wrong")
MOST_NOTE = 2_000  # characters
MOST_AUTHOR = 200
MOST_TARGET = 2_000
MOST_AGENCY = 200
MOST_ARTICLES = 10_000  # that one correction may name
ADDED = ("stays", "joins", "number", "sort", "label", "computed", "wirecopy", "revision")  # to what is said
_SAYS: Mapping[str, tuple[str, ...]] = {
    "finding": ("story", "verdict", "at"),
    "merge": ("with",),
    "split": ("articles",),
    "credit": ("agency", "kind"),
    "parent": ("parent",),
    "withdraw": (),
}
_CREDITS = get_args(CreditKind)


def check(correction: Correction, store: Store) -> None:
    """Whether this can be said of this store.

    Args:
        correction: not stored yet.
        store: open.

    Raises:
        CallError: it is not formed as a correction of its kind.
        StoreError: what it is about is not there, or two parents would descend from one another.
    """
    if correction.kind not in KINDS:
        raise CallError(f"no correction is of kind {correction.kind!r}", "kind", f"one of {', '.join(KINDS)}")
    if not correction.author.strip():
        raise CallError("nobody says so", "author", "say who does: corrections are kept with their authors")
    if len(correction.author) > MOST_AUTHOR:
        raise CallError(f"more than {MOST_AUTHOR} characters", "author", "give a name")
    more = set(correction.value) - {"note", *_SAYS[correction.kind], *ADDED}
    if more:
        says = ", ".join(("note", *_SAYS[correction.kind]))
        raise CallError(f"{sorted(more)[0]!r} says nothing of a {correction.kind}", "value", f"it has {says}")
    if not correction.target.strip() or len(correction.target) > MOST_TARGET:
        raise CallError("it is about nothing", "target", "give the id of a finding, story or article")
    note = correction.value.get("note", "")
    if not isinstance(note, str) or len(note) > MOST_NOTE:
        raise CallError("a note is a text", "value.note", f"of at most {MOST_NOTE:,} characters")
    _CHECKS[correction.kind](correction, store)


def in_force(corrections: Iterable[Correction]) -> list[Correction]:
    """Those that count: not withdrawn, and the last on their target where only one can be true."""
    said = sorted(corrections, key=lambda one: one.number)
    gone: set[int] = set()
    for one in reversed(said):  # what takes back may itself be taken back
        if one.kind == "withdraw" and one.number not in gone and one.target.isdecimal():
            gone.add(int(one.target))
    counting = [one for one in said if one.kind != "withdraw" and one.number not in gone]
    last = {_matter(one): one.number for one in counting}
    return [one for one in counting if last[_matter(one)] == one.number]


def words(one: Correction) -> str:
    """A correction as a sentence without its subject."""
    value = one.value
    if one.kind == "finding":
        return f"marked {value.get('verdict')}: {value.get('label') or one.target}"
    if one.kind == "merge":
        return f"{one.target} and {value.get('with')} are one story"
    if one.kind == "split":
        return f"{_some(value.get('articles', ()))} left {one.target} as a story of their own"
    if one.kind == "credit":
        agency = value.get("agency")
        return f"{one.target} credits {agency}" if agency else f"{one.target} credits nobody for its text"
    if one.kind == "parent":
        parent = value.get("parent")
        said = f"descends from {parent}" if parent else "descends from no other version here"
        return f"{one.target} {said}"
    return f"correction {one.target} was withdrawn"


def moment(at: float) -> str:
    """A time as ISO 8601, to the second."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")


def said_parents(corrections: Iterable[Correction]) -> dict[str, str]:
    """The parent that people gave each article."""
    return {
        one.target: one.value["parent"] for one in corrections if one.kind == "parent" and one.value["parent"]
    }


def evaluation_rows(archive: Archive) -> Iterator[dict[str, Any]]:
    """Every correction as a row of evaluation data, oldest first; those taken back or overruled say so.

    Args:
        archive: the store.
    """
    said = archive.store.corrections()
    counting = {one.number for one in in_force(said)}
    for one in said:
        if one.kind == "withdraw":
            continue
        value = {name: item for name, item in one.value.items() if name not in ADDED and name != "note"}
        yield {
            "number": one.number,
            "kind": one.kind,
            "target": one.target,
            "said": words(one),
            "value": value,
            "note": one.value.get("note", ""),
            "computed": one.value.get("computed"),
            "author": one.author,
            "at": moment(one.at),
            "in_force": one.number in counting,
            "wirecopy": one.value.get("wirecopy"),
        }


def _some(names: Sequence[str]) -> str:
    few = ", ".join(names[:3])
    return few if len(names) <= 3 else f"{few} and {len(names) - 3} more"


def _matter(one: Correction) -> tuple[object, ...]:
    """What a correction is about; of merges and splits every one counts, for each builds on those before."""
    if one.kind in ("merge", "split"):
        return (one.number,)
    return (one.kind, one.target)


# -- what each kind must be -----------------------------------------------------------------------------
def _check_finding(one: Correction, store: Store) -> None:
    if one.value.get("verdict") not in VERDICTS:
        raise CallError(
            f"{one.value.get('verdict')!r} is no verdict", "value.verdict", f"one of {', '.join(VERDICTS)}"
        )
    _story(one.value.get("story"), "value.story", store)
    passages = one.value.get("at", ())
    fits = isinstance(passages, list | tuple) and len(passages) <= MOST_ARTICLES
    if not fits or not all(_is_passage(row) for row in passages):
        hint = 'a list of {"version": id, "start": number, "end": number}'
        raise CallError("passages are not as they should be", "value.at", hint)


def _is_passage(row: object) -> bool:
    if not isinstance(row, Mapping) or not isinstance(row.get("version"), str):
        return False
    start, end = row.get("start"), row.get("end")
    return type(start) is int and type(end) is int and 0 <= start <= end


def _check_merge(one: Correction, store: Store) -> None:
    stays, joins = _story(one.target, "target", store), _story(one.value.get("with"), "value.with", store)
    if stays == joins:
        both = f"{one.target} and {one.value['with']}"
        raise StoreError(f"{both} are one story already", store.url, "there is nothing to merge")


def _check_split(one: Correction, store: Store) -> None:
    number, names = _story(one.target, "target", store), one.value.get("articles")
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names) or not names:
        hint = "list the ids of those that are a story of their own"
        raise CallError("no articles are named", "value.articles", hint)
    if len(names) > MOST_ARTICLES:
        raise CallError(f"more than {MOST_ARTICLES:,} articles", "value.articles", "split in several steps")
    there = store.current(names)
    members = set(store.members(number))
    lost = [name for name in names if there.get(name) not in members]
    if lost:
        hint = f"wirecopy show {one.target} lists its versions"
        raise StoreError(f"{_some(lost)}: not in story {one.target}", store.url, hint)
    if len(set(there.values())) == len(members):
        raise StoreError(
            "nothing of the story would stay", f"story {one.target}", "name some of its articles, not all"
        )


def _check_credit(one: Correction, store: Store) -> None:
    _article(one.target, "target", store)
    agency, kind = one.value.get("agency"), one.value.get("kind", "copy")
    if "agency" not in one.value or not (agency is None or (isinstance(agency, str) and agency.strip())):
        raise CallError("no agency is named", "value.agency", "give a name, or null for no credit at all")
    if agency is not None and len(agency) > MOST_AGENCY:
        raise CallError(f"more than {MOST_AGENCY} characters", "value.agency", "give the name of an agency")
    if kind not in _CREDITS:
        raise CallError(f"{kind!r} is no kind of credit", "value.kind", f"one of {', '.join(_CREDITS)}")


def _check_parent(one: Correction, store: Store) -> None:
    child = _article(one.target, "target", store)
    if "parent" not in one.value:
        raise CallError("no parent is named", "value.parent", "give the id of an article, or null for none")
    parent = one.value["parent"]
    if parent is None:
        return
    other = _article(parent, "value.parent", store)
    if child == other:
        raise StoreError(f"{parent} cannot descend from itself", store.url, "name another article")
    if store.story_of(child) != store.story_of(other):
        raise StoreError(
            f"{one.target} and {parent} are in different stories", store.url, "merge the stories first"
        )
    above, line = said_parents(in_force(store.corrections())), [one.target, parent]
    while line[-1] in above and above[line[-1]] not in line[1:]:
        line.append(above[line[-1]])
        if line[-1] == one.target:
            raise StoreError(
                f"a circle: {' from '.join(line)}", store.url, "withdraw one of those corrections first"
            )


def _check_withdraw(one: Correction, store: Store) -> None:
    known = {str(row.number): row for row in store.corrections()}
    if one.target not in known:
        raise StoreError(
            f"no correction {one.target}", store.url, "wirecopy correct list shows them with their numbers"
        )
    gone = {row.target for row in known.values() if row.kind == "withdraw"}
    if one.target in gone:
        raise StoreError(f"correction {one.target} was withdrawn already", store.url, "nothing is to be done")


_CHECKS = {
    "finding": _check_finding,
    "merge": _check_merge,
    "split": _check_split,
    "credit": _check_credit,
    "parent": _check_parent,
    "withdraw": _check_withdraw,
}


def _story(key: Any, where: str, store: Store) -> int:
    if not isinstance(key, str) or not key:
        raise CallError("no story is named", where, "give the id of a story")
    row = store.story(key)
    if row is None or not row.articles:
        raise StoreError(f"no story {key!r}", store.url, "wirecopy list shows the stories")
    return row.number


def _article(key: Any, where: str, store: Store) -> int:
    if not isinstance(key, str) or not key:
        raise CallError("no article is named", where, "give the id of an article")
    number = store.current([key]).get(key)
    if number is None:
        raise StoreError(f"no article {key!r}", store.url, "wirecopy search finds articles")
    return number
