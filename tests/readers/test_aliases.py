"""The names other tools give to the fields of an article, row by row and by column."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wirecopy.model import Article
from wirecopy.readers import iter_paths
from wirecopy.readers.columns import array_of
from wirecopy.readers.corpus import read_corpus
from wirecopy.readers.rows import iso_date, read_row
from wirecopy.settings import Reading, Settings

TEXT = "The quay reopens on Friday."
URL = "https://post.example/q"
ROWS = {
    "newspaper4k": {
        "url": URL, "title": "Quay reopens", "text": TEXT, "publish_date": "2024-03-05 10:00:00+00:00",
        "meta_lang": "en", "meta_site_name": "Post", "source_url": "https://post.example", "summary": "",
    },
    "Media Cloud": {
        "stories_id": "17", "media_name": "Post", "media_url": "https://post.example", "url": URL,
        "language": "en", "title": "Quay reopens", "publish_date": "2024-03-05 10:00:00", "story_text": TEXT,
        "indexed_date": "2024-03-09 01:02:03",
    },
    "Event Registry": {
        "uri": "8012", "lang": "eng", "isDuplicate": False, "date": "2024-03-06", "time": "08:00:00",
        "dateTime": "2024-03-06T08:00:00Z", "dateTimePub": "2024-03-05T10:00:00Z", "url": URL,
        "title": "Quay reopens", "body": TEXT,
        "source": {"uri": "post.example", "dataType": "news", "title": "Post"},
    },
    "NewsAPI": {
        "source": {"id": "post", "name": "Post"}, "title": "Quay reopens", "url": URL, "content": TEXT,
        "publishedAt": "2024-03-05T10:00:00Z", "language": "en",
    },
    "GDELT with texts": {
        "GKGRECORDID": "20240305100000-7", "DATE": 20240305100000, "SourceCommonName": "Post",
        "language": "English", "DocumentIdentifier": URL, "text": TEXT, "title": "Quay reopens",
    },
    "schema.org": {
        "headline": "Quay reopens", "articleBody": TEXT, "datePublished": "2024-03-05T10:00:00Z", "url": URL,
        "inLanguage": "en-GB", "publisher": {"name": "Post"},
    },
    "fundus": {
        "title": "Quay reopens", "plaintext": TEXT, "publishing_date": "2024-03-05 10:00:00+00:00",
        "lang": "en", "publisher": "Post", "url": URL,
    },
}  # fmt: skip


@pytest.mark.parametrize("tool", ROWS)
def test_every_tool_is_understood(tool: str) -> None:
    (article,) = read_row(ROWS[tool], "f:1", Reading())
    assert isinstance(article, Article), article
    assert (article.text, article.title, article.url) == (TEXT, "Quay reopens", URL)
    assert (article.outlet, article.language, article.dated_by) == ("Post", "en", "row")
    assert str(article.published).replace("+00:00", "") == "2024-03-05T10:00:00"


@pytest.mark.parametrize("tool", ROWS)
@pytest.mark.parametrize("suffix", [".jsonl", ".parquet", ".csv"])
def test_a_corpus_says_the_same(tool: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"rows{suffix}"
    row = ROWS[tool]
    if suffix == ".jsonl":
        path.write_text(json.dumps(row))
    elif suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist([row]), path)
    else:
        flat = {name: value for name, value in row.items() if not isinstance(value, dict)}
        quoted = ('"' + str(value).replace('"', '""') + '"' for value in flat.values())
        path.write_text(",".join(flat) + "\n" + ",".join(quoted) + "\n")
    (article,) = iter_paths([path])
    assert isinstance(article, Article), article
    held = read_corpus([path], Settings(), lambda _: None)
    assert array_of(held.corpus.texts).to_pylist() == [article.text]
    assert array_of(held.ids).to_pylist() == [article.id]
    assert held.corpus.times.tolist() == [int(np.datetime64("2024-03-05T10:00:00", "s").astype(int))]
    no_name = suffix == ".csv" and any(isinstance(value, dict) for value in row.values())
    expected = "post.example" if no_name else "Post"  # of its address
    assert held.outlet_names == (expected,)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("20240305", "2024-03-05"), (20240305, "2024-03-05"), ("20240305100000", "2024-03-05T10:00:00+00:00"),
        ("20240305T100000Z", "2024-03-05T10:00:00+00:00"), ("1709632800", "2024-03-05T10:00:00+00:00"),
        ("1709632800.0", "2024-03-05T10:00:00+00:00"), (1709632800000, "2024-03-05T10:00:00+00:00"),
        ("1709632800000", "2024-03-05T10:00:00+00:00"), ("20241305", None),
        ("05/03/2024", None), ("2024", None),
    ],
)  # fmt: skip
def test_dates_in_digits(written: str | int, expected: str | None) -> None:
    assert iso_date(written) == expected
