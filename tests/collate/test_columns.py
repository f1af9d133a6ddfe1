"""Collation by columns, against slow twins and the laws of a collation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.storyroom import EDITED, MOVED, TRIMMED, WIRE, witness
from wirecopy.collate import collate, columns, rewrites


def naive_align(score: np.ndarray) -> float:
    """Best weight of a global alignment with affine gaps, cell by cell."""
    rows, cols = score.shape
    never = float("-inf")
    best = {(0, 0, state): (0.0 if state == "match" else never) for state in ("match", "up", "left")}
    for i in range(rows + 1):
        for j in range(cols + 1):
            if i == j == 0:
                continue

            def at(x: int, y: int, state: str) -> float:
                return best.get((x, y, state), never)

            best[i, j, "match"] = (
                max(at(i - 1, j - 1, s) for s in ("match", "up", "left")) + score[i - 1, j - 1]
                if i and j
                else never
            )
            best[i, j, "up"] = max(
                at(i - 1, j, "match") + columns._GAP_OPEN,
                at(i - 1, j, "up") + columns._GAP_EXTEND,
                at(i - 1, j, "left") + columns._GAP_OPEN,
            )
            best[i, j, "left"] = max(
                at(i, j - 1, "match") + columns._GAP_OPEN,
                at(i, j - 1, "left") + columns._GAP_EXTEND,
                at(i, j - 1, "up") + columns._GAP_OPEN,
            )
    return max(best[rows, cols, state] for state in ("match", "up", "left"))


def weight_of(score: np.ndarray, steps: list[tuple[int | None, int | None]]) -> float:
    total, before = 0.0, None
    for row, column in steps:
        kind = "match" if row is not None and column is not None else "up" if column is None else "left"
        if kind == "match":
            total += score[row, column]
        else:
            total += columns._GAP_EXTEND if kind == before else columns._GAP_OPEN
        before = kind
    return total


matrices = st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(
    lambda shape: st.lists(
        st.sampled_from([2.0, 1.6, 0.8, -0.2, -0.9]),
        min_size=shape[0] * shape[1],
        max_size=shape[0] * shape[1],
    ).map(lambda cells: np.array(cells).reshape(shape))
)


@given(matrices)
def test_the_alignment_weighs_what_the_slow_twin_finds(score: np.ndarray) -> None:
    steps = columns._align(score)
    assert weight_of(score, steps) == pytest.approx(naive_align(score))


@given(matrices)
def test_every_row_and_column_is_used_once_in_order(score: np.ndarray) -> None:
    steps = columns._align(score)
    assert [row for row, _ in steps if row is not None] == list(range(score.shape[0]))
    assert [column for _, column in steps if column is not None] == list(range(score.shape[1]))


def naive_chain(match: np.ndarray) -> float:
    rows, cols = match.shape
    if not rows or not cols:
        return 0.0
    return max(
        naive_chain(match[:-1]), naive_chain(match[:, :-1]), naive_chain(match[:-1, :-1]) + match[-1, -1]
    )


chains = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(
        st.sampled_from([0.0, 0.0, 0.1, 0.25, 0.6]),
        min_size=shape[0] * shape[1],
        max_size=shape[0] * shape[1],
    ).map(lambda cells: np.array(cells).reshape(shape))
)


@given(chains)
def test_the_best_chain_is_the_slow_twins(match: np.ndarray) -> None:
    weight, path = rewrites._best_chain(match)
    assert weight == pytest.approx(naive_chain(match))
    assert sum(match[i, j] for i, j in path) == pytest.approx(weight)
    assert path == sorted(path)
    assert len({i for i, _ in path}) == len({j for _, j in path}) == len(path)
    same_order = np.arange(match.shape[1])[None, :]
    assert rewrites._chain_weights(match, same_order)[0] == pytest.approx(weight)


def test_each_word_of_a_group_stands_in_one_column_in_reading_order() -> None:
    versions = [witness("a", WIRE), witness("b", EDITED), witness("c", MOVED)]
    for group in collate(versions).groups:
        for w in {w for w, _ in group.members}:
            refs = [column[w] for column in group.columns if w in column]
            tokens = [
                (s, position)
                for s in sorted(s for member, s in group.members if member == w)
                for position, token in enumerate(versions[w].tokens[s])
                if token.norm
            ]
            assert [(ref.sentence, ref.position) for ref in refs] == tokens


def test_a_trimmed_copy_aligns_what_it_kept() -> None:
    collation = collate([witness("a", WIRE), witness("b", TRIMMED)])
    pairs = sorted((link.left_sentence, link.right_sentence, link.kind) for link in collation.links)
    assert pairs == [(index, index, "verbatim") for index in range(len(TRIMMED))]


def test_moved_passages_align() -> None:
    collation = collate([witness("a", WIRE), witness("b", MOVED)])
    assert {(link.left_sentence, link.right_sentence) for link in collation.links} == {
        (WIRE.index(line), position) for position, line in enumerate(MOVED)
    }


@settings(max_examples=12, deadline=None)
@given(st.permutations(range(4)))
def test_the_collation_does_not_depend_on_the_order_of_the_witnesses(order: list[int]) -> None:
    versions = [witness("a", WIRE), witness("b", EDITED), witness("c", TRIMMED), witness("d", MOVED)]

    def links(shown: list[int]) -> set[tuple[str, ...]]:
        found = collate([versions[index] for index in shown]).links
        return {
            (
                *sorted((f"{link.left}.{link.left_sentence}", f"{link.right}.{link.right_sentence}")),
                link.kind,
            )
            for link in found
        }

    assert links(order) == links([0, 1, 2, 3])


def test_two_texts_of_one_sentence_align() -> None:
    left = witness("a", ["The mayor of Tarn closed the bridge on Monday after cracks were found."])
    right = witness("b", ["Tarn mayor shuts the bridge Monday after the discovery of cracks."])
    assert [(link.left, link.right) for link in collate([left, right]).links] == [("a", "b")]


def test_headlines_align_with_headlines_before_running_text() -> None:
    left = witness("a", ["Orla Point lighthouse to go dark on Friday", *WIRE])
    right = witness("b", ["Lighthouse at Orla Point goes dark on Friday", *EDITED])
    assert (0, 0) in {(link.left_sentence, link.right_sentence) for link in collate([left, right]).links}


def test_a_reworded_sentence_between_aligned_ones_aligns() -> None:
    reworded = "Boat owners are angry: in thick fog the buoys meant to stand in for the lamp are no use."
    left = witness("a", WIRE)
    right = witness("b", [*EDITED[:3], reworded, *EDITED[4:]])
    assert (3, 3) in {(link.left_sentence, link.right_sentence) for link in collate([left, right]).links}
