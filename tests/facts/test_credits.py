from __future__ import annotations

import pytest

from tests.facts.articles import witness
from wirecopy.facts import find_credits, whose_copy

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"PORT TARNOW, March 14 (Kestrelwire) - {BODY}", [("Kestrelwire", "copy")]),
        (f"PORT TARNOW (Skarnpress) - {BODY}", [("Skarnpress", "copy")]),
        (f"Port Tarnow, March 14 (Skarnpress) – {BODY}", [("Skarnpress", "copy")]),
        (f"{BODY}\n\n(Skarnpress)", [("Skarnpress", "copy")]),
        (f"{BODY}A driver told the Skarnpress news agency so.", [("Skarnpress", "attribution")]),
        (f"{BODY}So a driver told the news agency Skarnpress.", [("Skarnpress", "attribution")]),
        (
            f"{BODY}A driver told Skarnpress so.\n\nWith files from Skarnpress",
            [("Skarnpress", "attribution"), ("Skarnpress", "partial")],
        ),
        (
            f"PORT TARNOW (Skarnpress) - {BODY}\n\n(Reporting by Lena Orlova; Editing by Piet Maas)",
            [("Skarnpress", "copy"), ("Skarnpress", "copy")],
        ),
        (
            f"TARNOW (Skarnpress) - {BODY}\n\nThis story is published from a syndicated feed.",
            [("Skarnpress", "copy")],
        ),
    ],
)
def test_an_agency_no_table_lists_is_learned_from_the_article(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"Sen. Piet Maas (D-Calif.) — {BODY}",
        f"Piet Maas (R) - {BODY}",
        f"Lena Orlova (34) - {BODY}",
        f"{BODY}\n\n(Photo)",
        f"{BODY}\n\n(Lena Orlova/Skarn Gazette)",
        f"{BODY}A driver told Orlova so.",
        f"{BODY}The European Union (EU) and the alliance (NATO) - both of them - agreed.",
        f"{BODY}\n\nWith files from Lena Orlova",
        f"TARNOW (Thursday) - {BODY}",
    ],
)
def test_what_stands_in_brackets_is_not_always_an_agency(text: str) -> None:
    assert kinds(text) == []


def test_a_copyright_of_a_picture_is_no_credit_for_the_text() -> None:
    text = "The ferry left.\n\nImage copyright AFP\n\nIt came back. Copyright Reuters"
    assert [(c.agency, c.kind) for c in find_credits(text, ()) if c.kind != "photo"] == [("Reuters", "copy")]


def test_whose_copy_reads_the_ends_and_keeps_its_places() -> None:
    inside = "It rained. " * 40 + "(Reuters)\n" + "It rained on. " * 60
    text = f"PORT ELMEN (AP) - It rained.\n{inside}\nWith files from The Canadian Press"
    found = whose_copy(text, outlet="post.example")
    assert [(c.agency, c.kind) for c in found] == [("AP", "copy"), ("CP", "partial")]
    assert [text[c.start : c.end] for c in found] == ["AP", "Canadian Press"]


@pytest.mark.parametrize("length", [0, 1, 499, 500, 501, 899, 1000, 1001, 1002, 5000])
def test_whose_copy_of_a_text_of_any_length_gives_credits_that_stand_in_it(length: int) -> None:
    text = ("Reuters. " * 700)[:length]
    for credit in whose_copy(text, url="https://post.example/reuters/1"):
        assert credit.kind == "metadata" or text[credit.start : credit.end] == "Reuters"
