"""Words, strings and times below the statements."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stores.rows import anything
from wirecopy.errors import CallError
from wirecopy.stores import times
from wirecopy.stores import words as module
from wirecopy.stores.postgres import FURTHEST, vector
from wirecopy.stores.strings import packed, plain, safe, unpacked
from wirecopy.stores.words import WINDOW, phrases, prepared, snippet, words


@given(anything | st.text(st.sampled_from("\ufffe0\0\ud800a")))
def test_a_string_is_made_safe_and_comes_back(text: str) -> None:
    kept = safe(text)
    assert "\0" not in kept
    assert kept.encode().decode() == kept
    assert plain(kept) == text


def test_what_is_safe_is_left_as_it_is() -> None:
    for text in ("Ferry", "Fähre", "渡轮 \U0001f6a2", ""):
        assert safe(text) is text
    assert safe("a\0b") == "a\ufffe0000\ufffeb"


@given(st.dictionaries(anything, anything | st.floats(allow_nan=False) | st.booleans() | st.none()))
def test_a_mapping_is_packed_in_ascii(value: dict[str, object]) -> None:
    assert packed(value).isascii()
    assert "\0" not in packed(value)
    assert unpacked(packed(value)) == json.loads(json.dumps(value)) == value


@pytest.mark.parametrize(
    ("iso", "begin", "end"),
    [
        ("1970-01-02", 86_400, 172_800),
        ("1970-01-01T00:00:05", 5, 6),
        ("1970-01-01T01:00:05+01:00", 5, 6),
        ("1970-01-01T00:00:05.9Z", 5, 6),
        ("1970", 0, 365 * 86_400),
        ("1970-02", 31 * 86_400, 59 * 86_400),
        ("1970-12", 334 * 86_400, 365 * 86_400),
        ("1969-12-31", -86_400, 0),
    ],
)
def test_a_time_is_a_stretch(iso: str, begin: int, end: int) -> None:
    assert (times.seconds(iso), times.begin(iso), times.end(iso)) == (begin, begin, end)


@pytest.mark.parametrize(
    "iso", ["", "soon", "2026-13-01", "0000", "99999-01-01", "\0", "9999-12-31T23:59:59-10:00"]
)
def test_what_is_no_time_is_none_or_told(iso: str) -> None:
    assert times.seconds(iso) is None
    with pytest.raises(CallError, match="is not a date"):
        times.end(iso)


@given(anything)
def test_any_string_has_a_time_or_none(iso: str) -> None:
    assert isinstance(times.seconds(iso), int | None)


def test_the_last_day_of_all_has_an_end() -> None:
    assert times.seconds("9999-12-31") == 253_402_214_400
    assert times.end("9999-12-31") == times.end("9999-12") == times.end("9999") == 253_402_300_799


@given(anything | st.text(st.characters(categories=["L", "M", "N", "P", "Z"])))
def test_words_stand_where_they_say(text: str) -> None:
    before = 0
    for word, start, end in words(text):
        assert before <= start < end <= len(text)
        assert word == "".join(part for part, _, _ in words(text[start:end]))
        before = end


def test_words_are_folded_and_scripts_without_spaces_taken_apart() -> None:
    assert [word for word, _, _ in words("Don't file_name Straße ÉCOLE 3.5")] == [
        "don", "t", "file", "name", "strasse", "ecole", "3", "5",
    ]  # fmt: skip
    assert [word for word, _, _ in words("新华社2026 ABC東京")] == [
        "新",
        "华",
        "社",
        "2026",
        "abc",
        "東",
        "京",
    ]
    assert [word for word, _, _ in words("العبّارة")] == ["العبارة"]


def test_only_texts_that_need_it_are_kept_a_second_time() -> None:
    assert prepared("Ferry", "The ferry’s “master” — Über Łódź паром naïve 😀") is None
    assert prepared("Ferry", "渡轮") == "ferry 渡 轮"
    assert prepared("جدًا", "plain") == "جدا plain"


def test_a_query_is_words_and_phrases() -> None:
    assert [compared for _, compared in phrases('Ferry "North Quay" ferry don\'t "')] == [
        ("ferry",), ("north", "quay"), ("don", "t"),
    ]  # fmt: skip


@given(anything, st.lists(anything, max_size=3))
def test_marks_stand_in_the_snippet_in_order(text: str, asked: list[str]) -> None:
    wanted = [compared for query in asked for _, compared in phrases(query)]
    line, marks = snippet(text, wanted)
    before = 0
    for start, end in marks:
        assert before <= start < end <= len(line)
        before = end
    assert len(list(words(line))) <= WINDOW


def test_a_snippet_is_where_most_of_the_words_are() -> None:
    text = "ferry " + "word " * 100 + "ferry quay " + "word " * 100
    line, marks = snippet(text, [("ferry",), ("quay",)])
    assert [line[start:end] for start, end in marks] == ["ferry", "quay"]
    assert snippet("", [("ferry",)]) == ("", ())
    assert snippet("?!", [("ferry",)]) == ("", ())


def test_a_vector_keeps_within_what_the_database_takes() -> None:
    assert vector("Ferry", "ferry quay") == "'ferry':1A,3 'quay':4"
    assert vector(None, "?!") == ""
    long = vector("T", "quay " * (FURTHEST + 500) + "last")
    assert long.count(",") == 254
    assert "'last'" in long
    assert "'last':" not in long, "no place beyond the last that is told apart"


def test_the_quick_look_misses_no_letter_that_needs_the_slow_one() -> None:
    """Every character that a pattern treats in a way of its own is seen by its first byte."""
    special = re.compile(f"[{module._APART}{module._MARKS}]")
    every = [chr(k) for k in range(0x80, 0x110000) if not 0xD800 <= k < 0xE000]
    assert [char for char in every if special.match(char) and not module._holds(char, module._UNMARKED)] == []
    assert [
        char for char in every if module._HARD.match(char) and not module._holds(char, module._EASY)
    ] == []
