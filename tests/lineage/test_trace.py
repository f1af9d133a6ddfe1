"""What a lineage must say about small families whose history is known."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.lineage.families import change, collation, story
from wirecopy.lineage import reconstruct, trace
from wirecopy.lineage.family import barred, describe
from wirecopy.model import Lineage

# Words that each of three copyists put in place of the original's, at different places.
FIRST = {(0, 2): "ignored", (1, 2): "penalised", (3, 2): "probe", (4, 4): "boat"}
SECOND = {(0, 4): "depart", (2, 1): "dozed", (3, 1): "pledged", (5, 1): "sought"}
THIRD = {(1, 6): "carelessness", (2, 6): "quilts", (4, 2): "marooned", (5, 2): "tougher", (5, 5): "sailings"}

COMMON = "people group place money water house world night state power child woman story point month"


def parents(lineage: Lineage) -> dict[str, str]:
    return {edge.child: edge.parent for edge in lineage.edges}


def texts(lineage: Lineage, confidence: str | None = None) -> list[str]:
    return [s.text for s in lineage.statements if confidence in (None, s.confidence)]


def lost(lineage: Lineage) -> list[str]:
    return [node.id for node in lineage.nodes if node.kind == "lost"]


def independent() -> dict[str, list[tuple[int, list[str]]]]:
    return {name: change(story(), changes) for name, changes in (("a", FIRST), ("b", SECOND), ("c", THIRD))}


def whole(versions: Sequence[object] | dict[str, object]) -> range:
    return range(len(versions))


def test_three_edits_of_a_credited_wire_hang_from_the_lost_wire() -> None:
    versions = independent()
    lineage = trace(collation(versions, credited={"a": "Reuters", "b": "Reuters"}), whole(versions))
    assert len(lost(lineage)) == 1
    assert parents(lineage) == dict.fromkeys("abc", lost(lineage)[0])
    assert lineage.nodes[0].name == "Reuters report (lost)"
    assert all(edge.support >= 0.75 for edge in lineage.edges), lineage.edges


def test_the_version_without_credit_is_named() -> None:
    versions = independent()
    lineage = trace(collation(versions, credited={"a": "Reuters", "b": "Reuters"}), whole(versions))
    assert "c carries no credit, although the family credits Reuters." in texts(lineage, "high")


def test_a_copy_of_a_reworded_version_descends_from_it() -> None:
    versions = independent()
    versions["d"] = change(versions["c"], {(0, 6): "gale", (1, 5): "pounds", (3, 4): "cabinet"})[:5]
    versions["e"] = change(story(), {(1, 1): "authorities", (2, 5): "carried", (4, 1): "breakdown"})
    lineage = trace(collation(versions, credited={"a": "Reuters"}), whole(versions))
    assert parents(lineage)["d"] == "c", lineage.edges
    assert {parents(lineage)[name] for name in "abce"} == set(lost(lineage))


def test_nobody_descends_from_a_version_that_lacks_what_he_has() -> None:
    versions = independent()
    versions["c"] = versions["c"][:2]
    versions["d"] = change(story(), {**THIRD, (0, 6): "gale"})
    lineage = trace(collation(versions, credited={"a": "Reuters"}), whole(versions))
    assert parents(lineage)["d"] != "c", lineage.edges


def test_a_date_forbids_a_younger_parent() -> None:
    versions = independent()
    versions["d"] = change(versions["c"], {(0, 6): "gale"})
    dated = {"c": "2031-05-09T10:00:00+00:00", "d": "2031-05-02T10:00:00+00:00"}
    lineage = trace(collation(versions, credited={"a": "Reuters"}, published=dated), whole(versions))
    assert parents(lineage)["d"] != "c", lineage.edges


def test_versions_that_share_only_the_common_choices_have_a_lost_original() -> None:
    usual = [(s, w) for s in range(6) for w in (1, 2, 3, 4)]
    versions = {}
    for number, name in enumerate("abcd"):
        common = {slot: f"usual{k}" for k, slot in enumerate(usual) if k % 4 != number}
        own = {slot: f"{name}{k}" for k, slot in enumerate(usual) if k % 4 == number}
        versions[name] = change(story(), {**common, **own})
    lineage = trace(collation(versions), whole(versions))
    assert parents(lineage) == dict.fromkeys("abcd", lost(lineage)[0])


def test_a_version_without_credit_is_no_source_of_a_credited_one() -> None:
    versions = independent()
    versions["d"] = change(versions["c"], {(0, 6): "gale", (2, 5): "carried"})
    lineage = trace(collation(versions, credited={"a": "Reuters", "d": "Reuters"}), whole(versions))
    assert parents(lineage)["d"] != "c", lineage.edges


def test_only_a_date_lets_a_version_without_credit_stand_above_a_credited_one() -> None:
    versions = {name: independent()[name] for name in "ac"}
    undated = describe(collation(versions, credited={"a": "Reuters"}), range(2))
    dated = {"c": "2031-05-02T10:00:00+00:00", "a": "2031-05-09T10:00:00+00:00"}
    earlier = describe(collation(versions, credited={"a": "Reuters"}, published=dated), range(2))
    assert barred(undated, 0.04).tolist() == [[False, False], [True, False]]
    assert barred(earlier, 0.04).tolist() == [[False, True], [False, False]]


def test_verbatim_copies_without_dates_have_no_direction() -> None:
    versions = {"a": story(), "b": story()}
    lineage = trace(collation(versions), whole(versions))
    assert parents(lineage) == dict.fromkeys("ab", lost(lineage)[0])
    assert any("who copied whom is not decidable" in text for text in texts(lineage, "undecidable"))


def test_verbatim_copies_with_dates_have_a_direction() -> None:
    versions = {"a": story(), "b": story()}
    dated = {"a": "2031-05-09", "b": "2031-05-02"}
    lineage = trace(collation(versions, published=dated), whole(versions))
    assert parents(lineage) == {"a": "b"}
    assert lineage.edges[0].kind == "copy"


def test_traces_of_another_language_make_a_translation_probable() -> None:
    versions = independent()
    common = COMMON.split()
    slots = [(s, w) for s in range(5) for w in (0, 3, 5)]
    versions["c"] = change(versions["c"], dict(zip(slots, common, strict=True)))
    lineage = trace(collation(versions, credited={"a": "Reuters"}, cues={"c": ("residue",)}), whole(versions))
    kinds = {edge.child: edge.kind for edge in lineage.edges}
    assert kinds["c"] == "translation", kinds
    assert any(
        text.startswith("c probably went through another language") for text in texts(lineage, "probable")
    )


def test_sentences_appended_at_the_end_are_counted() -> None:
    versions = independent()
    versions["b"] = [
        *versions["b"],
        (20, ["museum", "opens", "new", "wing"]),
        (21, ["tickets", "cost", "nothing"]),
    ]
    lineage = trace(collation(versions, credited={"a": "Reuters"}), whole(versions))
    assert "b appends 2 sentences of its own after the shared text." in texts(lineage, "high")


@pytest.mark.parametrize("members", [[], [0]])
def test_a_family_of_none_or_one_has_no_edges(members: list[int]) -> None:
    lineage = trace(collation(independent()), members)
    assert len(lineage.nodes) == len(members)
    assert not lineage.edges


def test_the_original_wording_is_that_of_the_majority() -> None:
    versions = independent()
    made = collation(versions, credited={"a": "Reuters"})
    original = dict(story())
    readings = reconstruct(made, whole(versions))
    assert len(readings) == len(made.places)
    for reading in readings:
        place = made.places[reading.place]
        words = original[place.group][place.first_column : place.last_column + 1]
        assert list(reading.norms) == words, reading
