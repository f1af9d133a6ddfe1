"""The gold of the example speaks of texts that are there, letter by letter."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
GOLD = json.loads((EXAMPLES / "harbour-gold.json").read_text(encoding="utf-8"))


def articles() -> dict[str, str]:
    found = {}
    for path in sorted((EXAMPLES / "harbour").iterdir()):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            found |= {row["id"]: row["text"] for row in map(json.loads, text.splitlines())}
        else:
            found[path.stem] = text
    return found


TEXTS = articles()


def pieces() -> Iterator[tuple[str, str]]:
    """Everything the gold quotes, with the version it quotes it from."""
    for claim in GOLD["claims"]:
        yield from claim["members"].items()
    for quote in GOLD["quotes"]:
        yield from quote["wordings"].items()
    for row in [*GOLD["single_claims"], *GOLD["cues"]]:
        yield row["version"], row["text"]
    for name, texts in GOLD["added"].items():
        yield from ((name, text) for text in texts)
    for texts in GOLD["dropped"].values():
        yield from (("01-northwire", text) for text in texts)


def test_every_article_has_gold() -> None:
    assert set(GOLD["versions"]) == set(TEXTS)
    assert len(TEXTS) >= 10


@pytest.mark.parametrize(("name", "piece"), sorted(set(pieces())))
def test_a_quoted_piece_stands_in_its_version_once(name: str, piece: str) -> None:
    assert TEXTS[name].count(piece) == 1


@pytest.mark.parametrize("name", GOLD["dropped"])
def test_what_was_dropped_is_gone(name: str) -> None:
    assert [piece for piece in GOLD["dropped"][name] if piece in TEXTS[name]] == []


@pytest.mark.parametrize("change", GOLD["changes"], ids=lambda change: change["id"])
def test_readings_stand_inside_the_claim(change: dict[str, object]) -> None:
    claim = next(c for c in GOLD["claims"] if c["id"] == change["claim"])
    readings = change["readings"]
    assert isinstance(readings, dict)
    for reading, names in readings.items():
        missing = [name for name in names if reading not in claim["members"][name]]
        assert missing == []


def test_articles_are_short_and_differ() -> None:
    words = {name: len(text.split()) for name, text in TEXTS.items()}
    assert all(100 <= count <= 420 for count in words.values()), words
    assert len(set(TEXTS.values())) == len(TEXTS)
