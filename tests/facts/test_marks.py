from __future__ import annotations

import pytest

from wirecopy.facts import find_quoted


def inside(text: str) -> list[str]:
    return [text[piece.start : piece.end] for piece in find_quoted(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The dam’s gate is shut,” she said.", ["The dam’s gate is shut,"]),
        ('He called it "a mess" and left.', ["a mess"]),
        ("The ministers’ plan of the ’90s was Orla’s.", []),
        ("She hailed ‘the ministers’ plan’ in Tarn.", ["the ministers’ plan"]),
        ("'We don't know,' he said of the '90s.", ["We don't know,"]),
        ("''It is over,'' he said.", ["It is over,"]),
        ("« Le pont est fermé », a-t-il dit.", ["Le pont est fermé"]),
        ("„Die Brücke ist zu“, sagte sie.", ["Die Brücke ist zu"]),
        ("»Die Brücke ist zu«, sagte sie.", ["Die Brücke ist zu"]),
        ("«Мост закрыт», — сказал он.", ["Мост закрыт"]),
        ("”Bron är stängd”, sade hon.", ["Bron är stängd"]),
        ("“She said ‘never again’ to us,” he said.", ["She said ‘never again’ to us,", "never again"]),
        ("Rock 'n' roll 'em up", []),
        ('The 6" pipe burst.', []),
        ("“” is empty", []),
    ],
)
def test_marks_open_and_close(text: str, expected: list[str]) -> None:
    assert inside(text) == expected


def test_a_quotation_goes_on_with_its_opening_mark_repeated() -> None:
    text = "“The bridge will close.\n\n“It will not open again,” Ms Orla said."
    first, second = find_quoted(text)
    assert (first.open_ended, first.continues) == (True, False)
    assert second.continues
    assert inside(text) == ["The bridge will close.", "It will not open again,"]


def test_an_unclosed_mark_in_mid_line_is_dropped() -> None:
    assert inside("He said that “nothing was left and went home.\nThe end.") == []
