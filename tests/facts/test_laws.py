"""Laws of every finder: spans slice the text, rows are ordered, results repeat, cost is linear."""

from __future__ import annotations

import dataclasses
import json
import time
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.facts.articles import facts, witness
from wirecopy.facts import extract_row, find, find_credits, find_dates, find_quoted
from wirecopy.model import Article, Facts, Sentence, Witness
from wirecopy.text.tokens import tokenise

PIECES = [
    "Mayor Ana Ruiz", " said ", "“", "”", "‘", "’", '"', "''", "«", "»", "„", ", ", ". ", "\n", "\n\n",
    "(Reuters) - ", "according to ", "he ", "that ", "100,000 ", "two dozen ", "1.5m ", "$3bn ", "Monday ",
    "14 February ", "late last year ", "told Reuters ", "AP", "the agency said ", "it’s ", "is believed to ",
    "Photo: ", "© 2020 ", "—", "Zürich ", "Москва ", "сказал ", "北京 ", "\u00a0", "\ufeff", "and ",
    "claims ", "who ", "(", ")", "’s talk of ", "1" * 40, "in a statement ",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=200)
LANGUAGES = st.sampled_from(["en", "fr", "de", "es", "ru", "zh", "ar"])


def spans(value: Any) -> list[tuple[int, int]]:
    if isinstance(value, tuple):
        return [pair for item in value for pair in spans(item)]
    if not is_dataclass(value):
        return []
    own = [(value.start, value.end)] if hasattr(value, "start") else []
    return own + [pair for item in fields(value) for pair in spans(getattr(value, item.name))]


@settings(max_examples=120, deadline=None)
@given(text=TEXTS, language=LANGUAGES)
def test_spans_slice_the_text(text: str, language: str) -> None:
    found = facts(text, language=language)
    for start, end in spans(found):
        assert 0 <= start < end <= len(text)
    for row in (*found.quotations, *found.quantities, *found.dates, *found.names):
        assert text[row.start : row.end] == row.text


@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_rows_are_ordered_and_repeat(text: str) -> None:
    found = facts(text)
    assert found == facts(text)
    for rows in (found.quotations, found.quantities, found.dates, found.names):
        starts = [row.start for row in rows]
        assert starts == sorted(starts)
    for earlier, later in zip(found.dates, found.dates[1:], strict=False):
        assert earlier.end <= later.start
    for row in found.attributions:
        assert row.cue, "an attribution has a cue"
        assert row.content, "an attribution has content"


def _seconds(unit: str, size: int) -> float:
    """Processor time of all finders on one line of one sentence of that many code points."""
    text = unit * (size // len(unit))
    article = Article(id="a", path="a.txt", text=text, language="en", published="2023-03-14")
    one = Witness(article, (Sentence(0, 0, len(text), "body"),), (tokenise(text, 0, len(text)),))
    begun = time.process_time()
    find(one)
    return time.process_time() - begun


@pytest.mark.parametrize(
    "unit",
    [
        "x", "3 ", "Ana Ruiz said ", "“No,” he said. ", "’ ", "100,000 troops ", "on Monday ",
        "(Reuters) - ", "AP ",
        "and he said that ", "(", "“", "A ", "the claim that ", "Photo: AP ", "14 March ",
    ],
)  # fmt: skip
def test_cost_grows_with_the_text_alone(unit: str) -> None:
    _seconds(unit, 2_000)
    # the best of three: what else the machine and the collector of garbage do only ever adds
    small, large = (min(_seconds(unit, size) for _ in range(3)) for size in (15_000, 60_000))
    # four times the text: up to twice the linear cost is noise of a busy machine, a square law would be 16
    assert large < 8 * small + 0.1, f"{small:.3f} s for 15 kB, {large:.3f} s for 60 kB"


def test_the_row_mirrors_the_contract() -> None:
    held = witness("Mayor Ana Ruiz said on Monday that 12 cranes fell in Tarnow.")
    row = extract_row(dataclasses.replace(held, facts=find(held)))
    assert list(row) == [
        "id", "outlet", "title", "published", "language", "text", "sentences", "credits", "attributions",
        "quotes",
        "quantities", "names", "dates",
    ]  # fmt: skip
    assert row["attributions"][0]["kind"] == "indirect"
    assert set(row["attributions"][0]["source"][0]) == {"start", "end"}
    assert isinstance(row["attributions"][0]["content"], list)


@pytest.mark.parametrize(
    ("field", "keys"),
    [
        ("sentences", "index start end kind"),
        ("credits", "agency kind start end"),
        ("attributions", "kind source cue content"),
        ("quotes", "start end text kind speaker speaker_start speaker_end via"),
        ("quantities", "start end text value unit qualifier"),
        ("names", "start end text kind"),
        ("dates", "start end text value relative"),
    ],
)
def test_rows_of_the_contract(field: str, keys: str) -> None:
    text = (
        "TARNOW (AP) - “It fell at dusk,” Mayor Ana Ruiz told reporters on Monday. 12 cranes fell, she said."
    )
    held = witness(text)
    row = extract_row(dataclasses.replace(held, facts=find(held)))
    assert row[field], f"nothing found for {field}"
    for one in row[field]:
        assert list(one) == keys.split()
    for one in row["attributions"]:
        for role in ("source", "cue", "content"):
            assert all(list(span) == ["start", "end"] for span in one[role])
    assert json.loads(json.dumps(row)) == row


def test_empty_text_has_no_facts() -> None:
    assert facts("") == Facts()
    assert find_quoted("") == ()
    assert find_dates("") == ()
    assert find_credits("", ()) == ()
