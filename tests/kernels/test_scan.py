"""Words, shingles, sketches: the compiled scan gives what its plain twin gives and stays in its bounds."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernels.hostile import (
    PARITY,
    TABLE,
    TEXTS,
    Packed,
    articles,
    every_two_pieces,
    guarded,
    is_whole,
    pack,
)
from wirecopy.kernels import compiled, plain
from wirecopy.kernels.shelf import Shelf, most_entries, shelf_for

SAMPLING = np.array([1 / 8, 64.0, 1 / 8])
Sketched = tuple[int, list[int], list[int], list[int], list[float]]


def sketch(
    kernels: ModuleType, packed: Packed, room: int = 4000, sampling: np.ndarray = SAMPLING
) -> Sketched:
    count = len(packed.offsets) - 1
    scratch = kernels.scratch_for(packed.longest)
    if scratch is not None:
        scratch = type(scratch)(*map(guarded, scratch))
    output = (
        guarded(np.zeros(room, np.uint64)),
        guarded(np.zeros(count, np.uint64)),
        guarded(np.zeros(count, np.int32)),
        guarded(np.zeros(count, np.float32)),
    )
    rows = np.array([0, count], np.int64)
    size = most_entries(count, int(packed.offsets[-1] - packed.offsets[0]))
    shelf = Shelf(*map(guarded, shelf_for(count, size)))
    columns = (*output, shelf)
    written = kernels.sketch_rows(packed.data, packed.offsets, rows, TABLE, sampling, scratch, columns)
    assert all(map(is_whole, [*output, *shelf])), f"{kernels.__name__} wrote beyond an output"
    assert scratch is None or all(map(is_whole, scratch)), f"{kernels.__name__} wrote beyond its scratch"
    postings, *rest = output
    return (written, postings[: max(0, written)].tolist(), *(column.tolist() for column in rest))


def prints(*texts: str) -> list[int]:
    found = sketch(compiled, pack([text.encode() for text in texts]))
    return found[2]


@PARITY
@given(st.lists(TEXTS, max_size=6))
def test_any_text_is_sketched_alike(texts: list[bytes]) -> None:
    assert sketch(compiled, pack(texts)) == sketch(plain, pack(texts))


def test_any_two_pieces_are_sketched_alike() -> None:
    packed = pack(every_two_pieces())
    assert sketch(compiled, packed, 1 << 17) == sketch(plain, packed, 1 << 17)


@PARITY
@given(
    st.integers(0, 10**6), st.sampled_from([0.0, 0.01, 1 / 8, 0.9, 1.0]), st.sampled_from([0.0, 5.0, 64.0])
)
def test_articles_are_sketched_alike_at_any_rate(seed: int, rate: float, least: float) -> None:
    packed, sampling = pack(articles(seed)), np.array([rate, least, 1 / 8])
    assert sketch(compiled, packed, sampling=sampling) == sketch(plain, packed, sampling=sampling)


@PARITY
@given(TEXTS, st.binary(max_size=20), st.binary(max_size=20))
def test_what_stands_beside_a_text_does_not_matter(text: bytes, before: bytes, after: bytes) -> None:
    assert sketch(compiled, pack([text], before, after)) == sketch(compiled, pack([text], b"", b""))


@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 15, 16, 17, 55, 56, 57, 63, 64, 65, 127, 128, 129, 1000])
@pytest.mark.parametrize("unit", ["a", "a ", "é", "字", "a字", "\u0301", " ", '"', "ab é "])
def test_texts_of_every_size_at_the_edges_of_a_register(size: int, unit: str) -> None:
    text = (unit * size).encode()
    for some in {text[:size], text[-size:] if size else b""}:
        assert sketch(compiled, pack([some])) == sketch(plain, pack([some])), some


@PARITY
@given(st.integers(0, 10**6), st.integers(0, 400))
def test_too_little_room_is_told_and_nothing_is_written_beyond(seed: int, room: int) -> None:
    packed = pack(articles(seed))
    found = sketch(compiled, packed, room)
    assert found == sketch(plain, packed, room)
    if found[0] < 0:
        assert sketch(compiled, packed, -found[0]) == sketch(compiled, packed)


def test_a_text_of_ten_thousand_words_in_one_paragraph() -> None:
    text = b" ".join(articles(5, count=40))
    packed = pack([text, text[:-1], text[1:]])
    assert len(text.split()) > 5000
    assert sketch(compiled, packed, 100_000) == sketch(plain, packed, 100_000)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Mayor’s Café", "the mayor s cafe"),
        ("CAFÉ", "cafe\u0301"),
        ("ﬁve １２ words", "ﬁve 12 words"),
        ("co\u00adop\u200berate", "cooperate"),
        ("a—b", "a b"),
        ("ليس\u0640", "ليس"),
        ("漢字 かな", "漢字\u3000かな"),
        ("３.５ percent.", "3.5 percent"),
    ],
)
def test_what_differs_in_form_alone_is_the_same(one: str, other: str) -> None:
    first, second = prints(one, other)
    assert first == second


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ab c", "a bc"),
        ("a b", "b a"),
        ("", "a"),
        ("漢字", "漢 字"),
        ("12", "21"),
        ("a" * 64, "a" * 65),
        ("A \ud800 b".encode("utf-8", "surrogatepass").decode("utf-8", "replace"), "ab"),
    ],
)
def test_what_differs_in_words_is_not(one: str, other: str) -> None:
    first, second = prints(one, other)
    assert first != second


@PARITY
@given(TEXTS, st.sampled_from([b"\xc1\x81", b"\xe0\x81\x81", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff"]))
def test_bytes_that_are_no_utf8_part_words(text: bytes, broken: bytes) -> None:
    ascii_text = bytes(byte for byte in text if 0x20 <= byte < 0x7F)
    parted = sketch(compiled, pack([ascii_text + broken + ascii_text]))
    assert parted == sketch(compiled, pack([ascii_text + b" " + ascii_text]))
