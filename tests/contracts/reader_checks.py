"""What every reader promises, as checks that run on any registered format.

A check takes a case (a format, a sound sample of it, a folder to write in) and asserts. Whoever adds a format
adds a sample to `SAMPLES` and nothing else.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tests.warcs import archive, response
from wirecopy.exports.tables import record_values
from wirecopy.model import Article, Rejected
from wirecopy.readers import Format, iter_paths
from wirecopy.readers.columns import array_of
from wirecopy.readers.corpus import read_corpus, records
from wirecopy.readers.formats import FORMATS
from wirecopy.settings import Settings

PARAGRAPH = (
    "The harbour master of Vessin said on Tuesday that the eastern quay would stay shut until the divers "
    "had finished their work, which he did not expect before the end of the month. Ships bound for the quay "
    "are sent to the outer roads, where eleven of them were waiting on Tuesday night."
)
PAGE = (
    "<!DOCTYPE html><html lang='en-GB'><head><title>Quay stays shut</title></head><body><article>"
    f"<h1>Quay stays shut</h1><p>{PARAGRAPH}</p><p>The port authority gave no date.</p></article>"
    "</body></html>"
)


def parquet(rows: list[dict[str, object]]) -> bytes:
    """A Parquet file of these rows."""
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), stream)
    return stream.getvalue()


FEED = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Vessin Post</title>'
    "<item><guid>a</guid><title>Quay stays shut</title>"
    f"<content:encoded><![CDATA[<p>{PARAGRAPH}</p><p>No date.</p>]]></content:encoded></item>"
    f"<item><guid>b</guid><description>&lt;p&gt;{PARAGRAPH} {PARAGRAPH} {PARAGRAPH}&lt;/p&gt;"
    "</description></item>"
    "</channel></rss>"
)
NITF = (
    "<nitf><head><title>Quay stays shut</title></head>"
    "<body><body.head><dateline>VESSIN</dateline></body.head>"
    f"<body.content><p>{PARAGRAPH}</p><p>The port authority gave no date.</p></body.content></body></nitf>"
)
LIST = '<opml version="2.0"><body><outline text="Post" xmlUrl="https://post.example/rss"/></body></opml>'
SAMPLES: dict[
    str, tuple[bytes, int]
] = {  # a sound file, and the articles in it; a list of feeds has none and is rejected
    "plain text": (f"Quay stays shut\r\n\r\n{PARAGRAPH}\n".encode(), 1),
    "HTML": (PAGE.encode(), 1),
    "JSON Lines": (f'{{"id": 7, "text": "{PARAGRAPH}"}}\n\n{{"text": "{PARAGRAPH}"}}\n'.encode(), 2),
    "JSON": (f'[{{"id": "a", "text": "{PARAGRAPH}"}}, {{"id": "b", "text": "{PARAGRAPH}"}}]'.encode(), 2),
    "Parquet": (parquet([{"id": "a", "text": PARAGRAPH}, {"id": "b", "text": PARAGRAPH}]), 2),
    "CSV": (f'id,title,text\r\na,Quay,"{PARAGRAPH}"\r\n\r\nb,"Quay, again","{PARAGRAPH}"\r\n'.encode(), 2),
    "feed": (FEED.encode(), 2),
    "OPML": (LIST.encode(), 0),
    "XML": (NITF.encode(), 1),
    "web archive": (archive(response("https://a.example/1", PAGE), response("https://a.example/2", PAGE)), 2),
}


@dataclass(frozen=True)
class Case:
    """A format, a sound file of it with so many articles, and a folder to write in."""

    reader: Format
    sample: bytes
    count: int
    folder: Path

    def write(self, content: bytes | None = None, more: str = "") -> Path:
        """A file of the format; its content is the sample unless told."""
        path = self.folder / f"sample{self.reader.suffixes[0]}{more}"
        path.write_bytes(self.sample if content is None else content)
        return path


def formats() -> list[Format]:
    """Every registered format once."""
    return list({reader.name: reader for reader in FORMATS.values()}.values())


def rows(path: Path) -> list[Article | Rejected]:
    """The articles and rejections of a path, without the notes."""
    return [item for item in iter_paths([path]) if isinstance(item, Article | Rejected)]


def texts(path: Path) -> list[tuple[str, str]]:
    """Ids and texts of a path that holds nothing but articles."""
    return [(item.id, item.text) for item in rows(path) if isinstance(item, Article)]


def check_sound_file_gives_its_articles(case: Case) -> None:
    found = rows(case.write())
    assert [type(item) for item in found] == ([Article] * case.count or [Rejected]), found


def check_characters_are_untouched(case: Case) -> None:
    for _, text in texts(case.write()):
        assert PARAGRAPH in text


def check_text_from_right_to_left_is_untouched(case: Case) -> None:
    sentence = "רציף מזרחי סגור עד סוף החודש, אמר מנהל הנמל. "
    content = case.sample.replace(PARAGRAPH.encode(), (sentence * 12).strip().encode())
    if case.reader.name in ("Parquet", "web archive"):  # they know how long their parts are
        return
    found = texts(case.write(content))
    assert [(sentence * 12).strip() in text for _, text in found] == [True] * case.count


def check_ids_are_unique_and_the_order_is_kept(case: Case) -> None:
    path = case.write()
    names = [name for name, _ in texts(path)]
    assert len(set(names)) == len(names)
    places = [int(item.path.rpartition(":")[2]) for item in rows(path) if item.path != str(path)]
    assert places == sorted(places)


def check_another_encoding_is_read_or_rejected(case: Case) -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-32", "cp1252", "cp037"):
        assert rows(case.write(case.sample.decode("latin-1").encode(encoding, "replace"))), encoding


def check_nul_bytes_are_read_or_rejected(case: Case) -> None:
    middle = len(case.sample) // 2
    assert rows(case.write(case.sample[:middle] + b"\0" + case.sample[middle:]))


def check_a_line_of_50_mb_is_read_or_rejected(case: Case) -> None:
    assert all(isinstance(row, Rejected) for row in rows(case.write(b"a" * 50_000_000)))


def check_same_input_gives_same_output(case: Case) -> None:
    path = case.write()
    assert rows(path) == rows(path)


def check_gzip_changes_only_the_path(case: Case) -> None:
    assert texts(case.write(gzip.compress(case.sample), ".gz")) == texts(case.write())


def check_cut_gzip_is_reported(case: Case) -> None:
    packed = gzip.compress(case.sample)
    last = rows(case.write(packed[:-12], ".gz"))[-1]
    assert isinstance(last, Rejected), last
    assert "cut short" in last.reason


def check_empty_file_is_rejected(case: Case) -> None:
    for content in (b"", b" \n\r\n\t", b"\xef\xbb\xbf"):
        (only,) = rows(case.write(content))
        assert isinstance(only, Rejected), content
        assert only.reason.startswith("empty"), (content, only)


def check_binary_file_is_rejected(case: Case) -> None:
    for content in (b"\x89PNG\r\n\x1a\n" + bytes(200), bytes(range(256)) * 20, b"%PDF-1.7 ..."):
        (only,) = rows(case.write(content))
        assert isinstance(only, Rejected), content[:10]
        assert only.reason.startswith("binary file"), only


def check_path_names_the_file(case: Case) -> None:
    path = case.write()
    assert all(item.path.startswith(str(path)) for item in rows(path))


def check_a_corpus_holds_the_same_articles(case: Case) -> None:
    path = case.write()
    told: list[object] = []
    held = read_corpus([path], Settings(), told.append)
    corpus = held.corpus.texts
    found = zip(array_of(held.ids).to_pylist(), array_of(corpus).to_pylist(), strict=True)
    assert list(found) == texts(path)
    assert len([item for item in told if isinstance(item, Rejected)]) == (0 if case.count else 1)


def check_every_article_can_be_had_as_a_record(case: Case) -> None:
    path = case.write()
    held = read_corpus([path], Settings(), lambda _: None)
    every = records([path], Settings(), held, np.ones(len(held), np.bool_))
    found = [values for record in every for values in record_values(record)]
    assert [values.get("text") for values in found] == [text for _, text in texts(path)]


def checks() -> list[Callable[[Case], None]]:
    """Every check of this file."""
    return [check for name, check in globals().items() if name.startswith("check_")]
