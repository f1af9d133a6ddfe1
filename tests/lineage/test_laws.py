"""Laws of the lineage, on families drawn at random."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lineage.families import HARBOUR, change, collation, story
from wirecopy.lineage import trace
from wirecopy.model import Lineage

LAW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
SLOTS = [(s, w) for s, line in enumerate(HARBOUR) for w in range(len(line.split()))]


@st.composite
def families(draw: st.DrawFn) -> dict[str, list[tuple[int, list[str]]]]:
    """Two to five versions, each made from the original or an earlier version."""
    made = [story()]
    for _ in range(draw(st.integers(2, 5))):
        source = draw(st.sampled_from(made))
        slots = draw(st.lists(st.sampled_from(SLOTS), max_size=5, unique=True))
        words = draw(st.lists(st.sampled_from(("large", "zephyr", "moved")), min_size=5, max_size=5))
        text = change(source, dict(zip(slots, words, strict=False)))
        made.append(text[: draw(st.integers(2, len(text)))])
    return {f"v{number}": text for number, text in enumerate(made[1:])}


def graph(lineage: Lineage) -> set[tuple[str, str, str, float]]:
    return {(e.parent, e.child, e.kind, e.support) for e in lineage.edges}


@LAW
@given(families())
def test_the_lineage_is_a_tree_over_all_versions(versions: dict[str, list[tuple[int, list[str]]]]) -> None:
    lineage = trace(collation(versions), range(len(versions)))
    ids = {node.id for node in lineage.nodes}
    parents = {edge.child: edge.parent for edge in lineage.edges}
    assert set(versions) <= ids
    assert len(parents) == len(lineage.edges) == len(ids) - 1
    for start in ids:
        path = [start]
        while path[-1] in parents:
            path.append(parents[path[-1]])
            assert len(path) <= len(ids), f"{start} descends from itself"
    assert all(0 <= edge.support <= 1 for edge in lineage.edges)


@LAW
@given(families(), st.randoms(use_true_random=False))
def test_the_order_of_versions_plays_no_part(
    versions: dict[str, list[tuple[int, list[str]]]], chance: object
) -> None:
    names = list(versions)
    chance.shuffle(names)  # type: ignore[attr-defined]
    one = trace(collation(versions), range(len(versions)))
    other = trace(collation({name: versions[name] for name in names}), range(len(versions)))
    assert graph(one) == graph(other)
    assert set(one.statements) == set(other.statements)


@LAW
@given(families())
def test_one_more_verbatim_copy_changes_no_other_edge(
    versions: dict[str, list[tuple[int, list[str]]]],
) -> None:
    before = trace(collation(versions), range(len(versions)))
    twin = {**versions, "v9": versions["v0"]}
    after = trace(collation(twin), range(len(twin)))
    if any(versions["v0"] == text for name, text in versions.items() if name != "v0"):
        return
    others = {(e.parent, e.child) for e in before.edges} - {(p, c) for p, c, *_ in graph(before) if c == "v0"}
    kept = {(e.parent, e.child) for e in after.edges}
    lost = {n.id for n in before.nodes if n.kind == "lost"}
    assert {edge for edge in others if edge[0] not in lost and edge[1] not in lost} <= kept


@LAW
@given(families())
def test_the_same_call_gives_the_same_answer(versions: dict[str, list[tuple[int, list[str]]]]) -> None:
    made = collation(versions, credited={"v0": "Reuters"})
    assert trace(made, range(len(versions))) == trace(made, range(len(versions)))
