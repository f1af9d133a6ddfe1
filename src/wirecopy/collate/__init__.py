"""Setting the versions of one story side by side.

Takes witnesses (typed sentences, tokens), gives a `Collation`: groups of sentences that descend from one
sentence, their words in columns, the places where they differ, and links between sentences. No order of
passages is assumed and no model is used. Meaning is judged later, in `collate.changes`.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from wirecopy.collate.columns import collate_words
from wirecopy.collate.grouping import group_rows
from wirecopy.collate.links import group_links
from wirecopy.collate.places import find_places
from wirecopy.collate.refine import by_family, refine
from wirecopy.collate.rewrites import find_rewrites, with_rewrites
from wirecopy.collate.similarity import Pairs, SentenceTable, candidate_pairs, pair_score, sentence_table
from wirecopy.model import AlignedGroup, Collation, Member, Place, Token, TokenRef, Witness

_LEAST_CANDIDATE = 0.15  # pairs below can neither link nor lift an average


def align(witnesses: Sequence[Witness]) -> Collation:
    """The witnesses of one story with their sentences grouped and linked, words not yet in columns.

    Does not depend on the order of the witnesses but for the indices.
    """
    table = sentence_table(witnesses)
    pairs = candidate_pairs(table, _LEAST_CANDIDATE)
    rows = group_rows(table, pairs)
    rewrites = find_rewrites(table, rows, witnesses)
    grouped = with_rewrites(rows, rewrites)
    member = table.members()
    groups = tuple(AlignedGroup(tuple(sorted(member[row] for row in group)), ()) for group in grouped)
    scores = _scores_by_place(table, pairs, grouped)
    return Collation(
        witnesses=tuple(witnesses),
        groups=groups,
        places=(),
        links=group_links(groups, scores, witnesses),
        rewrites=tuple((rewrite.witness, rewrite.reference, rewrite.share) for rewrite in rewrites),
    )


def _scores_by_place(
    table: SentenceTable, pairs: Pairs, groups: Sequence[Sequence[int]]
) -> dict[tuple[Member, Member], float]:
    """Score of every two rows that share a group, by their (witness, sentence) places."""
    place = table.members()
    known = {(left, right): score for left, right, score in pairs}
    scores = {}
    for group in groups:
        for left, right in combinations(sorted(group), 2):
            if place[left][0] != place[right][0]:
                score = known.get((left, right))
                scores[place[left], place[right]] = pair_score(table, left, right) if score is None else score
    return scores


def set_columns(collation: Collation) -> Collation:
    """The same story with the words of every group in columns and the places where they differ."""
    groups = tuple(collate_group(group.members, collation.witnesses) for group in collation.groups)
    places: list[Place] = []
    for number, group in enumerate(groups):
        places.extend(find_places(number, group, collation.witnesses))
    return dataclasses.replace(collation, groups=groups, places=tuple(places))


def collate(witnesses: Sequence[Witness]) -> Collation:
    """The collation of versions that are known to descend from one text."""
    return set_columns(align(witnesses))


def collate_group(members: Sequence[Member], witnesses: Sequence[Witness]) -> AlignedGroup:
    """One group with its words in columns; display lines (headlines, captions) take no part in them."""
    words: dict[int, list[tuple[TokenRef, Token]]] = {}
    for w, s in sorted(members):
        if witnesses[w].sentences[s].kind != "body":
            continue
        words.setdefault(w, []).extend(
            (TokenRef(s, position), token)
            for position, token in enumerate(witnesses[w].tokens[s])
            if token.norm
        )
    languages = Counter(witnesses[w].article.language or "en" for w, _ in members)
    language = min(languages, key=lambda code: (-languages[code], code))
    return AlignedGroup(tuple(sorted(members)), collate_words(words, language))


__all__ = ["align", "by_family", "collate", "collate_group", "refine", "set_columns"]
