"""Looking up sentences by offsets, against a slow twin."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.storyroom import witness
from wirecopy.model import Sentence
from wirecopy.text.reach import reach, unquoted


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 2)), min_size=1, max_size=6), st.data())
def test_a_stretch_reaches_what_the_slow_twin_finds(
    lengths: list[tuple[int, int]], data: st.DataObject
) -> None:
    sentences, at = [], 0
    for index, (length, gap) in enumerate(lengths):
        sentences.append(Sentence(index, at, at + length, "body"))
        at += length + gap
    start = data.draw(st.integers(0, at))
    end = data.draw(st.integers(start + 1, at + 1))
    touched = {s.index for s in sentences if s.start < end and s.end > start}
    reached = set(reach(sentences)(start, end))
    assert touched <= reached
    assert len(reached - touched) <= 1, "only the sentence before a gap may come on top"


def test_words_inside_quotation_marks_are_left_out() -> None:
    found = witness(
        "a", ["The mayor called the pier “a ruin of stone” and left.", "Nobody quoted her again."]
    )
    assert [[token.text for token in words] for words in unquoted(found)] == [
        ["The", "mayor", "called", "the", "pier", "and", "left"],
        ["Nobody", "quoted", "her", "again"],
    ]
