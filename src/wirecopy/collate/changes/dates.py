"""Dates that differ.

Takes a compared group; sets its dates side by side and compares the days they were resolved to: "today" and
"Monday" are one date where both resolve to it. Two days that exclude each other are high. A date that could
not be resolved, or one that contains the other ("in January", "on 14 January"), is never called different.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

from wirecopy.collate.changes.drafts import Difference
from wirecopy.collate.changes.items import Item, answering, holders, near
from wirecopy.collate.changes.pairs import Compared
from wirecopy.lexicon.spelling import fold
from wirecopy.model import DateMention

_SAME_FRAME = 0.5  # below this likeness two sentences may date different things
_YEAR = re.compile(r"\d{4}")


def find(compared: Compared) -> Iterator[Difference]:
    """The dates that differ between the versions of a group."""
    seen = compared.seen
    found = holders(
        seen, lambda facts: facts.dates, lambda date: (date.value, date.relative, fold(date.text))
    )
    for one, other in itertools.combinations(found, 2):
        alone = len(one.items) == len(other.items) == 1
        close = seen.likeness(next(iter(one.rows)), next(iter(other.rows))) >= _SAME_FRAME
        for ours, theirs in answering(one.items, other.items, compatible, _comparable(alone)):
            # "Last January" is read by the version's own date, which may be off.
            sure = not (ours.fact.relative or theirs.fact.relative) or (_is_day(ours) and _is_day(theirs))
            yield Difference(
                "date",
                "high" if sure and close else "medium",
                "{odd} is another date than {others}",
                one.side(seen, ours),
                other.side(seen, theirs),
            )


def _comparable(alone: bool) -> Callable[[Item[DateMention], Item[DateMention]], bool]:
    """Which dates stand for each other: near ones, or the only ones, of one precision.

    Days are compared with days, months with months: "2016" and "Monday" date different things.
    """
    return lambda x, y: (alone or near(x, y)) and len(x.fact.value or "") == len(y.fact.value or "")


def _is_day(item: Item[DateMention]) -> bool:
    return len(item.fact.value or "") == len("2000-01-31")


def compatible(a: DateMention, b: DateMention) -> bool:
    """Whether two dates can be one: equal, one within the other, or one unresolved."""
    if a.value is None or b.value is None or (a.relative and b.relative and fold(a.text) == fold(b.text)):
        return True  # "Monday" and "Monday": what differs is when the version was published
    if a.value[4:] == b.value[4:] and not (_YEAR.search(a.text) and _YEAR.search(b.text)):
        return True  # a year that only one of them says
    (first, last), (begin, end) = _bounds(a.value), _bounds(b.value)
    return first <= end and begin <= last


def _bounds(value: str) -> tuple[str, str]:
    """First and last day of an ISO date, month, year or interval, as strings that sort."""
    first, _, last = value.partition("/")
    last = last or first
    return first + "-00-00"[len(first) - 4 :] if len(first) < 10 else first, last + "-99-99"[len(last) - 4 :]
