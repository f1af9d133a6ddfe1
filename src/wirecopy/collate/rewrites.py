"""Aligning a version so heavily reworded that its sentences no longer resemble their originals one by one.

Takes the sentence table and the groups found so far; gives further (row, group) attachments for witnesses
that stand mostly outside all groups. Words meet through their stems, their WordNet senses and the state
they touch ("troops" and "soldiers", "French" and "Paris"). One sentence proves nothing that way; what does
is order: a rewrite goes through its source from top to bottom. The best chain of matches in order is
therefore weighed against chains over the same matches in shuffled order, and kept only where it stands far
above them. Two independent reports of one event share facts, but seldom their order.

Without any model this aligns a heavy paraphrase about as well as sentence vectors do (see docs/method.md).
Limits: English words only; a rewrite that also reorders its source is missed.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wirecopy.collate.similarity import SentenceTable
from wirecopy.lexicon.frequency import rarity, zipf
from wirecopy.lexicon.function_words import is_function
from wirecopy.lexicon.places import state
from wirecopy.lexicon.wordnet import senses
from wirecopy.model import Token, Witness
from wirecopy.text.reach import unquoted

_GROUPED_SHARE = 0.25  # a witness with more of its sentences in groups needs no second look
_LEAST_SENTENCES = 5  # fewer cannot show an order
_SENSE, _STATE = 0.7, 0.6  # worth of meeting in a sense or a state, next to 1 for meeting in a stem
_LEAST_MATCH = 0.05
_SHUFFLES = 300
_LEAST_DEVIATIONS = 4.0  # standard deviations of the chain above shuffled chains
_LEAST_SHARE = 0.6  # of the rewrite's sentences
_UNKNOWN_ZIPF = 1.0

Floats = NDArray[np.float64]
UnquotedWords = Callable[[int], Sequence[Sequence[Token]]]  # of a witness, by sentence


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A witness that follows another from top to bottom in other words.

    Attributes:
        witness: the rewritten witness.
        reference: the witness it was aligned to.
        rows: pairs of table rows, the witness's and the reference's.
        share: share of the witness's sentences that follow, 0-1.
        deviations: how far the order stands above chance, in standard deviations.
    """

    witness: int
    reference: int
    rows: tuple[tuple[int, int], ...]
    share: float
    deviations: float


@dataclass(frozen=True, slots=True)
class _Item:
    """One sentence with the wordings of its group: what its words may meet, and the words it stands for."""

    keys: dict[str, float]
    words: tuple[Token, ...]


def find_rewrites(
    table: SentenceTable, groups: Sequence[Sequence[int]], witnesses: Sequence[Witness]
) -> list[Rewrite]:
    """Rewrites among the witnesses that stand mostly outside the groups."""
    group_of = {row: group for group in groups for row in group}
    rows: dict[int, list[int]] = {}
    for row in np.flatnonzero(table.is_body).tolist():
        rows.setdefault(int(table.witness[row]), []).append(row)
    grouped = {w: sum(row in group_of for row in own) for w, own in rows.items()}
    words = functools.cache(lambda w: unquoted(witnesses[w]))  # most stories have no rewrite to look for
    found = []
    for w, own in sorted(rows.items()):
        others = [other for other in rows if other != w and len(rows[other]) >= _LEAST_SENTENCES]
        english = witnesses[w].article.language in {None, "en"}
        if len(own) < _LEAST_SENTENCES or not others or not english or grouped[w] > _GROUPED_SHARE * len(own):
            continue
        reference = min(others, key=lambda other: (-grouped[other], witnesses[other].id))
        kin = (
            [row] if row not in group_of else [r for r in group_of[row] if table.witness[r] != w]
            for row in rows[reference]
        )
        items = [_item(same, table, words) for same in kin]
        path, deviations = _follow(_matches([_item([row], table, words) for row in own], items))
        if deviations >= _LEAST_DEVIATIONS and len(path) >= _LEAST_SHARE * len(own):
            pairs = tuple((own[i], rows[reference][j]) for i, j in path)
            found.append(Rewrite(w, reference, pairs, round(len(path) / len(own), 3), round(deviations, 2)))
    return found


def with_rewrites(groups: Sequence[Sequence[int]], rewrites: Sequence[Rewrite]) -> list[list[int]]:
    """The groups with the rewrites' rows attached; a pair outside all groups founds one."""
    grown = [list(group) for group in groups]
    group_of = {row: number for number, group in enumerate(grown) for row in group}
    for rewrite in rewrites:
        for row, partner in rewrite.rows:
            if row in group_of:
                continue
            if partner not in group_of:
                group_of[partner] = len(grown)
                grown.append([partner])
            grown[group_of[partner]].append(row)
            group_of[row] = group_of[partner]
    return sorted(sorted(group) for group in grown)


