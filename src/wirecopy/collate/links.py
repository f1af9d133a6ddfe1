"""Sentence links of a group, graded by how much of the wording two sentences share.

Takes aligned groups and pair scores, gives one `Link` for every two sentences of different witnesses in one
group. The kind is a matter of words alone: `verbatim` (house style apart), `light`, `reworded`, or `partial`
where one side says clearly less (a headline, a split sentence, a cut clause). Whether a rewording came by
way of another language cannot be told sentence by sentence; lineage says it per version, with its cues.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from wirecopy.model import AlignedGroup, Link, LinkKind, Member, Witness

_VERBATIM, _LIGHT = 0.97, 0.75  # shares of the words both have (Dice)
_PARTIAL_RATIO = 0.6  # the shorter side has under this share of the longer side's words
_PARTIAL_CONTAINED = 0.6  # and at least this share of its words stands in the longer side


def group_links(
    groups: Iterable[AlignedGroup],
    scores: Mapping[tuple[Member, Member], float],
    witnesses: Sequence[Witness],
) -> tuple[Link, ...]:
    """All links, in the order of the groups and of the witnesses inside them.

    Args:
        groups: aligned groups.
        scores: score of pairs of (witness, sentence) places, earlier place first; absent pairs count .0.
        witnesses: all witnesses of the story.
    """
    links: list[Link] = []
    for group in groups:
        members = sorted(group.members)
        bags = {place: _words(witnesses, place) for place in members}
        for index, left in enumerate(members):
            for right in members[index + 1 :]:
                if left[0] == right[0]:
                    continue
                links.append(
                    Link(
                        left=witnesses[left[0]].id,
                        left_sentence=left[1],
                        right=witnesses[right[0]].id,
                        right_sentence=right[1],
                        score=round(min(1.0, scores.get((left, right), 0.0)), 3),
                        kind=_kind(witnesses, (left, right), (bags[left], bags[right])),
                    )
                )
    return tuple(links)


def _words(witnesses: Sequence[Witness], place: Member) -> Counter[str]:
    return Counter(token.norm for token in witnesses[place[0]].tokens[place[1]] if token.norm)


def _kind(
    witnesses: Sequence[Witness], places: tuple[Member, Member], bags: tuple[Counter[str], Counter[str]]
) -> LinkKind:
    shared = (bags[0] & bags[1]).total()
    short, long = sorted((bags[0].total(), bags[1].total()))
    if not long:
        return "partial"
    dice = 2 * shared / (short + long)
    if dice >= _VERBATIM:
        return "verbatim"
    bodies = all(witnesses[w].sentences[s].kind == "body" for w, s in places)
    if not bodies or (short < _PARTIAL_RATIO * long and shared >= _PARTIAL_CONTAINED * short):
        return "partial"
    return "light" if dice >= _LIGHT else "reworded"
