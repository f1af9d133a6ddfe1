"""Exact comparison: compiled kernels give the figures of their plain twins, and these mean what they say."""

from __future__ import annotations

import random
from itertools import permutations
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernels.hostile import (
    PARITY,
    TABLE,
    Packed,
    all_guarded,
    all_whole,
    article,
    articles,
    every_two_pieces,
    guarded,
    is_whole,
    kin,
    pack,
)
from wirecopy.kernels import compiled, plain
from wirecopy.kernels.constants import MOST_NUMBERS, MOST_QUOTED
from wirecopy.kernels.figures import FIGURES
from wirecopy.kernels.plain.scan import Folding, decode, hash_shingles, read_words

NO_COMMONS = np.zeros(16, np.uint64)
BOUND = np.uint64(1 << 24)


def match(
    kernels: ModuleType,
    packed: Packed,
    pairs: np.ndarray,
    sample: tuple[np.uint64, np.ndarray, bool] = (BOUND, NO_COMMONS, False),
    room: int = 1 << 14,
) -> list[dict[str, int]]:
    work = kernels.work_for(len(packed.offsets) - 1, packed.longest, room)
    if not isinstance(work, dict):
        work = all_guarded(work)
    figures = guarded(np.zeros((len(pairs), len(FIGURES)), np.int32))
    kernels.match_pairs(packed.data, packed.offsets, TABLE, pairs, sample, work, figures)
    assert is_whole(figures)
    if not isinstance(work, dict):
        assert all_whole(work)
    return [dict(zip(FIGURES, row, strict=True)) for row in figures.tolist()]


def all_pairs(packed: Packed) -> np.ndarray:
    rows = range(len(packed.offsets) - 1)
    return np.array([*permutations(rows, 2), *((row, row) for row in rows)], np.int32).reshape(-1, 2)


def both(packed: Packed, *rest: object) -> list[dict[str, int]]:
    pairs = all_pairs(packed)
    found = match(compiled, packed, pairs, *rest)
    assert found == match(plain, packed, pairs, *rest)
    return found


def figures(one: str, other: str) -> dict[str, int]:
    return both(pack([one.encode(), other.encode()]))[0]


@PARITY
@given(kin())
def test_any_texts_have_the_same_figures(texts: list[bytes]) -> None:
    both(pack(texts))


def test_any_two_pieces_have_the_same_figures() -> None:
    packed = pack(every_two_pieces())
    rows = np.arange(len(packed.offsets) - 1, dtype=np.int32)
    pairs = np.stack([rows, np.roll(rows, 1)], axis=1)
    assert match(compiled, packed, pairs) == match(plain, packed, pairs)


@PARITY
@given(st.integers(0, 10**6), st.booleans())
def test_articles_with_common_property_have_the_same_figures(seed: int, trusting: bool) -> None:
    packed, rng = pack(articles(seed)), np.random.default_rng(seed)
    folding = Folding(TABLE)
    texts = [decode(packed.data, a, b) for a, b in zip(packed.offsets, packed.offsets[1:], strict=False)]
    shingles = np.unique(np.concatenate([hash_shingles(read_words(text, folding).hashes) for text in texts]))
    common = shingles[rng.random(len(shingles)) < rng.choice([0, 0.1, 0.9])]
    levels = rng.integers(1, 3, len(common)).astype(np.uint64)
    size = 16
    while size < 2 * len(common):
        size *= 2
    tables = []
    for kernels in (compiled, plain):
        tables.append(guarded(np.zeros(size, np.uint64)))
        kernels.fill_commons(common, levels, tables[-1])
        assert is_whole(tables[-1])
    assert tables[0].tolist() == tables[1].tolist()
    both(packed, (np.uint64(int(rng.choice([0, 1 << 24, 1 << 27]))), tables[0], trusting))


@PARITY
@given(st.integers(0, 10**6))
def test_a_small_cache_changes_nothing(seed: int) -> None:
    packed = pack(articles(seed, count=8))
    pairs = all_pairs(packed)
    assert match(compiled, packed, pairs, room=1) == match(compiled, packed, pairs)


@PARITY
@given(kin())
def test_figures_do_not_contradict_one_another(texts: list[bytes]) -> None:
    packed = pack(texts)
    for (a, b), found in zip(all_pairs(packed).tolist(), both(packed), strict=True):
        for side in "ab":
            assert 0 <= found[f"own_{side}"] <= found[f"covered_{side}"] <= found[f"total_{side}"]
            assert found[f"total_{side}"] <= found[f"words_{side}"]
            assert found[f"covered_{side}"] <= found[f"plain_{side}"] <= found[f"words_{side}"]
            assert 0 <= found[f"gap_{side}"] <= found[f"gap_own_{side}"] <= 64
            assert found["numbers"] <= found[f"numbers_{side}"] <= MOST_NUMBERS
        assert max(found["runs_own"], found["ordered"]) <= found["runs"]
        assert found["longest"] <= min(found["words_a"], found["words_b"])
        if a == b:
            assert found["total_a"] == found["total_b"] == found["words_a"]
            assert found["numbers"] == found["numbers_a"]


@pytest.mark.parametrize(
    ("marks", "plain_words"),
    [("“{}”", 20), ('"{}"', 20), ("«{}»", 20), ("„{}”", 20), ("“{}", 20), ('it’s{}" "', 32), ("{}", 30)],
)
def test_words_within_quotation_marks_are_told(marks: str, plain_words: int) -> None:
    quoted = marks.format(" one two three four five six seven eight nine ten ")
    text = "before " * 10 + quoted + "\n" + "after " * 10
    assert figures(text, text)["plain_a"] == plain_words


@pytest.mark.parametrize(("size", "quoted"), [(1, 1), (199, 199), (200, 200), (201, 0), (500, 0)])
def test_a_quotation_of_more_words_than_anybody_says_is_none(size: int, quoted: int) -> None:
    words = article(random.Random(2), size)
    said = "“" + " ".join(word.strip('.,\n“”"«»').replace(",", "").replace(".", "") for word in words) + "”"
    found = figures(f"before that {said} and after that", "")
    assert found["words_a"] - found["plain_a"] == quoted


def test_a_quotation_mark_that_is_never_closed_quotes_nothing() -> None:
    words = article(random.Random(1), 2 * MOST_QUOTED)
    text = "“" + " ".join(word.strip('.,\n“”"«»') for word in words)
    found = figures(text, text)
    assert found["plain_a"] == found["words_a"] >= 2 * MOST_QUOTED


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3.5 and 1,500 and 3.5", 2),
        ("1,500 and 1 500", 3),
        ("3. 5", 2),
        ("in 2019", 1),
        ("é 3.5", 1),
        ("五 3.5", 1),
        ("a1 b2", 0),
        ("2nd 2nd", 1),
        (" ".join(map(str, range(100))), MOST_NUMBERS),
    ],
)
def test_numbers_are_told_apart(text: str, numbers: int) -> None:
    found = figures(text, text)
    assert (found["numbers_a"], found["numbers"]) == (numbers, numbers)


def test_equal_numbers_are_equal_in_any_surroundings() -> None:
    assert figures("a total of 1,500.25 was paid", "é １,５００.２５")["numbers"] == 1


@pytest.mark.parametrize("words", [0, 1, 2, 3, 4])
def test_texts_of_few_words(words: int) -> None:
    text = " ".join(["one", "two", "three", "four"][:words])
    found = figures(text, text)
    assert found["words_a"] == found["total_a"] == (words if words >= 3 else 0)
