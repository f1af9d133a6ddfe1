from __future__ import annotations

import pytest

from tests.facts.articles import witness
from wirecopy.facts import find_credits

BODY = "The cranes of the port of Tarnow stood still for a third day while drivers and owners talked. " * 3


def kinds(text: str, **known: str) -> list[tuple[str, str]]:
    return [(row.agency, row.kind) for row in find_credits(text, witness(text).sentences, **known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"TARNOW (Reuters) - {BODY}", [("Reuters", "copy")]),
        (f"TARNOW, March 14 (AP) — {BODY}", [("AP", "copy")]),
        (f"{BODY}\n\n(REUTERS)", [("Reuters", "copy")]),
        (f"{BODY}\n\n- AFP", [("AFP", "copy")]),
        (f"By LENA ORLOVA, Associated Press\n\n{BODY}", [("AP", "copy")]),
        (f"{BODY}\n\n© 2023 The Associated Press. All rights reserved.", [("AP", "copy")]),
        (f"{BODY}\n\nReporting by Lena Orlova in Tarnow; Editing by Piet Maas", [("Reuters", "copy")]),
        (f"{BODY}\n\nWith files from The Canadian Press", [("CP", "partial")]),
        (f"{BODY}\n\nThe Associated Press contributed to this report.", [("AP", "partial")]),
        (f"{BODY} A driver told Reuters so.", [("Reuters", "attribution")]),
        (f"{BODY} That is so, according to the Reuters news agency.", [("Reuters", "attribution")]),
        (f"The crane. Photo: Reuters/Lena Orlova\n\n{BODY}", [("Reuters", "photo")]),
        (f"The crane at dusk. Lena Orlova/Pool via REUTERS\n\n{BODY}", [("Reuters", "photo")]),
        (f"The crane (AP Photo/Lena Orlova)\n\n{BODY}", [("AP", "photo")]),
        (f"TARNOW, March 14 /PRNewswire/ -- {BODY}", [("PRNewswire", "press_release")]),
        (f"МОСКВА, 14 марта - РИА Новости. {BODY}", [("RIA", "copy")]),
        (f"{BODY} Об этом сообщает ТАСС.", [("TASS", "attribution")]),
        (f"Tarnow (dpa) - {BODY}", [("dpa", "copy")]),
        (f"{BODY} Das sagte sie der Deutschen Presse-Agentur.", [("dpa", "attribution")]),
        (f"{BODY} Elle a indiqué à l’AFP.", [("AFP", "attribution")]),
        (f"{BODY} The AP course was taught by a PA in a CP suit.", []),
        (f"{BODY} She told the Journal du Dimanche.", []),
    ],
)
def test_credit_lines(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


def test_the_agency_said_belongs_to_the_agency_named() -> None:
    text = f"{BODY} Talks failed, according to the Reuters news agency. The agency said no date was set."
    assert kinds(text) == [("Reuters", "attribution"), ("Reuters", "attribution")]


def test_metadata_only_where_the_text_is_silent() -> None:
    assert kinds(BODY, outlet="reuters.com") == [("Reuters", "metadata")]
    assert kinds(BODY, url="https://example.org/wire/ap-news/1") == [("AP", "metadata")]
    assert kinds(f"TARNOW (Reuters) - {BODY}", outlet="reuters.com") == [("Reuters", "copy")]
    assert kinds(BODY, outlet="tarnow-gazette.example") == []


def test_a_teaser_for_another_story_is_no_credit() -> None:
    assert kinds(f"{BODY}\n\nPERTH (AP) - A whale was seen in the ...") == []
