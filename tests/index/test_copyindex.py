"""The index answers like a comparison of everything with everything, however arrivals are batched."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.index.plainengine import COPY, FIRM, PlainEngine, corpus_of, edited, invented, shingles, texts_of
from tests.kernels.naive_runs import join_families
from wirecopy.errors import CallError, StoreError
from wirecopy.index import CopyIndex
from wirecopy.kernels.constants import STRONG, TWIN, WEAK

ENGINE = PlainEngine()


def add(index: CopyIndex, rows: list[tuple[str, str]]) -> list[dict]:
    answer = index.add(corpus_of([text for _, text in rows]), [name for name, _ in rows])
    return list(answer.rows())


def opened(path: Path, **options: bool) -> CopyIndex:
    return CopyIndex.open(path, engine=ENGINE, **options)


def slow_answers(rows: list[tuple[str, str]]) -> list[str | None]:
    """The closest of each row, by comparing it with all before it and following its copies one by one."""
    texts = texts_of([text for _, text in rows])
    sets = [shingles(texts, row) for row in range(len(rows))]
    edges: list[tuple[int, int, int]] = []
    closest: list[str | None] = []
    for row in range(len(rows)):
        copies = []
        for other in range(row):
            both = len(sets[row] & sets[other])
            shared, contained = both / len(sets[row]), both / len(sets[other])
            if rows[row][1] == rows[other][1]:
                copies = [(-TWIN, 0.0, other, np.inf)]
                break
            if max(shared, contained) >= COPY:
                kind = STRONG if max(shared, contained) >= FIRM else WEAK
                copies.append((-kind, -min(shared, contained), other, shared))
        copies.sort()
        edges += [(other, row, -kind) for kind, _, other, _ in copies]
        outcomes = join_families(len(rows), edges)[1][len(edges) - len(copies) :]
        near = [(-shared, other) for (*_, other, shared), out in zip(copies, outcomes, strict=True) if out]
        closest.append(rows[min(near)[1]][0] if near else None)
    return closest


def arrivals(count: int, families: int, seed: int) -> list[tuple[str, str]]:
    chance = np.random.default_rng(seed)
    return [
        (
            f"a{k}",
            edited(
                invented(int(chance.integers(families))), k, float(chance.choice([0.0, 0.05, 0.15, 0.25]))
            ),
        )
        for k in range(count)
    ]


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 10**6), st.lists(st.integers(1, 9), min_size=1, max_size=12))
def test_answers_are_those_of_comparing_with_all_that_came_before(
    tmp_path_factory: pytest.TempPathFactory, seed: int, batches: list[int]
) -> None:
    rows = arrivals(sum(batches), 4, seed)
    expected = slow_answers(rows)
    got = []
    with opened(tmp_path_factory.mktemp("index")) as index:
        for size in batches:
            got += add(index, rows[len(got) : len(got) + size])
    assert [row["closest_id"] for row in got] == expected
    assert [row["id"] for row in got] == [name for name, _ in rows]


def test_families_take_in_what_arrives_and_are_named_after_the_first(tmp_path: Path) -> None:
    one, two = invented(1), invented(2)
    with opened(tmp_path) as index:
        add(index, [("x", one), ("y", two)])
        (both,) = add(index, [("z", f"{one} {two}")])
        assert both["family_id"] == "x"
        assert index.ask(texts_of([edited(two, 5)])).family == ["x"], "an article that copies both joins them"
    with opened(tmp_path) as index:
        assert index.ask(texts_of([edited(two, 5)])).family == ["x"], "families outlive the process"


def test_an_article_that_is_there_is_answered_not_added(tmp_path: Path) -> None:
    text = invented(1)
    with opened(tmp_path) as index:
        first = add(index, [("a", text), ("b", edited(text, 3)), ("c", invented(2))])
        again = index.add(corpus_of([invented(2), edited(text, 3), text]), ["c", "b", "a"])
        assert not again.added.any()
        assert len(index) == 3
        assert list(again.rows())[::-1] == first


def test_an_id_with_another_text_is_another_version(tmp_path: Path) -> None:
    one, two = invented(1), edited(invented(1), 9)
    with opened(tmp_path) as index:
        assert [row["id"] for row in add(index, [("a", one), ("a", one), ("a", two)])] == ["a", "a", "a-2"]
        assert [row["id"] for row in add(index, [("a", two), ("a-2", invented(7)), ("a", one)])] == [
            "a-2",
            "a-2-2",
            "a",
        ]
        assert len(index) == 3


def test_asking_changes_nothing(tmp_path: Path) -> None:
    text = invented(1)
    with opened(tmp_path) as index:
        add(index, [("a", text)])
        before = sorted((path.name, path.stat().st_size) for path in tmp_path.iterdir())
        answer = index.ask(texts_of([edited(text, 2), invented(3), edited(text, 2)]), ["p", "q", "r"])
        assert [row["family_id"] for row in answer.rows()] == ["a", "q", "a"]
        assert [row["closest_id"] for row in answer.rows()] == ["a", None, "a"]
        assert [row["relation"] for row in answer.rows()] == ["edited", "own", "edited"]
        assert sorted((path.name, path.stat().st_size) for path in tmp_path.iterdir()) == before
        assert len(index) == 1


def test_exact_copies_are_verbatim_of_the_first(tmp_path: Path) -> None:
    text = invented(1)
    with opened(tmp_path) as index:
        rows = add(index, [(f"a{k}", text) for k in range(5)]) + add(index, [("b", text.upper())])
        assert [row["closest_id"] for row in rows] == [None] + ["a0"] * 5
        assert [row["relation"] for row in rows] == ["first"] + ["verbatim"] * 5


def test_boilerplate_leads_nowhere_and_a_viral_text_everywhere(tmp_path: Path) -> None:
    foot, viral = invented(0, 12), invented(1)
    with opened(tmp_path) as index:
        add(index, [(f"n{k}", f"{invented(100 + k)} {foot}") for k in range(200)])
        answer = index.add(
            corpus_of([f"{invented(400 + k)} {foot}" for k in range(50)]), [f"m{k}" for k in range(50)]
        )
        assert answer.counts["compared"] == 0
        rows = add(index, [(f"v{k}", edited(viral, k, 0.05)) for k in range(300)])
        assert {row["family_id"] for row in rows} == {"v0"}, (
            "hundreds of versions in one batch are one family"
        )
        late = add(index, [("w", edited(viral, 999, 0.1))])
        assert late[0]["family_id"] == "v0"


def test_empty_and_tiny_texts_copy_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as index:
        rows = add(index, [("a", ""), ("b", ""), ("c", "One."), ("d", "")])
        assert [row["relation"] for row in rows] == ["own"] * 4
        assert add(index, []) == []


def test_many_small_batches_are_joined_and_nothing_changes(tmp_path: Path) -> None:
    rows = arrivals(150, 30, 7)
    with opened(tmp_path / "small") as small, opened(tmp_path / "whole") as whole:
        got = [answer for row in rows for answer in add(small, [row])]
        assert len(list((tmp_path / "small").glob("segment-*"))) < 24
        assert [row["closest_id"] for row in got] == [row["closest_id"] for row in add(whole, rows)]
        probe = texts_of([edited(text, 3) for _, text in rows])
        assert list(small.ask(probe).rows()) == list(whole.ask(probe).rows())
        small.check()


def test_wrong_calls_are_told(tmp_path: Path) -> None:
    with opened(tmp_path) as index, pytest.raises(CallError, match="1 ids for 2 texts"):
        index.add(corpus_of(["a", "b"]), ["a"])
    with pytest.raises(StoreError, match="open the index again"):
        index.ask(texts_of(["a"]))


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 10**6), st.lists(st.integers(1, 9), min_size=1, max_size=12))
def test_who_follows_the_joins_knows_every_family(
    tmp_path_factory: pytest.TempPathFactory, seed: int, sizes: list[int]
) -> None:
    rows = arrivals(sum(sizes), 4, seed)
    followed: dict[str, str] = {}
    with opened(tmp_path_factory.mktemp("joined") / "index") as index:
        for size in sizes:
            part, rows = rows[:size], rows[size:]
            answer = index.add(corpus_of([text for _, text in part]), [name for name, _ in part])
            heirs = {gone: into for into, gone in answer.joined}
            followed = {name: heirs.get(root, root) for name, root in followed.items()}
            followed |= dict(zip(answer.ids, answer.family, strict=True))
        names, roots = index.families()
        assert followed == dict(zip(names, roots, strict=True))


def test_an_article_made_of_two_makes_their_families_one(tmp_path: Path) -> None:
    one, other = invented(1), invented(2)
    with opened(tmp_path / "index") as index:
        assert index.add(corpus_of([one, other]), ["one", "other"]).joined == []
        answer = index.add(corpus_of([f"{one} {other}"]), ["both"])
        assert answer.joined == [("one", "other")]
        assert index.families() == (["one", "other", "both"], ["one"] * 3)
