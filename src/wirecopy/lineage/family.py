"""What the versions of a family say of themselves, before any tree is drawn.

Takes a collation and the indices of a family, gives `Family`: versions by id, verbatim copies put together,
agencies credited, times of publication as intervals, sentences of their own. No wording is compared here.
Known limits: an agency's own text is known by its outlet, or by a dateline and a sign-off where no outlet is
known, so a reprint that kept both passes for it; a time without a zone may be half a day off either way.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.lexicon.agencies import canonical
from wirecopy.lineage.characters import own_runs
from wirecopy.model import Collation, Witness

TEXT_CREDITS = frozenset(("copy", "partial", "metadata"))  # whose text this is, as the article says
_GIVEN = frozenset(("copy", "metadata"))  # credits of a text that a copyist may drop but will not invent
_UNNAMED = "unknown"  # what a credit that names no agency is filed under
_HEAD, _FOOT = 0.15, 0.85  # shares of a text where a dateline and a sign-off stand
_HALF_DAY = 0.5
_NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Family:
    """The versions of one family.

    `copies` holds the classes of verbatim copies (a class of one for every other version), each led by the
    version that stands for it; `earliest` and `latest` bound the time of publication in days. `agencies` are
    credited with a version's text, `named` also where only quoted; `agency` is that of a lost original,
    `credit` the one most versions credit; `wire` holds the agency's own text, if it is among the versions.
    """

    collation: Collation
    copies: tuple[tuple[int, ...], ...]
    agencies: dict[int, frozenset[str]]
    named: dict[int, frozenset[str]]
    agency: str | None
    credit: str | None
    wire: frozenset[int]
    earliest: dict[int, float]
    latest: dict[int, float]
    own: dict[int, tuple[int, ...]]
    body: dict[int, int]

    @property
    def members(self) -> tuple[int, ...]:
        """All versions, by id."""
        return tuple(sorted((w for copies in self.copies for w in copies), key=self.id))

    def id(self, witness: int) -> str:
        """Id of a version."""
        return self.collation.witnesses[witness].id

    def own_share(self, witness: int) -> float:
        """Share of the body sentences of a version that stand in no other version."""
        return len(self.own[witness]) / max(1, self.body[witness])


def describe(collation: Collation, family: Sequence[int]) -> Family:
    """The family as its versions describe themselves."""
    witnesses = collation.witnesses
    members = sorted(set(family), key=lambda w: witnesses[w].id)
    times = {w: published_between(witnesses[w].article.published) for w in members}
    earliest = {w: time[0] for w, time in times.items()}
    latest = {w: time[1] for w, time in times.items()}
    classes: dict[tuple[str, ...], list[int]] = {}
    for w in members:
        classes.setdefault(body_words(witnesses[w]), []).append(w)
    copies = tuple(tuple(_leader_first(same, earliest, latest)) for same in classes.values())
    inside = frozenset(members)
    agencies = {w: _credited(witnesses[w], TEXT_CREDITS) for w in members}
    named = {w: _credited(witnesses[w], TEXT_CREDITS | {"attribution"}) for w in members}
    best, most = _commonest(agencies, named)
    wire = frozenset(w for w in members if best is not None and own_text(witnesses[w], best))
    return Family(
        collation=collation,
        copies=tuple(sorted(copies, key=lambda same: witnesses[same[0]].id)),
        agencies=agencies,
        named=named,
        agency=best if most and not wire else None,
        credit=best,
        wire=wire,
        earliest=earliest,
        latest=latest,
        own={w: tuple(s for run in own_runs(collation, w, inside) for s in run) for w in members},
        body={w: sum(s.kind == "body" for s in witnesses[w].sentences) for w in members},
    )


def body_words(witness: Witness) -> tuple[str, ...]:
    """The folded words of the body: versions with the same ones are verbatim copies."""
    return tuple(
        token.norm
        for sentence, tokens in zip(witness.sentences, witness.tokens, strict=True)
        if sentence.kind == "body"
        for token in tokens
        if token.norm
    )


def published_between(published: str | None) -> tuple[float, float]:
    """Bounds of the time of publication in days; NaN when it is not known or not ISO 8601."""
    if not published:
        return _NAN, _NAN
    try:
        time = dt.datetime.fromisoformat(published.strip())
    except ValueError:
        return _NAN, _NAN
    day = time.replace(tzinfo=time.tzinfo or dt.UTC).timestamp() / 86400
    if len(published.strip()) <= len("2022-02-07"):
        return day, day + 1
    return (day, day) if time.tzinfo else (day - _HALF_DAY, day + _HALF_DAY)


def _leader_first(same: list[int], earliest: dict[int, float], latest: dict[int, float]) -> list[int]:
    """A class of copies with the one that is surely first in front, if there is one."""
    for w in same:
        if all(latest[w] < earliest[other] for other in same if other != w):
            return [w, *(other for other in same if other != w)]
    return same


def _credited(witness: Witness, kinds: frozenset[str]) -> frozenset[str]:
    return frozenset(c.agency for c in witness.facts.credits if c.kind in kinds and c.agency != _UNNAMED)


def _commonest(
    agencies: dict[int, frozenset[str]], named: dict[int, frozenset[str]]
) -> tuple[str | None, bool]:
    """The agency most versions credit, and whether that is enough to take the text for its own.

    A credit of the text counts most; without one, an agency that at least two versions quote from
    ("told Reuters") counts too. Others must be named less often.
    """
    for source, least in ((agencies, 1), (named, 2)):
        count = Counter(agency for found in source.values() for agency in found)
        best = min(count, key=lambda agency: (-count[agency], agency), default=None)
        if best is not None and count[best] >= least:
            named_by = sum(best in found for found in named.values())
            return best, named_by > max((n for agency, n in count.items() if agency != best), default=0)
    return None, False


def own_text(witness: Witness, agency: str) -> bool:
    """Whether a version is the agency's own text.

    Its outlet is the agency, or no outlet is known and the text has both the agency's dateline (or byline)
    at its head and its credit again at the foot, where an agency signs off.
    """
    outlet = witness.article.outlet
    if outlet:
        return agency in (canonical(outlet), outlet)
    found = [c for c in witness.facts.credits if c.kind == "copy" and c.agency == agency]
    length = len(witness.article.text)
    return any(c.end <= _HEAD * length for c in found) and any(c.start >= _FOOT * length for c in found)


def barred(family: Family, tolerance: float) -> NDArray[np.bool_]:
    """Which class of copies (row) cannot be above which other (column).

    A source is not younger than its copy. Credits are lost in copying and hardly ever gained: a version
    without one is above a version that has one only if it was surely published before. The agency's own
    text descends from no other version.
    """
    count = len(family.copies)
    result = np.zeros((count, count), dtype=np.bool_)
    given = [_given(family, copies) for copies in family.copies]
    for u, sources in enumerate(family.copies):
        for v, copies in enumerate(family.copies):
            born = np.min([family.earliest[w] for w in sources])
            printed = np.min([family.latest[w] for w in copies])
            known_first = max(family.latest[w] for w in sources) < min(family.earliest[w] for w in copies)
            gained = (given[v] and not given[u]) or not family.wire.isdisjoint(copies)
            result[u, v] = u != v and (born > printed + tolerance or (gained and not known_first))
    return result


def _given(family: Family, copies: Sequence[int]) -> bool:
    """Whether one of some copies credits an agency with its text."""
    return any(c.kind in _GIVEN for w in copies for c in family.collation.witnesses[w].facts.credits)
