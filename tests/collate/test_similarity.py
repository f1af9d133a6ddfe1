"""Candidate pairs against a slow twin that compares everything with everything."""

from __future__ import annotations

import math

import pytest

from tests.storyroom import EDITED, INDEPENDENT, WIRE, witness
from wirecopy.collate.similarity import _GRAM_SIZES, candidate_pairs, pair_score, sentence_table


def grams(text: str) -> dict[str, int]:
    padded = f" {text} "
    counts: dict[str, int] = {}
    for size in _GRAM_SIZES:
        for start in range(len(padded) - size + 1):
            gram = padded[start : start + size]
            counts[gram] = counts.get(gram, 0) + 1
    return counts


def cosine(left: dict[str, float], right: dict[str, float]) -> float:
    dot = sum(weight * right.get(key, 0.0) for key, weight in left.items())
    norms = math.sqrt(sum(w * w for w in left.values()) * sum(w * w for w in right.values()))
    return dot / norms if norms else 0.0


def test_pairs_and_scores_are_those_of_the_slow_twin() -> None:
    versions = [witness("a", WIRE), witness("b", EDITED), witness("c", INDEPENDENT)]
    table = sentence_table(versions)
    texts = [
        " ".join(t.norm for t in versions[w].tokens[s] if t.norm)
        for w, s in zip(table.witness.tolist(), table.sentence.tolist(), strict=True)
    ]
    counted = [grams(text) for text in texts]
    spread = {gram: sum(gram in other for other in counted) for found in counted for gram in found}
    by_gram = [
        {
            gram: (1 + math.log(count)) * math.log((len(texts) + 1) / (spread[gram] + 0.5))
            for gram, count in found.items()
        }
        for found in counted
    ]
    by_stem = [{str(stem): float(table.weights[stem]) for stem in stems} for stems in table.stems]
    expected = {
        (left, right): 0.5 * cosine(by_stem[left], by_stem[right])
        + 0.5 * cosine(by_gram[left], by_gram[right])
        for left in range(len(texts))
        for right in range(left + 1, len(texts))
        if table.witness[left] != table.witness[right]
    }
    pairs = candidate_pairs(table, 0.2)
    got = {
        (left, right): score
        for left, right, score in zip(
            pairs.left.tolist(), pairs.right.tolist(), pairs.score.tolist(), strict=True
        )
    }
    # Hashing the grams may move a score by the noise of a few collisions, no more.
    for pair, score in got.items():
        assert score == pytest.approx(expected[pair], abs=0.03), (texts[pair[0]], texts[pair[1]])
    missed = {pair: score for pair, score in expected.items() if score > 0.23 and pair not in got}
    assert not missed


def test_no_sentences_no_pairs() -> None:
    assert len(candidate_pairs(sentence_table([]), 0.2).left) == 0
    assert len(candidate_pairs(sentence_table([witness("a", ["..."])]), 0.2).left) == 0


def test_the_score_of_one_pair_is_that_of_all_pairs() -> None:
    table = sentence_table([witness("a", WIRE), witness("b", EDITED)])
    pairs = candidate_pairs(table, 0.2)
    for left, right, score in zip(
        pairs.left.tolist(), pairs.right.tolist(), pairs.score.tolist(), strict=True
    ):
        assert pair_score(table, left, right) == pytest.approx(score, abs=1e-6)
