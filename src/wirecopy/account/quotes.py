"""One quotation across versions, and how far its wordings drifted apart.

Takes a collation whose witnesses carry their quotations, gives `Quote` rows, single ones included. Two
quotations are one where they stand in the same columns of the collation, or share most of their words of
substance close together wherever they stand (a quotation may be used twice in one article), or are two
pieces of one sentence ("... and that ..."). Nothing is matched on the speaker alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from wirecopy.account.identity import content_id
from wirecopy.group.joining import join
from wirecopy.lexicon.frequency import rarity, zipf
from wirecopy.lexicon.function_words import is_function
from wirecopy.model import Collation, Quotation, Quote, QuoteMember, Token, Witness
from wirecopy.text.reach import reach

_COLUMN_SHARE = 0.3  # of the shorter quotation's columns
_WORD_SHARE = 0.6  # of the shorter quotation's words of substance
_LEAST_WORDS = 2
_LEAST_RARITY = 1.0  # of those words together; a word nobody else would use has 1, "the" has 0
_JOINING_SHARE = 0.25  # of the pairs across two groups of quotations
_GOES_ON = re.compile(r"\W*(?:and|but|or)\s+that\W*")  # "... must wait" and that "nobody ..."
_SIZE_RATIO = 3  # quotations in one place that share no word are one if they are of a size
_STRETCH = 1.5  # times the shorter quotation's length: where its words must stand together in the longer

Column = tuple[int, int]  # group, column


@dataclass(frozen=True, slots=True)
class _Found:
    witness: int
    sentence: int
    quotation: Quotation
    tokens: tuple[Token, ...]
    columns: frozenset[Column]
    rarity: Mapping[str, float]

    @property
    def stems(self) -> Set[str]:
        return self.rarity.keys()


def find_quotes(collation: Collation) -> tuple[Quote, ...]:
    """All quotations of a story, in order of the first place each stands at."""
    found = _collect(collation)
    matched = {
        pair
        for pair in _likely_pairs(found)
        if _one_quotation(found[pair[0]], found[pair[1]], collation.witnesses)
    }
    # A word or two that many people use would otherwise chain all of them into one quotation.
    groups = join(len(found), sorted(matched), _JOINING_SHARE)
    return tuple(_quote([found[index] for index in group], collation.witnesses) for group in groups)


def _collect(collation: Collation) -> list[_Found]:
    column_of = {
        (w, ref.sentence, ref.position): (number, index)
        for number, group in enumerate(collation.groups)
        for index, column in enumerate(group.columns)
        for w, ref in column.items()
    }
    found = []
    for w, witness in enumerate(collation.witnesses):
        reached = reach(witness.sentences)
        for quotation in witness.facts.quotations:
            places = [
                (sentence, position, token)
                for sentence in reached(quotation.start, quotation.end)
                for position, token in enumerate(witness.tokens[sentence])
                if quotation.start <= token.start < quotation.end and token.norm
            ]
            language = witness.article.language or "en"
            found.append(
                _Found(
                    witness=w,
                    sentence=places[0][0] if places else -1,
                    quotation=quotation,
                    tokens=tuple(token for *_, token in places),
                    columns=frozenset(
                        column_of[w, s, position]
                        for s, position, _ in places
                        if (w, s, position) in column_of
                    ),
                    rarity={
                        token.stem: rarity(zipf(token.norm))
                        for *_, token in places
                        if not is_function(token.norm, language)
                    },
                )
            )
    return found


def _likely_pairs(found: Sequence[_Found]) -> list[tuple[int, int]]:
    """Pairs that share a column or a word of substance, or stand in one sentence."""
    keys: dict[object, list[int]] = {}
    for index, quotation in enumerate(found):
        own = [*quotation.columns, *quotation.stems, ("sentence", quotation.witness, quotation.sentence)]
        for key in own:
            keys.setdefault(key, []).append(index)
    return sorted({pair for indices in keys.values() for pair in combinations(indices, 2)})


def _one_quotation(a: _Found, b: _Found, witnesses: Sequence[Witness]) -> bool:
    if a.witness == b.witness and a.sentence == b.sentence:
        first, second = sorted((a, b), key=lambda item: item.quotation.start)
        gap = witnesses[a.witness].article.text[first.quotation.end : second.quotation.start]
        return bool(_GOES_ON.fullmatch(gap))
    shorter, longer = sorted((a, b), key=lambda item: len(item.tokens))
    shared = shorter.stems & longer.stems
    if a.witness != b.witness and a.columns and b.columns:
        share = len(a.columns & b.columns) / min(len(a.columns), len(b.columns))
        of_a_size = len(longer.tokens) <= _SIZE_RATIO * len(shorter.tokens)
        if share >= _COLUMN_SHARE and (shared or of_a_size):
            return True
    return (
        min(len(shorter.stems), len(longer.stems)) >= _LEAST_WORDS
        and sum(a.rarity[stem] for stem in shared) >= _LEAST_RARITY
        and _densest(longer, shared, len(shorter.tokens)) >= _WORD_SHARE * len(shorter.stems)
    )


def _densest(longer: _Found, shared: Set[str], length: int) -> int:
    """Most shared stems in a stretch of the longer quotation about as long as the shorter one."""
    window = int(_STRETCH * length) + 1
    places = [(position, token.stem) for position, token in enumerate(longer.tokens) if token.stem in shared]
    return max(
        (len({stem for at, stem in places if start <= at < start + window}) for start, _ in places),
        default=0,
    )


def _quote(group: Sequence[_Found], witnesses: Sequence[Witness]) -> Quote:
    members = tuple(
        QuoteMember(
            version=witnesses[found.witness].id,
            start=found.quotation.start,
            end=found.quotation.end,
            text=found.quotation.text,
            speaker=found.quotation.speaker,
        )
        for found in group
    )
    speakers = Counter(member.speaker for member in members if member.speaker)
    speaker = min(speakers, key=lambda name: (-speakers[name], -len(name), name)) if speakers else None
    return Quote(
        id=content_id("q", *(f"{member.version}:{member.start}" for member in members)),
        speaker=speaker,
        members=members,
        drift=_drift(group),
    )


def _drift(group: Sequence[_Found]) -> float:
    """Mean word difference between two members, 0 where all agree; equal wordings are compared once."""
    wordings = Counter(tuple(token.norm for token in found.tokens) for found in group)
    total = len(group) * (len(group) - 1) / 2
    apart = sum(
        wordings[left] * wordings[right] * (1.0 - SequenceMatcher(None, left, right, autojunk=False).ratio())
        for left, right in combinations(sorted(wordings), 2)
    )
    return round(apart / total, 3) if total else 0.0
