"""The report on a terminal."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.views import sample
from wirecopy.exports.sheet import Run, Sheet, cells, clip, ending, opening, safe
from wirecopy.exports.terminal import render
from wirecopy.model import Report

_ANSI = re.compile("\x1b\\[[0-9;]*m")


def test_at_80_columns(snapshot: SnapshotAssertion) -> None:
    assert render(sample.report(), width=80) == snapshot


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines = render(sample.report(), width=width).split("\n")
    assert [line for line in lines if cells(line) > width] == []


def test_colour_adds_nothing_but_colour() -> None:
    coloured = render(sample.report(), width=80, colour=True)
    assert "\x1b[" in coloured
    assert _ANSI.sub("", coloured) == render(sample.report(), width=80)


def test_the_first_screen_has_the_bottom_line() -> None:
    screen = "\n".join(render(sample.one_story()).split("\n")[:22])
    assert "5 articles: 4 share one text, 1 has a text of its own; no shared text found" in screen
    assert "Every shared claim rests on a single report (3 for sure)." in screen
    assert "shared claims told  12 times" in screen
    assert "and reported        4 times (4-5)" in screen
    assert "NO CREDIT" in screen


def test_changed_words_show_without_colour() -> None:
    text = render(sample.one_story())
    assert "“We are [before] the water and we [will] stay [before] it,”" in text
    assert "[did not deny]" in text
    assert "[denied]" in text


def _many(number: int) -> Report:
    """A report of that many copies of the story under other ids."""
    story = sample.dam_story()
    return replace(
        sample.report(),
        stories=tuple(replace(story, id=f"s{index}") for index in range(number))
        + tuple(replace(sample.library_story(), id=f"l{index}") for index in range(number)),
    )


def test_many_stories_show_every_high_alarm_and_say_what_is_left_out() -> None:
    text = render(_many(20))
    assert text.count("\n  HIGH ") == 20 * 3
    assert text.count("Sources, quotes, cuts and lineage of this story: --html FILE or --json.") == 15
    assert "8 more single articles: see --html FILE or --json." in text


def test_lists_that_are_cut_say_so() -> None:
    story = sample.dam_story()
    claims = tuple(replace(story.claims[0], id=f"c{index}") for index in range(30))
    text = render(replace(sample.one_story(), stories=(replace(story, claims=claims),)))
    assert "20 more shared claims: --html FILE or --json." in text


def test_articles_cannot_speak_to_the_terminal() -> None:
    story = replace(sample.dam_story(), title="\x1b]0;owned\x07 \x1b[31mred \u202eleft \x9b2J")
    text = render(replace(sample.one_story(), stories=(story,)))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert "owned" in text


def test_a_report_of_nothing() -> None:
    text = render(replace(sample.report(), stories=()))
    assert text.startswith("wirecopy: 0 articles: 1 input not read")
    assert "articles/photo.jpg: not a text" in text


def test_columns_of_wide_and_combining_characters() -> None:
    assert cells("船ab") == 4
    assert cells("e\u0301") == 1
    assert clip("船船船船", 5) == "船船…"
    assert opening("one two three", 9) == "one two…"
    assert ending("one two three", 8) == "…three"
    assert safe("a\x1bb") == "a\ufffdb"


def test_words_longer_than_a_line_are_cut_into_pieces() -> None:
    sheet = Sheet(40)
    sheet.paragraph(Run("x" * 100), indent=4)
    assert [cells(line) for line in sheet.text().splitlines()] == [40, 40, 32]
