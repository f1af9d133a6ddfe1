"""What holds for every set of changes: spans slice, order does not matter, copies cost nothing."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.collate.changes.build import FILLER, changes, story, told, witness
from tests.collate.changes.test_alarms import FAITHFUL, MUTATIONS
from wirecopy.collate import collate
from wirecopy.collate.changes import find_changes
from wirecopy.collate.changes.dates import compatible
from wirecopy.collate.changes.drafts import GRAVITY
from wirecopy.collate.changes.names import is_spelling, same_name
from wirecopy.model import DateMention, Name

SENTENCES = sorted(
    {*(row[2] for row in MUTATIONS), *(row[3] for row in MUTATIONS), *(row[1] for row in FAITHFUL)}
)
VERSIONS = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), min_size=2, max_size=4)


@settings(max_examples=40, deadline=None)
@given(VERSIONS)
def test_spans_slice_the_text_and_readings_are_apart(versions: list[list[str]]) -> None:
    collation = story(*versions)
    texts = {w.id: w.article.text for w in collation.witnesses}
    for change in find_changes(collation):
        assert change.why, told([change])
        assert len({r.reading for r in change.readings}) == len(change.readings), told([change])
        for reading in change.readings:
            assert any(
                " ".join(texts[s.version][s.start : s.end].split()) == reading.reading for s in reading.spans
            ), told([change])
            assert all(0 <= s.start < s.end <= len(texts[s.version]) for s in reading.spans), told([change])


@settings(max_examples=25, deadline=None)
@given(VERSIONS)
def test_asking_twice_gives_the_same_ids(versions: list[list[str]]) -> None:
    first, second = find_changes(story(*versions)), find_changes(story(*versions))
    assert first == second
    assert len({change.id for change in first}) == len(first), told(first)


def test_the_order_of_the_versions_does_not_matter() -> None:
    rows = [
        [*FILLER, MUTATIONS[0][2], MUTATIONS[8][2]],
        [*FILLER, MUTATIONS[0][3]],
        [*FILLER, MUTATIONS[8][3]],
    ]
    witnesses = [witness(f"v{number}", row) for number, row in enumerate(rows)]
    outcomes = {
        frozenset((c.kind, c.severity, c.id) for c in find_changes(collate(list(order))))
        for order in itertools.permutations(witnesses)
    }
    assert len(outcomes) == 1


def test_changes_come_gravest_first() -> None:
    found = changes([MUTATIONS[0][2], MUTATIONS[8][2]], [MUTATIONS[0][3], MUTATIONS[8][3]])
    gravity = [GRAVITY[change.severity] for change in found]
    assert gravity == sorted(gravity, reverse=True)


def test_copies_are_told_of_all_their_versions() -> None:
    before, after = MUTATIONS[8][2], MUTATIONS[8][3]
    (found,) = [c for c in changes(before, before, before, after) if c.severity == "high"]
    assert [len(r.spans) for r in found.readings] == [3, 1]


def test_dates_that_can_be_one_are_compatible() -> None:
    def date(value: str | None, text: str = "", relative: bool = False) -> DateMention:
        return DateMention(0, 1, text, value, relative)

    assert compatible(date("2031-01-14"), date("2031-01"))
    assert compatible(date("2031-01-14"), date("2031-01-10/2031-01-20"))
    assert compatible(date("2031-01-14"), date(None))
    assert compatible(date("2031-01-14", "14 January"), date("2030-01-14", "January 14, 2030"))
    assert compatible(date("2031-03-03", "Monday", True), date("2031-03-10", "Monday", True))
    assert not compatible(date("2031-01-14"), date("2031-01-15"))
    assert not compatible(date("2031-01"), date("2031-02"))


def test_names_that_can_be_one() -> None:
    def name(text: str) -> Name:
        return Name(0, len(text), text, "person")

    assert same_name(name("Brandt"), name("Tilda Brandt"))
    assert same_name(name("Kremlin"), name("Moscow"))
    assert same_name(name("World Health Organization"), name("WHO"))
    assert not same_name(name("Anna Lindqvist"), name("Maria Hagberg"))
    assert is_spelling(name("Roscosmos"), name("Roskosmos"))
    assert not is_spelling(name("Lindqvist"), name("Hagberg"))
