"""Wordings compared word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wirecopy.views.diff import compare, likeness, most_typical, norms

WORDINGS = st.lists(
    st.sampled_from(["ships", "Ships,", "sank", "“no”", "the", "—", "harbour", "harbor", "7", "船", "سفينة"]),
    max_size=12,
).map(" ".join)


@given(WORDINGS, WORDINGS)
def test_pieces_give_the_wording_back(base: str, other: str) -> None:
    assert "".join(piece.text for piece in compare(base, other, "en")) == other


@given(WORDINGS)
def test_a_wording_agrees_with_itself(wording: str) -> None:
    assert {piece.kind for piece in compare(wording, wording, "en")} <= {"same"}


def test_other_words_are_named_with_what_they_stand_for() -> None:
    pieces = compare("We are ahead of the water", "We are before the water today", "en")
    assert [(piece.kind, piece.text, piece.was) for piece in pieces if piece.kind != "same"] == [
        ("changed", "before", "ahead of"),
        ("added", "today", ""),
    ]


def test_words_left_out_keep_their_place() -> None:
    pieces = compare("They did not deny it", "They deny it", "en")
    assert [(piece.kind, piece.text, piece.was) for piece in pieces] == [
        ("same", "They ", ""),
        ("left out", "", "did not"),
        ("same", "deny it", ""),
    ]


def test_case_and_spelling_are_no_other_words() -> None:
    pieces = compare("It was publicised by the Harbour board", "it was publicized by the harbour Board", "en")
    assert [piece.kind for piece in pieces] == ["same"]


def test_very_long_wordings_are_not_compared() -> None:
    long = "ship " * 2_001
    assert [piece.kind for piece in compare(long, long + "sank", "en")] == ["changed"]
    assert likeness(norms(long), norms(long)) == 0.0


def test_the_most_typical_wording_agrees_with_the_majority() -> None:
    wordings = [("a", "x"), ("a", "b"), ("a", "b", "c")]
    assert most_typical(wordings, [1, 3, 1]) == 1


def test_equal_wordings_fall_to_the_first() -> None:
    assert most_typical([("a",), ("a",)], [1, 1]) == 0
