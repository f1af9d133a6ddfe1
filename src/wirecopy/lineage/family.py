"""What the versions of a family say of themselves, before any tree is drawn.

Takes a collation and the indices of a family, gives `Family`: versions by id, verbatim copies put together,
agencies credited, times of publication as intervals, sentences of their own. No wording is compared here.
Known limits: an agency counts as present only when a version's outlet is that agency; a time without a zone
may be half a day off either way.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from wirecopy.lexicon.agencies import canonical
from wirecopy.lineage.characters import own_runs
from wirecopy.model import Collation, Witness

TEXT_CREDITS = frozenset(("copy", "partial", "metadata"))  # whose text this is, as the article says
_HALF_DAY = 0.5
_NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Family:
    """The versions of one family.

    `copies` holds the classes of verbatim copies (a class of one for every other version), each led by the
    version that stands for it; `earliest` and `latest` bound the time of publication in days.
    """

    collation: Collation
    copies: tuple[tuple[int, ...], ...]
    agencies: dict[int, frozenset[str]]
    named: dict[int, frozenset[str]]
    agency: str | None
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
    return Family(
        collation=collation,
        copies=tuple(sorted(copies, key=lambda same: witnesses[same[0]].id)),
        agencies=agencies,
        named=named,
        agency=_lost_agency([witnesses[w] for w in members], agencies, named),
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
    return frozenset(credit.agency for credit in witness.facts.credits if credit.kind in kinds)


def _lost_agency(
    witnesses: Sequence[Witness], agencies: dict[int, frozenset[str]], named: dict[int, frozenset[str]]
) -> str | None:
    """The agency most versions credit, if its own text is not among them.

    A credit of the text counts most; without one, an agency that at least two versions quote from
    ("told Reuters") counts too.
    """
    present = {canonical(w.article.outlet or "") for w in witnesses}
    for source, least in ((agencies, 1), (named, 2)):
        count = Counter(agency for found in source.values() for agency in found)
        best = min(count, key=lambda agency: (-count[agency], agency), default=None)
        if best is not None and count[best] >= least:
            named_by = sum(best in found for found in named.values())
            others = max((n for agency, n in count.items() if agency != best), default=0)
            if best not in present and named_by > others:
                return best
    return None
