"""Versions side by side: what stands in one line, what moved, what is a gap."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.views import sample
from wirecopy.model import Counts, Lineage, Link, Reports, Sentence, Story, Version
from wirecopy.views.columns import columns

_NOTHING = Counts(2, 0, 0, 0, Reports(0, 0, 0))


def told(name: str, sentences: list[str]) -> Version:
    """A version of body sentences."""
    text, rows = "", []
    for index, words in enumerate(sentences):
        rows.append(Sentence(index, len(text), len(text) + len(words), "body"))
        text += words + " "
    base = sample.dam_story().versions[0]
    return replace(base, id=name, text=text, sentences=tuple(rows), credits=(), cues=(), attributions=())


def story(orders: dict[str, list[int]]) -> Story:
    """Versions that tell numbered sentences, each word for word, in orders of their own."""
    links = []
    names = list(orders)
    for at, left in enumerate(names):
        for right in names[at + 1 :]:
            links += [
                Link(left, orders[left].index(number), right, orders[right].index(number), 1.0, "verbatim")
                for number in orders[left]
                if number in orders[right]
            ]
    versions = tuple(
        told(name, [f"Sentence number {number} of all." for number in order])
        for name, order in orders.items()
    )
    return Story("s", "t", None, None, _NOTHING, versions, tuple(links), (), (), (), (), Lineage((), (), ()))


def test_a_moved_sentence_is_joined_with_its_place() -> None:
    found = columns(story({"a": [1, 2, 3, 4], "b": [1, 3, 4, 2]}), ["a", "b"])
    afters = [line.boxes[1].after if line.boxes[1] else None for line in found.lines]
    assert afters == [None, 4, None, None]
    assert [line.gone[1] for line in found.lines] == [(), (), (), (2,)]


def test_a_sentence_told_before_all_others_is_led_to_from_the_top() -> None:
    found = columns(story({"a": [1, 2, 3, 4], "b": [4, 1, 2, 3]}), ["a", "b"])
    assert found.lines[3].boxes[1] is not None
    assert found.lines[3].boxes[1].after == 0
    assert found.top == ((), (4,))


def test_a_cut_is_a_gap_and_what_one_version_adds_is_one_line() -> None:
    found = columns(story({"a": [1, 2, 3], "b": [1, 7, 8, 3]}), ["a", "b"])
    shape = [tuple(bool(box) for box in line.boxes) for line in found.lines]
    assert shape == [(True, True), (False, True), (True, False), (True, True)]
    assert "".join(piece.text for piece in found.lines[1].boxes[1].pieces) == (  # type: ignore[union-attr] # shown above
        "Sentence number 7 of all. Sentence number 8 of all."
    )


def test_the_headlines_stand_in_the_first_line() -> None:
    dam = sample.dam_story()
    found = columns(dam, [version.id for version in dam.versions])
    assert [line.headline for line in found.lines].index(True) == 0
    assert sum(line.headline for line in found.lines) == 1


def test_other_words_are_marked_against_the_first_column() -> None:
    dam = sample.dam_story()
    ids = [version.id for version in dam.versions][:2]
    for line in columns(dam, ids).lines:
        for box in line.boxes:
            if box is None:
                continue
            text = next(version.text for version in dam.versions if version.id == box.version)
            if box.state == "changed":
                assert any(piece.kind != "same" for piece in box.pieces)
            assert text[box.start : box.end].split()[0] in "".join(piece.text for piece in box.pieces)


@settings(deadline=None)
@given(st.lists(st.permutations(range(7)), min_size=2, max_size=4), st.data())
def test_every_sentence_stands_once_and_moves_are_seen_from_both_ends(
    orders: list[list[int]], data: st.DataObject
) -> None:
    kept = {f"v{index}": order[: data.draw(st.integers(1, len(order)))] for index, order in enumerate(orders)}
    made = story(kept)
    found = columns(made, list(kept))
    for index, version in enumerate(made.versions):
        boxes = [(line.number, box) for line in found.lines if (box := line.boxes[index]) is not None]
        for sentence in version.sentences:
            assert sum(box.start <= sentence.start < box.end for _, box in boxes) == 1
        moved = {number for number, box in boxes if box.after is not None}
        led_to = [number for line in found.lines for number in line.gone[index]] + list(found.top[index])
        assert sorted(led_to) == sorted(moved)
        # what did not move stands in the order of the version
        starts = [box.start for number, box in boxes if number not in moved]
        assert starts == sorted(starts)
