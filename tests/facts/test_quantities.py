from __future__ import annotations

import pytest

from tests.facts.articles import facts


def rows(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    return [(row.value, row.unit, row.qualifier) for row in facts(text, language=language).quantities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("About 100,000 Norlandic troops stood there.", [("100000", "troop", "about")]),
        ("More than two dozen police officers came.", [("24", "offic", "more")]),
        ("It cost $3.2bn, not 1.5 million euros.", [("3200000000", "dollar", ""), ("1500000", "euro", "")]),
        ("Prices rose 10-15 percent, at least.", [("10-15", "%", "")]),
        ("Tens of thousands of angry drivers marched.", [("tens of thousands", "driver", "")]),
        ("Two hundred and fifty drivers marched.", [("250", "driver", "")]),
        ("A 40-minute call began at 10:30.", [("40", "minut", "")]),
        ("Up to half a million people fled.", [("500000", "peopl", "")]),
        (
            "12 Norlanders yesterday and two Russians accused of it.",
            [("12", "norland", ""), ("2", "russian", "")],
        ),
        ("Some 812 485 ducks were counted.", [("812485", "duck", "about")]),
        (
            "The debt is $4.2 trln, or 3tn crowns.",
            [("4200000000000", "dollar", ""), ("3000000000000", "crown", "")],
        ),
        ("No one saw the F-16 on the first day.", []),
        ("In 2017 the G20 met on 14 February.", []),
        ("One of the drivers died and 12 were hurt.", [("1", "driver", ""), ("12", "", "")]),
    ],
)
def test_english(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Environ 100 000 soldats et 3,5 milliards", "fr", "100000"),
        ("rund 100.000 Soldaten standen dort", "de", "100000"),
        ("unos 100.000 soldados", "es", "100000"),
        ("около 100 тысяч военных", "ru", "100000"),
    ],
)
def test_other_languages(text: str, language: str, value: str) -> None:
    assert rows(text, language)[0][0] == value


def test_digits_without_end_are_no_number() -> None:
    assert rows("Serial " + "1" * 5000) == []
