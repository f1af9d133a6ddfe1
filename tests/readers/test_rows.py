"""A record of another tool becomes the same article as one of ours."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.model import Article, Rejected
from wirecopy.readers.base import Note
from wirecopy.readers.rows import iso_date, language, read_row
from wirecopy.settings import Reading

NO_TEXT = "no text: none of text, maintext, raw_text, body, content among its fields"
TEXT = "The quay reopens on Friday."
EXPECTED = Article(
    id="q1", path="f:1", text=TEXT, outlet="post.example", url="https://post.example/q",
    title="Quay reopens", published="2024-03-05T10:00:00", language="en", dated_by="row",
)  # fmt: skip
ROWS = {
    "ours": {
        "id": "q1", "outlet": "post.example", "url": "https://post.example/q", "title": "Quay reopens",
        "text": TEXT, "published": "2024-03-05T10:00:00", "language": "en",
    },
    "cc_news": {
        "id": "q1", "title": "Quay reopens", "text": TEXT, "domain": "post.example", "language": "en",
        "date": "2024-03-05 10:00:00", "url": "https://post.example/q",
    },
    "news-please": {
        "id": "q1", "maintext": TEXT, "date_publish": "2024-03-05 10:00:00", "source_domain": "post.example",
        "title": "Quay reopens", "url": "https://post.example/q", "language": "en", "authors": ["A. Marrow"],
        "date_download": "2024-03-06 11:00:00", "description": None,
    },
    "trafilatura": {
        "id": "q1", "title": "Quay reopens", "source": "https://post.example/q", "language": "en-GB",
        "source-hostname": "post.example", "hostname": "www.post.example", "date": "2024-03-05T10:00:00",
        "raw_text": TEXT, "text": "", "fingerprint": "0f",
    },
}  # fmt: skip


def only(row: dict[str, object]) -> Article:
    (item,) = read_row(row, "f:1", Reading())
    assert isinstance(item, Article), item
    return item


@pytest.mark.parametrize("tool", ROWS)
def test_every_tool_is_understood(tool: str) -> None:
    assert only(ROWS[tool]) == EXPECTED


def test_passim() -> None:
    article = only({"id": "q1", "series": "post", "text": TEXT})
    assert (article.id, article.outlet, article.text) == ("q1", "post", TEXT)


def test_a_source_is_an_outlet_when_it_is_no_address() -> None:
    assert only({"text": TEXT, "source": "The Post"}).outlet == "The Post"
    assert only({"text": TEXT, "source": {"id": "p", "name": "The Post"}}).outlet == "The Post"
    assert only({"text": TEXT, "source": "https://post.example/q"}).url == "https://post.example/q"


@pytest.mark.parametrize(("given_id", "found"), [(7, "7"), (0, "0"), (" a ", "a"), ("x" * 500, "x" * 500)])
def test_ids_may_be_numbers(given_id: object, found: str) -> None:
    assert only({"id": given_id, "text": TEXT}).id == found


@pytest.mark.parametrize("row", [{}, {"id": None}, {"id": ""}, {"id": []}, {"id": True}])
def test_a_row_without_id_is_named_by_what_it_says(row: dict[str, object]) -> None:
    first, again = only({**row, "text": TEXT}), only({**row, "text": TEXT})
    assert first.id == again.id
    assert first.id != only({**row, "text": TEXT + " "}).id
    assert len(first.id) == 16


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, f"{NO_TEXT} (none)"),
        ({"id": 1, "summary": "x"}, f"{NO_TEXT} ('id', 'summary')"),
        ({"text": None}, f"{NO_TEXT} ('text')"),
        ({"text": ["a", "b"]}, "'text' is a list, not a text"),
        ({"text": 5}, "'text' is a int, not a text"),
        ({"text": "  \n"}, "empty: no text in it"),
        ({"text": "x" * 1_000_001},
         "1,000,001 characters in one article: more than 1,000,000 (setting reading.max_article_chars)"),
    ],
)  # fmt: skip
def test_a_row_without_usable_text_is_rejected(row: dict[str, object], reason: str) -> None:
    assert read_row(row, "f:1", Reading()) == (Rejected("f:1", reason),)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2024-03-05", "2024-03-05"),
        ("20240305", "2024-03-05"),
        ("2024-03-05T10:00:00Z", "2024-03-05T10:00:00+00:00"),
        ("2024-03-05 10:00:00 +01:00", "2024-03-05T10:00:00+01:00"),
        ("2024-03-05T10:00:00.123456", "2024-03-05T10:00:00.123456"),
        ("2024-03-05 10:00 UTC", "2024-03-05T10:00:00+00:00"),
        ("Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05T10:00:00+00:00"),
        ("5 Mar 2024 10:00:00 +0100", "2024-03-05T10:00:00+01:00"),
        ("Mar 5, 2024 3:04 pm", "2024-03-05T15:04:00"),
        ("Mar 5, 2024, 12:04:30 A.M.", "2024-03-05T00:04:30"),
        ("Tue, 5 Mar 2024 12:04 PM", "2024-03-05T12:04:00"),
        (1709632800, "2024-03-05T10:00:00+00:00"),
        (1709632800000, "2024-03-05T10:00:00+00:00"),
        (0, "1970-01-01T00:00:00+00:00"),
        ("05/03/2024", None),
        ("2024-13-05", None),
        ("2024", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        (True, None),
        (float("inf"), None),
        (10**400, None),
        ([], None),
    ],
)
def test_dates(value: object, found: str | None) -> None:
    assert iso_date(value) == found


def test_a_date_that_is_not_understood_is_told() -> None:
    note, article = read_row({"id": "q1", "text": TEXT, "date": "05/03/2024"}, "f:1", Reading())
    assert note == Note("f:1", "date '05/03/2024' not understood: read without a date")
    assert isinstance(article, Article)
    assert article.published is None


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("en", "en"), ("EN_us", "en"), ("eng", "en"), ("English", "en"), ("pt-BR", "pt"), ("und", None),
        ("", None), (None, None), ("x", None), ("42", None),
    ],
)  # fmt: skip
def test_languages(value: str | None, found: str | None) -> None:
    assert language(value) == found


def test_half_a_surrogate_pair_is_shown_and_keeps_the_offsets() -> None:
    note, article = read_row({"id": "q1", "text": "a\ud83db"}, "f:1", Reading())
    assert isinstance(note, Note)
    assert isinstance(article, Article)
    assert article.text == "a�b"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)
NAMES = st.sampled_from(
    [
        "id",
        "outlet",
        "source",
        "url",
        "title",
        "text",
        "maintext",
        "raw_text",
        "published",
        "date",
        "date_publish",
        "language",
    ]
)


@given(st.dictionaries(NAMES | st.text(max_size=5), JSON))
def test_any_row_is_kept_or_rejected(row: dict[str, object]) -> None:
    items = [item for item in read_row(row, "f:1", Reading()) if not isinstance(item, Note)]
    assert len(items) == 1
    if isinstance(items[0], Article):
        json.dumps([items[0].id, items[0].text, items[0].title]).encode("ascii")
        (items[0].id + items[0].text + (items[0].outlet or "")).encode("utf-8")
