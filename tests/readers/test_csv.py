"""Tables in plain text: whatever separates, quotes and encodes them, each row is kept or rejected."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.model import Article, Rejected
from wirecopy.readers import iter_paths
from wirecopy.readers.base import Item, Note
from wirecopy.settings import Reading

TEXT = 'The quay stays shut, said the harbour master: "Not before Friday."'
Folders = pytest.TempPathFactory


def read(path: Path, data: bytes | str, limits: Reading | None = None) -> list[Item]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(iter_paths([path], limits))


def texts(found: list[Item]) -> list[str]:
    assert all(isinstance(item, Article) for item in found), found
    return [item.text for item in found if isinstance(item, Article)]


def written(rows: list[list[str]], separator: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(rows)
    return stream.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("name", ["t.csv", "t.tsv"])
def test_separator_and_encoding_are_found_out(
    tmp_path: Path, separator: str, encoding: str, name: str
) -> None:
    data = written(
        [["id", "title", "text"], ["a", "Übersicht, neu; alt", f"{TEXT}\n\nZwei – drei"]], separator
    )
    found = [item for item in read(tmp_path / name, data.encode(encoding)) if not isinstance(item, Note)]
    (article,) = found
    assert isinstance(article, Article)
    assert (article.id, article.title) == ("a", "Übersicht, neu; alt")
    assert article.text == f"{TEXT}\n\nZwei – drei"
    assert article.path == f"{tmp_path / name}:2"


def test_a_row_gives_every_field(tmp_path: Path) -> None:
    data = "Media Name,URL,Title,Story Text,Publish Date,Language\nPost,https://p.example/1,T,Text,2024-03-05,eng\n"
    (article,) = read(tmp_path / "t.csv", data)
    assert isinstance(article, Article)
    assert (article.outlet, article.url, article.title) == ("Post", "https://p.example/1", "T")
    assert (article.published, article.dated_by, article.language) == ("2024-03-05", "row", "en")


def test_what_spreadsheets_put_in_front(tmp_path: Path) -> None:
    assert texts(read(tmp_path / "t.csv", b"\xef\xbb\xbfsep=;\r\nid;text\r\n1;a, b\r\n")) == ["a, b"]


def test_ragged_rows_are_rejected_by_the_number_a_spreadsheet_shows(tmp_path: Path) -> None:
    found = read(tmp_path / "t.csv", "id,text\n1,one\n\n2,two,2\n3\n4,four,,\n")
    assert [(type(item).__name__, item.path.rpartition(":")[2]) for item in found] == [
        ("Article", "2"), ("Rejected", "4"), ("Rejected", "5"), ("Article", "6"),
    ]  # fmt: skip
    assert isinstance(found[1], Rejected)
    assert found[1].reason == "3 fields where the first row names 2 columns"


def test_a_table_without_names_is_rejected_whole(tmp_path: Path) -> None:
    (only,) = read(tmp_path / "t.csv", "1,one\n2,two\n")
    assert isinstance(only, Rejected)
    assert only.reason.startswith("no column of texts: the first row must name the columns")
    assert only.reason.endswith("it has '1', 'one'")


def test_a_quote_that_is_never_closed_is_told(tmp_path: Path) -> None:
    (good, bad) = read(tmp_path / "t.csv", 'id,text\n1,one\n2,"two\n3,three\n4,four\n')
    assert isinstance(good, Article)
    assert isinstance(bad, Rejected)
    assert "never closed takes the last 3 lines" in bad.reason


def test_reading_goes_on_after_a_row_that_is_too_long(tmp_path: Path) -> None:
    data = 'id,text\n1,"' + "long " * 100 + '"\n2,two\n' + "x" * 3_000 + "\n3,three\n"
    found = read(tmp_path / "t.csv", data, Reading(max_line_bytes=300))
    assert [getattr(item, "text", "rejected") for item in found] == ["rejected", "two", "rejected", "three"]
    assert isinstance(found[0], Rejected)
    assert "reading.max_line_bytes" in found[0].reason


def test_long_fields_are_read_and_the_limit_of_the_module_is_put_back(tmp_path: Path) -> None:
    before = csv.field_size_limit(1_000)
    try:
        assert texts(read(tmp_path / "t.csv", f'id,text\n1,"{"word " * 100_000}"\n')) == ["word " * 100_000]
        assert csv.field_size_limit() == 1_000
    finally:
        csv.field_size_limit(before)


def test_tables_with_tabs_need_not_quote(tmp_path: Path) -> None:
    found = read(tmp_path / "t.tsv", 'id\ttext\n1\t"Shut," he said\n2\tsaid: "no"\n3\t"and so on\n')
    assert texts(found) == ['"Shut," he said', 'said: "no"', '"and so on']


def test_a_backslash_before_a_quote(tmp_path: Path) -> None:
    assert texts(read(tmp_path / "t.csv", 'id,text\n1,"he said \\"no\\" twice"\n')) == ['he said "no" twice']


def test_nul_and_damaged_bytes_are_kept_as_far_as_they_can_be(tmp_path: Path) -> None:
    rows = ["id,text", "1,a\0b", "2,שלום", "3,x\udce9y"]
    found = read(tmp_path / "t.csv", "\n".join(rows).encode("utf-8", "surrogateescape"))
    assert [item.text for item in found if isinstance(item, Article)][:2] == ["a\0b", "שלום"]
    notes = [item for item in found if isinstance(item, Note)]
    assert [note.path for note in notes] == [f"{tmp_path}/t.csv:4"]
    assert sum(isinstance(item, Article) for item in found) == 3


def test_rows_before_the_break_of_a_packed_file_are_kept(tmp_path: Path) -> None:
    data = written([["id", "text"], *([str(n), f"{n} {TEXT}"] for n in range(3_000))]).encode()
    found = read(tmp_path / "t.csv.gz", gzip.compress(data)[:-2_000])
    assert isinstance(found[-1], Rejected)
    assert "breaks off after row" in found[-1].reason
    assert len(found) > 1_000
    assert texts(found[:-1]) == [f"{n} {TEXT}" for n in range(len(found) - 1)]


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(
    lambda text: text.strip("\0 \t\r\n\f\v\ufeff\xa0")
)


@settings(deadline=None)
@given(rows=st.lists(WORDS, min_size=1, max_size=8), separator=st.sampled_from(",;|"))
def test_what_the_csv_module_writes_is_read_back(
    rows: list[str], separator: str, tmp_path_factory: Folders
) -> None:
    table = [["id", "title", "text"], *([f"r{n}", "T", text] for n, text in enumerate(rows))]
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    found = [item for item in read(path, written(table, separator)) if not isinstance(item, Note)]
    if '\\"' in "".join(rows) or "binary file" in str(found[0]):  # taken for an escape; for no text
        assert found
    else:
        assert texts(found) == rows


@settings(deadline=None)
@given(lines=st.lists(st.text(st.sampled_from('ab,"\n\r;é'), max_size=12), max_size=12))
def test_every_row_is_kept_or_rejected_once(lines: list[str], tmp_path_factory: Folders) -> None:
    found = read(tmp_path_factory.mktemp("csv") / "t.csv", "id,text\n" + "\n".join(lines))
    places = [item.path for item in found if not isinstance(item, Note)]
    assert len(set(places)) == len(places)
