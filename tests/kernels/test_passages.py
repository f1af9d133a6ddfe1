"""Passages: compiled kernels find what their plain twins find, and every span says the same in both texts."""

from __future__ import annotations

from itertools import pairwise
from types import ModuleType
from typing import NamedTuple

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
    articles,
    every_two_pieces,
    guarded,
    is_whole,
    kin,
    pack,
)
from tests.kernels.test_matching import all_pairs
from wirecopy.kernels import compiled, plain
from wirecopy.kernels.plain.scan import Folding, decode, read_words

FOLDING = Folding(TABLE)


class Traced(NamedTuple):
    total: int
    counts: list[int]
    words: list[list[int]]
    spans: list[list[int]]


def trace(kernels: ModuleType, packed: Packed, pairs: np.ndarray, room: int = 4000) -> Traced:
    desk = kernels.desk_for(packed.longest)
    if not isinstance(desk, dict):
        desk = all_guarded(desk)
    covered = guarded(np.zeros(packed.longest // 2 + 16, np.uint8))
    output = (
        guarded(np.zeros(len(pairs), np.int64)),
        guarded(np.zeros((len(pairs), 5), np.int32)),
        guarded(np.zeros((room, 4), np.int32)),
    )
    total = kernels.trace_passages(packed.data, packed.offsets, TABLE, pairs, desk, covered, output)
    assert all(map(is_whole, (*output, covered)))
    if not isinstance(desk, dict):
        assert all_whole(desk)
    counts, words, spans = output
    return Traced(total, counts.tolist(), words.tolist(), spans[:total].tolist())


def both(packed: Packed, room: int = 4000) -> Traced:
    pairs = all_pairs(packed)
    found = trace(compiled, packed, pairs, room)
    assert found == trace(plain, packed, pairs, room)
    return found


def words_of(text: str) -> list[str]:
    reading = read_words(text, FOLDING)
    return [reading.folded[start:end] for start, end in reading.bounds]


def check(packed: Packed, found: Traced) -> None:
    texts = [decode(packed.data, a, b) for a, b in pairwise(packed.offsets.tolist())]
    at = 0
    for (row, partner), count, words in zip(
        all_pairs(packed).tolist(), found.counts, found.words, strict=True
    ):
        last = 0
        for start, end, other_start, other_end in found.spans[at : at + count]:
            assert last <= start < end <= len(texts[row])
            assert 0 <= other_start < other_end <= len(texts[partner])
            own = words_of(texts[row][start:end])
            assert own == words_of(texts[partner][other_start:other_end])
            assert own
            last = end
        at += count
        assert words[0] == len(words_of(texts[row]))
        assert words[2] == len(words_of(texts[partner]))
        assert max(words[1], words[4]) <= words[0]
        assert words[3] <= words[2]
        if row == partner and words[0] >= 3:
            assert words[1] == words[3] == words[0]
    assert at == found.total


@PARITY
@given(kin())
def test_any_texts_share_the_same_passages_and_offsets_slice_back(texts: list[bytes]) -> None:
    packed = pack(texts)
    check(packed, both(packed))


def test_any_two_pieces_stand_where_they_stand() -> None:
    packed = pack(every_two_pieces())
    rows = np.arange(len(packed.offsets) - 1, dtype=np.int32)
    pairs = np.stack([rows, rows], axis=1)
    assert trace(compiled, packed, pairs, 1 << 15) == trace(plain, packed, pairs, 1 << 15)


@PARITY
@given(st.integers(0, 10**6))
def test_articles_share_the_same_passages_and_offsets_slice_back(seed: int) -> None:
    packed = pack(articles(seed))
    check(packed, both(packed))


@PARITY
@given(st.integers(0, 10**6), st.integers(0, 12))
def test_too_little_room_is_told_and_nothing_is_written_beyond(seed: int, room: int) -> None:
    packed = pack(articles(seed, count=4))
    found, whole = both(packed, room), both(packed)
    assert found.total == whole.total
    assert found.spans == whole.spans[:room]


@pytest.mark.parametrize(
    ("one", "other", "passage"),
    [
        ("He said ‘the bridge is shut’.", "But “The Bridge is shut”, he said", "the bridge is shut"),
        ("字abc def ghi", "語 abc def ghi", "abc def ghi"),
        ("😀 字 one two three 字", "é one two three", "one two three"),
        ("x กินน้ำ", "y กินน้ำ z", "กินน้ำ"),
        ("Ça va très bien", "e\u0301 Ca va tre\u0300s bien", "Ça va très bien"),
        ("\0a b c\0", "\x01é a b c", "a b c"),
        ("a " * 40 + "one two three four", "é " * 40 + "one two three four", "one two three four"),
    ],
)
def test_a_passage_is_where_it_stands(one: str, other: str, passage: str) -> None:
    packed = pack([one.encode(), other.encode()])
    found = both(packed)
    assert found.counts[0] == 1
    start, end, other_start, other_end = found.spans[0]
    assert one[start:end].casefold() == passage.casefold()
    assert words_of(other[other_start:other_end]) == words_of(passage)


def test_what_an_edit_left_between_two_runs_is_found() -> None:
    one = "the ferry to Marrow Bay was delayed by fog on Monday night and again on Tuesday"
    other = "the ferry to Marrow Bay was cancelled by thick fog late Monday night and again on Tuesday"
    found = both(pack([one.encode(), other.encode()]))
    assert [one[start:end] for start, end, *_ in found.spans[: found.counts[0]]] == [
        "the ferry to Marrow Bay was", "by", "fog", "Monday night and again on Tuesday",
    ]  # fmt: skip
