"""From single differences to changes: one alarm per place and kind.

A rule finds *differences*: two sides that do not mean the same. Differences of one kind that share a word
are one change; its readings are the distinct wordings, sides that mean the same being one reading. The
gravest difference gives the change its severity and its reason.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wirecopy.collate.changes.view import GroupView, Reading, Word
from wirecopy.lexicon.wordnet import relation
from wirecopy.model import Change, ChangeKind, ChangeReading, Severity, VersionSpan, Witness

GRAVITY: dict[Severity, int] = {"low": 0, "medium": 1, "high": 2}
_ID_LENGTH = 12
_MOST_NAMED = 3  # wordings named in a reason; the readings hold all of them


@dataclass(frozen=True, slots=True)
class Side:
    """One wording and where it stands, by witness index."""

    norms: tuple[str, ...]
    spans: tuple[tuple[int, int, int], ...]  # witness, start, end


@dataclass(frozen=True, slots=True)
class Difference:
    """Two wordings that do not mean the same; `odd` is the one the reason is about.

    `reason` is a clause with {odd} and {others} to fill in.
    """

    kind: ChangeKind
    severity: Severity
    reason: str
    odd: Side
    other: Side | None = None


def side(seen: GroupView, holder: int, words: Sequence[Word]) -> Side:
    """The side that some words of one copy class are."""
    spans = sorted((w, start, end) for w, (start, end) in seen.spans(holder, words).items())
    return Side(tuple(word.norm for word in words), tuple(spans))


def reading_side(seen: GroupView, reading: Reading, words: Sequence[Word]) -> Side:
    """The side that some words of a reading's first holder are, in all its holders."""
    offsets = [reading.words.index(word) for word in words]
    spans = [
        (w, start, end)
        for holder, stretch in reading.stretches.items()
        for w, (start, end) in seen.spans(holder, [stretch[offset] for offset in offsets]).items()
    ]
    return Side(tuple(word.norm for word in words), tuple(sorted(spans)))


def joined(sides: Iterable[Side]) -> Side:
    """Sides of equal words as one."""
    found = list(sides)
    return Side(found[0].norms, tuple(sorted({span for one in found for span in one.spans})))


def changes_of(differences: Sequence[Difference], witnesses: Sequence[Witness]) -> list[Change]:
    """The changes that the differences of one group amount to: one for all that touch."""
    leader = list(range(len(differences)))

    def find(number: int) -> int:
        while leader[number] != number:
            leader[number] = number = leader[leader[number]]
        return number

    cells = sorted((d.kind, *cell, number) for number, d in enumerate(differences) for cell in _cells(d))
    reach = 0
    for (kind, w, _, end, number), (next_kind, v, start, _, following) in itertools.pairwise(cells):
        # Cells come by their start, so the furthest end so far decides what the next one touches.
        reach = max(reach, end) if (kind, w) == (next_kind, v) else 0
        if start < reach:
            leader[find(following)] = find(number)
    parts: dict[int, list[Difference]] = {}
    for number, difference in enumerate(differences):
        parts.setdefault(find(number), []).append(difference)
    return [_change(part, witnesses) for part in parts.values()]


def _cells(difference: Difference) -> tuple[tuple[int, int, int], ...]:
    return difference.odd.spans + (difference.other.spans if difference.other else ())


def _change(part: Sequence[Difference], witnesses: Sequence[Witness]) -> Change:
    worst = max(part, key=lambda d: (GRAVITY[d.severity], len(d.odd.spans) * -1, d.odd.norms))
    readings = _readings(part, witnesses)
    others = dict.fromkeys(
        _surface(d.other, witnesses)
        for d in sorted(part, key=lambda d: -GRAVITY[d.severity])
        if d.other and d.odd == worst.odd and d.reason == worst.reason
    )
    why = worst.reason.format(odd=f"“{_surface(worst.odd, witnesses)}”", others=_listed(list(others)))
    return Change(
        id=_identify(worst.kind, readings),
        kind=worst.kind,
        severity=worst.severity,
        claim=None,
        readings=readings,
        why=why,
    )


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(f"“{text}”" for text in texts[:_MOST_NAMED])


def _surface(one: Side, witnesses: Sequence[Witness]) -> str:
    w, start, end = one.spans[0]
    return " ".join(witnesses[w].article.text[start:end].split())


def _means_same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return len(a) == len(b) and all(
        x == y or relation(x, y) in {"same", "derived", "synonym"} for x, y in zip(a, b, strict=True)
    )


def _within(one: Side, others: Iterable[Side]) -> bool:
    """Whether a side is but pieces of longer ones, so that the longer ones show it already."""
    longer = [span for other in others if len(other.norms) > len(one.norms) for span in other.spans]
    return all(
        any(w == v and begin <= start and end <= stop for v, begin, stop in longer)
        for w, start, end in one.spans
    )


def _readings(part: Sequence[Difference], witnesses: Sequence[Witness]) -> tuple[ChangeReading, ...]:
    """The distinct readings, the best attested first; sides that clash are never one reading."""
    found = dict.fromkeys(s for d in part for s in (d.odd, d.other) if s)
    sides = [one for one in found if not _within(one, found)]
    clashes = {frozenset([d.odd.norms, d.other.norms]) for d in part if d.other and GRAVITY[d.severity] > 0}

    def fits(one: Side, cluster: Iterable[Side]) -> bool:
        return all({s.norms, one.norms} not in clashes and _means_same(s.norms, one.norms) for s in cluster)

    clusters: list[dict[Side, None]] = []
    for one in sides:
        fitting = next((cluster for cluster in clusters if fits(one, cluster)), None)
        if fitting is None:
            clusters.append({one: None})
        else:
            fitting[one] = None
    rows = [
        ChangeReading(
            reading=_surface(max(cluster, key=lambda s: len(s.spans)), witnesses),
            spans=tuple(
                VersionSpan(witnesses[w].id, start, end)
                for w, start, end in sorted({span for s in cluster for span in s.spans})
            ),
        )
        for cluster in clusters
    ]
    return tuple(sorted(rows, key=lambda row: (-len(row.spans), row.reading)))


def _identify(kind: ChangeKind, readings: Sequence[ChangeReading]) -> str:
    spans = sorted((s.version, s.start, s.end, r.reading) for r in readings for s in r.spans)
    return hashlib.blake2b(repr((kind, spans)).encode(), digest_size=_ID_LENGTH // 2).hexdigest()
