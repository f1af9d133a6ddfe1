"""Meaning alarms: where aligned versions of one sentence do not mean the same.

Takes a collation, gives changes: numbers, dates, names, negations, hedges, roles, words, quotations and
attributions that differ, each with its readings, how grave it is and why. House style, spelling and moved
words are no changes. One rule a kind, each in a module of its own: a function over one compared group; to
add a kind, write its module and enter it in `RULES`. Costs are linear in groups; within a group, copies that
agree word for word are compared once.

Limits: English; other languages get numbers, dates and names only. Words are compared without knowing their
sense; the severity says how a reader could be misled, not that anybody meant to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from wirecopy.collate.changes import (
    attribution,
    dates,
    hedge,
    names,
    negation,
    numbers,
    pronouns,
    quote,
    role,
    wording,
)
from wirecopy.collate.changes.drafts import GRAVITY, Difference, changes_of
from wirecopy.collate.changes.pairs import Compared, compare
from wirecopy.collate.changes.view import marks_of, view
from wirecopy.model import Change, Collation

Rule = Callable[[Compared], Iterable[Difference]]

ANY_LANGUAGE: Mapping[str, Rule] = {"number": numbers.find, "date": dates.find, "name": names.find}
"""Rules that compare facts, not words."""

RULES: Mapping[str, Rule] = {
    **ANY_LANGUAGE,
    "negation": negation.find,
    "hedge": hedge.find,
    "role": role.find,
    "wording": wording.find,
    "quote": quote.find,
    "attribution": attribution.find,
}
"""All rules of a group, by the kind they find first of all."""


def find_changes(collation: Collation) -> tuple[Change, ...]:
    """The changes of meaning between the witnesses of a collation, gravest first, then in reading order.

    The claim of a change is left open: claims are cut later.
    """
    found: list[Change] = []
    marks = [marks_of(witness) for witness in collation.witnesses]
    for group in collation.groups:
        compared = compare(view(collation.witnesses, group, marks))
        if len(compared.seen.words) < 2:  # verbatim copies only
            continue
        languages = {collation.witnesses[w].article.language or "en" for w in compared.seen.words}
        rules = RULES if languages == {"en"} else ANY_LANGUAGE
        differences = [difference for rule in rules.values() for difference in rule(compared)]
        found += changes_of(differences, collation.witnesses)
    found += changes_of(list(pronouns.find(collation.witnesses)), collation.witnesses)
    return tuple(sorted(found, key=_order))


def _order(change: Change) -> tuple[int, str, int, str]:
    first = min((span.version, span.start) for reading in change.readings for span in reading.spans)
    return (-GRAVITY[change.severity], *first, change.id)