def _item(rows: Sequence[int], table: SentenceTable, unquoted_words: UnquotedWords) -> _Item:
    keys: dict[str, float] = {}
    counts: Counter[str] = Counter()
    words: dict[str, Token] = {}
    for row in rows:
        tokens = unquoted_words(int(table.witness[row]))[int(table.sentence[row])]
        own = {token.stem: token for token in tokens if not is_function(token.norm)}
        counts.update(own.keys())
        words.update(own)
        for token in own.values():
            for key, worth in _keys(token).items():
                keys[key] = max(keys.get(key, 0.0), worth)
    usual = tuple(words[stem] for stem in sorted(counts) if 2 * counts[stem] >= len(rows))
    return _Item(keys, usual)


def _keys(token: Token) -> dict[str, float]:
    """What a word can meet another in, with what the meeting is worth."""
    keys = {f"#{sense}": _SENSE for sense in senses(token.norm)}
    touched = state(token.norm)
    if touched:
        keys[f"@{touched}"] = _STATE
    keys[token.stem] = 1.0
    return keys


def _follow(likeness: Floats) -> tuple[list[tuple[int, int]], float]:
    """The best chain of matches in order, and how many standard deviations it stands above chance."""
    match = np.maximum(likeness - _LEAST_MATCH, 0.0)
    best, path = _best_chain(match)
    random = np.random.default_rng(0)  # fixed: the same input gives the same output
    orders = np.array([random.permutation(match.shape[1]) for _ in range(_SHUFFLES)])
    chance = _chain_weights(match, orders)
    spread = float(chance.std())
    return path, (best - float(chance.mean())) / spread if spread else 0.0


def _matches(left: Sequence[_Item], right: Sequence[_Item]) -> Floats:
    """Soft likeness of every two items, float64[left, right]: the geometric mean of both containments."""
    spread = Counter(key for item in right for key in item.keys)
    forward = _contained(left, right, spread, len(right))
    backward = _contained(right, left, spread, len(right))
    likeness: Floats = np.sqrt(forward * backward.T)
    return likeness


def _contained(worded: Sequence[_Item], keyed: Sequence[_Item], spread: Counter[str], size: int) -> Floats:
    """Share of the weight of one side's words that meets a key of the other side, float64[worded, keyed]."""
    ids = {key: number for number, key in enumerate(sorted({key for item in keyed for key in item.keys}))}
    held = np.zeros((len(keyed), len(ids)))
    for row, item in enumerate(keyed):
        for key, worth in item.keys.items():
            held[row, ids[key]] = worth

    def scarcity(key: str) -> float:  # keys that every sentence of the reference has say nothing of order
        return math.log((size + 1) / (spread.get(key, 0) + 0.5)) / math.log((size + 1) / 0.5)

    share = np.zeros((len(worded), len(keyed)))
    for row, item in enumerate(worded):
        whole = 0.0
        for token in item.words:
            weight = rarity(zipf(token.norm) or _UNKNOWN_ZIPF)
            whole += weight * max(0.3, scarcity(token.stem))
            keys = {key: worth for key, worth in _keys(token).items() if key in ids}
            if keys:
                columns = [ids[key] for key in keys]
                met = np.minimum(held[:, columns], list(keys.values())) * [scarcity(key) for key in keys]
                share[row] += weight * met.max(axis=1)
        share[row] /= whole or 1.0
    return np.clip(share, 0.0, 1.0)


def _best_chain(match: Floats) -> tuple[float, list[tuple[int, int]]]:
    """Heaviest chain of matches in rising order on both sides, and its weight."""
    rows, columns = match.shape
    best = np.zeros((rows + 1, columns + 1))
    for i in range(rows):
        best[i + 1, 1:] = np.maximum.accumulate(np.maximum(best[i, 1:], best[i, :-1] + match[i]))
    path = []
    i, j = rows, columns
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            path.append((i, j))
    return float(best[rows, columns]), path[::-1]


def _chain_weights(match: Floats, orders: NDArray[np.int64]) -> Floats:
    """Weight of the heaviest chain under each order of the columns, float64[orders]."""
    best = np.zeros((len(orders), match.shape[1] + 1))
    for line in match:
        shuffled = line[orders]
        best[:, 1:] = np.maximum.accumulate(np.maximum(best[:, 1:], best[:, :-1] + shuffled), axis=1)
    last: Floats = best[:, -1]
    return last
