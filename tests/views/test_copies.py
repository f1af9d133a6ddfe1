"""What a page says of a grouped corpus adds up, and every stretch is a slice of its text."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from tests.copyfinder import find_copies
from wirecopy.front.keep import choose
from wirecopy.readers.columns import Holdings
from wirecopy.readers.corpus import table_corpus
from wirecopy.settings import Settings
from wirecopy.views.copies import Shelf, Stretch, _stretches, view

BARGE = "A barge sank at the eastern quay of Vessin on Monday; divers found nobody on board, the mayor said."
CHOIR = "The choir of Ostrand won a prize for a piece written by its own conductor last winter."


def corpus(texts: list[str], **columns: list[object]) -> Holdings:
    table = pa.table({"id": [f"r{number}" for number in range(len(texts))], "text": texts, **columns})
    return table_corpus(table, Settings(), lambda _: None)


def shelf(held: Holdings) -> Shelf:
    return Shelf(held.corpus, held.ids, held.outlet_names)


def test_totals_and_fates_add_up() -> None:
    held = corpus([BARGE, CHOIR, BARGE, BARGE[:60], BARGE], outlet=["A", "A", "B", None, "B"])
    groups = find_copies(held.corpus)
    page = view(shelf(held), groups, choose("first", held, groups), rejected=2)
    assert (page.articles, page.texts, page.families, page.rejected) == (5, 2, 1, 2)
    assert [(row.relation, row.kept, row.dropped) for row in page.fates] == [
        ("first", 1, 0), ("verbatim", 0, 2), ("trimmed", 0, 1), ("own", 1, 0),
    ]  # fmt: skip
    assert page.dropped_share == (2 * len(BARGE) + 60) / (3 * len(BARGE) + len(CHOIR) + 60)
    (family,) = page.largest
    assert (family.articles, family.outlets, family.kept) == (4, 2, "r0")
    assert sorted(pair.dropped.id for pair in page.pairs) == ["r2", "r3", "r4"]
    assert [pair.relation for pair in page.pairs] == ["verbatim", "verbatim", "trimmed"]
    assert {pair.closest.id for pair in page.pairs} == {"r0"}
    assert all(pair.closest.kept and not pair.dropped.kept for pair in page.pairs)


def test_the_sample_does_not_depend_on_the_order() -> None:
    texts = [BARGE] * 30
    names = [f"n{number}" for number in range(30)]
    found = []
    for order in (names, names[::-1]):
        held = table_corpus(pa.table({"id": order, "text": texts}), Settings(), lambda _: None)
        groups = find_copies(held.corpus)
        page = view(shelf(held), groups, choose("best", held, groups), 0)
        found.append([pair.dropped.id for pair in page.pairs])
    assert found[0] == found[1]
    assert len(found[0]) == 2


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=6)


@given(text=st.text(min_size=1, max_size=60), spans=SPANS)
def test_short_texts_are_shown_whole(text: str, spans: list[tuple[int, int]]) -> None:
    rows = [(start, min(len(text), start + length)) for start, length in spans if start < len(text)]
    found = _stretches(text, np.array(rows, np.int32).reshape(-1, 2))
    assert "".join(stretch.text for stretch in found) == text
    shared = {index for start, end in rows for index in range(start, end)}
    cursor = 0
    for stretch in found:
        places = range(cursor, cursor + len(stretch.text))
        assert all((place in shared) == (stretch.kind == "shared") for place in places), found
        cursor += len(stretch.text)


@given(text=st.text(alphabet="ab ", min_size=2_000, max_size=4_000), start=st.integers(0, 1_000))
def test_long_texts_are_cut_and_say_how_much(text: str, start: int) -> None:
    found = _stretches(text, np.array([[start, start + 900]], np.int32))
    shown = sum(len(stretch.text) for stretch in found if stretch.kind != "cut")
    cut = sum(int(stretch.text.split()[0].replace(",", "")) for stretch in found if stretch.kind == "cut")
    assert shown + cut == len(text)


def test_very_many_stretches_end_with_how_much_is_left() -> None:
    spans = np.array([[index, index + 1] for index in range(0, 400, 2)], np.int32)
    found = _stretches("x" * 400, spans)
    assert found[-1] == Stretch("340 more characters", "cut")
