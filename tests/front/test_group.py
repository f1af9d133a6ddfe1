"""`wirecopy.group` takes tables of any kind and paths, and gives one row an article."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas
import polars
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import wirecopy
from tests.copyfinder import find_copies
from wirecopy.account.identity import content_id
from wirecopy.errors import CallError
from wirecopy.front.keep import choose
from wirecopy.front.rows import group_ids, rows_table
from wirecopy.group import corpus
from wirecopy.group.corpus import RELATIONS, UNKNOWN_TIME, Groups
from wirecopy.readers.columns import Holdings, Rows, hold, texts_of
from wirecopy.settings import Settings

BARGE = "A barge sank at the eastern quay of Vessin on Monday; divers found nobody on board, the mayor said."
CHOIR = "The choir of Ostrand won a prize for a piece written by its own conductor last winter."
TABLE = pa.table(
    {"id": ["b", "c", "a"], "text": [BARGE, CHOIR, BARGE + " ☂"], "outlet": ["Post", None, "Sun"]}
)


class HuggingFaceTable:
    """What `datasets.Dataset.data` is: an object that holds a table."""

    def __init__(self, table: pa.Table) -> None:
        self.table = table


@pytest.fixture(autouse=True)
def _simple_finder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "find_copies", find_copies)


def test_the_verb_keeps_its_name_beside_the_room() -> None:
    code = (
        "import wirecopy, wirecopy.group.corpus\n"
        "from wirecopy.group import stories\n"
        "assert wirecopy.group.__module__ == 'wirecopy.front.copies', wirecopy.group\n"
        "from wirecopy import group\n"
        "assert callable(group) and stories.__name__ == 'wirecopy.group.stories'\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "source",
    [
        TABLE,
        TABLE.to_reader(),
        pa.concat_tables([TABLE.slice(0, 1), TABLE.slice(1)]),
        TABLE.set_column(1, "text", TABLE["text"].cast(pa.large_string())),
        TABLE.set_column(1, "text", TABLE["text"].cast(pa.string_view())),
        TABLE.set_column(1, "text", TABLE["text"].dictionary_encode()),
        TABLE.rename_columns(["doc_id", "maintext", "domain"]),
        TABLE.to_pandas(),
        pandas.DataFrame({"id": ["x", "b", "c", "a"], "text": ["", *TABLE["text"].to_pylist()]}).iloc[1:],
        polars.from_arrow(TABLE),
        HuggingFaceTable(TABLE).table,
    ],
    ids=lambda source: type(source).__module__,
)
def test_tables_of_any_kind(source: Any) -> None:
    found = wirecopy.group(source)
    family = content_id("f", "a", "b")
    assert found.drop_columns(["evidence", "story_id"]).to_pylist() == [
        {
            "id": "b", "family_id": family, "relation": "trimmed", "closest_id": "a", "shared_share": 1.0,
            "contained_share": round(len(BARGE) / (len(BARGE) + 2), 4),
        },
        {
            "id": "c", "family_id": content_id("f", "c"), "relation": "own", "closest_id": None,
            "shared_share": 0.0, "contained_share": 0.0,
        },
        {
            "id": "a", "family_id": family, "relation": "first", "closest_id": None, "shared_share": 0.0,
            "contained_share": 0.0,
        },
    ]  # fmt: skip
    middle, end = len(BARGE) // 2, len(BARGE)
    assert found["evidence"].to_pylist() == [
        [
            {"start": 0, "end": middle, "other_start": 0, "other_end": middle},
            {"start": middle + 1, "end": end, "other_start": middle + 1, "other_end": end},
        ],
        [],
        [],
    ]


def test_paths_one_or_several(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BARGE)
    (tmp_path / "b.txt").write_text(BARGE)
    for source in (tmp_path, str(tmp_path), [tmp_path / "a.txt", str(tmp_path / "b.txt")]):
        assert wirecopy.group(source)["id"].to_pylist() == ["a", "b"]


@pytest.mark.parametrize("source", [7, [7], None, {"text": [BARGE]}])
def test_what_is_no_table_is_a_wrong_call(source: Any) -> None:
    with pytest.raises(CallError, match=r"cannot be grouped - .* - give paths, or a table"):
        wirecopy.group(source)


def test_rows_in_are_rows_out_and_rejected() -> None:
    told: list[Any] = []
    table = pa.table({"text": [BARGE, None, "", CHOIR]})
    found = wirecopy.group(table, tell=told.append)
    assert [row.path for row in told] == ["table:2", "table:3"]
    assert len(found) == 2
    assert json.loads(found.schema.metadata[b"wirecopy"])["rejected"] == 2


def test_an_empty_table_gives_no_rows() -> None:
    found = wirecopy.group(pa.table({"text": pa.array([], pa.string())}))
    assert found.num_rows == 0
    assert found.schema.names == wirecopy.group(TABLE).schema.names


def holdings(ids: list[str], texts: list[str] | None = None, **columns: list[int]) -> Holdings:
    count = len(ids)

    def column(name: str, default: int, kind: type) -> Any:
        return np.array(columns.get(name, [default] * count), kind)

    rows = Rows(
        column("outlets", -1, np.int32), column("times", UNKNOWN_TIME, np.int64),
        column("titled", 0, np.bool_), np.arange(count),
    )  # fmt: skip
    bodies = texts_of(pa.array(texts or ids, pa.large_string()))
    return hold(bodies, texts_of(pa.array(ids, pa.large_string())), rows, np.zeros(count, np.int32), ())


def groups(family: list[int], relation: list[str] | None = None) -> Groups:
    count, heads = len(family), np.array(family, np.int64)
    kinds = np.array([RELATIONS.index(name) for name in relation or ["own"] * count], np.int8)
    nought = np.zeros(count, np.float32)
    none = np.full(count, -1, np.int64)
    return Groups(
        heads, heads, kinds, none, nought, nought, np.zeros(count + 1, np.int64), np.empty((0, 4), np.int32)
    )


@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=4), st.integers(0, 5)), max_size=12, unique_by=lambda x: x[0]
    )
)
def test_ids_of_families_are_hashes_of_their_sorted_members(members: list[tuple[str, int]]) -> None:
    names = [name for name, _ in members]
    heads = [next(i for i, other in enumerate(members) if other[1] == group) for _, group in members]
    found = group_ids("f", np.array(heads, np.int64), holdings(names)).to_pylist()
    expected = [
        content_id("f", *sorted(name for name, other in members if other == group)) for _, group in members
    ]
    assert found == expected


WHOLE, CUT = "word " * 20, "word " * 15


@pytest.mark.parametrize(
    ("how", "ids", "texts", "columns", "relation", "kept"),
    [
        ("best", "ab", [WHOLE, WHOLE], {}, ["first", "verbatim"], "a"),
        ("best", "ab", [CUT, WHOLE], {}, ["first", "edited"], "b"),
        ("best", "ab", [WHOLE[:-5], WHOLE], {}, ["first", "edited"], "a"),
        ("best", "abc", [WHOLE] * 3, {"titled": [0, 1, 1]}, ["first", "verbatim", "verbatim"], "b"),
        ("best", "abc", [WHOLE] * 3, {"times": [9, 8, 7], "titled": [0, 1, 1]}, ["first"] * 3, "c"),
        ("best", "ab", [WHOLE, WHOLE * 3], {"titled": [0, 1]}, ["first", "partial"], "a"),
        ("first", "ab", [CUT, WHOLE], {"titled": [0, 1]}, ["first", "edited"], "a"),
        ("longest", "ab", [CUT, WHOLE], {}, ["first", "edited"], "b"),
        ("longest", "ab", [WHOLE, WHOLE], {"titled": [0, 1]}, ["first", "verbatim"], "a"),
    ],
)
def test_which_article_is_kept(
    how: Any, ids: str, texts: list[str], columns: dict[str, list[int]], relation: list[str], kept: str
) -> None:
    held = holdings(list(ids), texts, **columns)
    chosen = choose(how, held, groups([0] * len(ids), relation))
    assert [name for name, stays in zip(ids, chosen, strict=True) if stays] == [kept]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=10), st.sampled_from(["best", "first", "longest"]))
def test_every_family_keeps_one(labels: list[int], how: Any) -> None:
    heads = [labels.index(label) for label in labels]
    held = holdings([str(number) for number in range(len(labels))], ["x" * (label + 1) for label in labels])
    chosen = choose(how, held, groups(heads))
    assert sorted(np.array(heads)[chosen]) == sorted(set(heads))


def test_the_last_row_has_its_own_spans() -> None:
    count = 1_000
    spans = np.arange(4 * count, dtype=np.int32).reshape(count, 4)
    found = replace(groups(list(range(count))), evidence_offsets=np.arange(count + 1), evidence=spans)
    rows = rows_table(holdings([str(number) for number in range(count)]), found, 0, Settings())
    assert rows["evidence"][999].as_py() == [
        {"start": 3996, "end": 3997, "other_start": 3998, "other_end": 3999}
    ]
