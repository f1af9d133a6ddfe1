"""Where sentences fall apart into claims."""

from __future__ import annotations

import pytest

from wirecopy.account.clauses import clause_starts
from wirecopy.text.tokens import tokenise


def pieces(sentence: str, language: str = "en") -> list[str]:
    tokens = tokenise(sentence, 0, len(sentence), language=language)
    starts = [0, *clause_starts(sentence, tokens, language)]
    ends = [*starts[1:], len(tokens)]
    return [
        " ".join(token.text for token in tokens[first:end]) for first, end in zip(starts, ends, strict=True)
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The mayor closed the bridge, although the repairs had not begun.",
            ["The mayor closed the bridge", "although the repairs had not begun"],
        ),
        (
            "The ferry sank off Tarn, killing nine passengers.",
            ["The ferry sank off Tarn", "killing nine passengers"],
        ),
        (
            "The minister, who took office in May, has promised new boats.",
            ["The minister who took office in May", "has promised new boats"],
        ),
        ("Troops massed and demanded a treaty.", ["Troops massed", "and demanded a treaty"]),
        (
            "To calm its critics, the board met the fishermen.",
            ["To calm its critics the board met the fishermen"],
        ),
        ("It met envoys, including Norway's Ana Dorn.", ["It met envoys including Norway Ana Dorn"]),
        ("He left; she stayed.", ["He left", "she stayed"]),
        (
            "Prime Minister Ana Dorn, who flew in, urged calm.",
            ["Prime Minister Ana Dorn who flew in", "urged calm"],
        ),
    ],
)
def test_a_new_clause_is_a_new_claim(sentence: str, expected: list[str]) -> None:
    assert pieces(sentence) == expected


def test_a_quotation_is_not_cut_at_its_opening_mark() -> None:
    assert len(pieces("He said, “where we go is our affair.”")) == 1


def test_other_languages_are_cut_at_semicolons_only() -> None:
    assert pieces("Die Brücke ist zu, weil sie reißt; der Rat schweigt.", "de") == [
        "Die Brücke ist zu weil sie reißt",
        "der Rat schweigt",
    ]
