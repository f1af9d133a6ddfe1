from __future__ import annotations

import pytest

from tests.facts.articles import facts

STORY = (
    "TARNOW, March 14 (Reuters) - Harbour chief Lena Orlova spoke to workers at the port on Tuesday.\n\n"
    "“The cranes are safe, and they were safe last year,” she told the Tarnow Gazette. “We will reopen.”\n\n"
    "“Nobody was hurt,” said Piet Maas, a spokesman for the port authority.\n\n"
    "He added that the damage was “limited”.\n"
)


def test_speakers_media_and_kinds() -> None:
    rows = facts(STORY).quotations
    assert [(row.kind, row.speaker, row.via) for row in rows] == [
        ("utterance", "Lena Orlova", "Tarnow Gazette"),
        ("utterance", "Lena Orlova", "Tarnow Gazette"),
        ("phrase", "Piet Maas, a spokesman for the port authority", None),
        ("phrase", "Piet Maas, a spokesman for the port authority", None),
    ]
    plain = [STORY[row.speaker_start or 0 : row.speaker_end or 0] for row in rows]
    assert plain[0] == "she"
    assert plain[3] == "He"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "“We will strike on Friday at noon,” one source close to Orlova told Reuters.",
            "one source close to Orlova",
        ),
        ("One of the drivers said: “We will strike on Friday at noon.”", "One of the drivers"),
        (
            "“We will strike on Friday at noon,” Mr Maas, the union’s deputy head, said.",
            "Mr Maas, the union’s deputy head,",
        ),
        ("The union rejected Orlova’s talk of a “fair and lasting bargain” with the port.", "Orlova"),
        ("The drivers will “strike on Friday at noon”, the union said in a statement.", "the union"),
    ],
)
def test_the_speaker_within_the_sentence(text: str, speaker: str) -> None:
    (row,) = facts(text).quotations
    assert row.speaker == speaker


def test_a_repeated_opening_mark_carries_the_speaker() -> None:
    text = "Mr Maas said: “The port is open.\n\n“It was never really shut at all.”"
    assert [row.speaker for row in facts(text).quotations] == ["Mr Maas", "Mr Maas"]


def test_scare_quotes_have_no_speaker() -> None:
    (row,) = facts("The ‘ghost crane’ has stood there since 1990.").quotations
    assert (row.kind, row.speaker) == ("phrase", None)
