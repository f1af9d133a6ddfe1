"""What each format says of passages, read back from its bytes by other programs' readers.

`PASSAGES` maps a format to a function that takes a file and gives (article id, start, end, words) for every
passage in it; words are None where the format has offsets only. `HOLDS` says what a format makes of a text.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote

import pyarrow.parquet as pq
from lxml import etree

from wirecopy.exports.formats import characters

Passage = tuple[str, int, int, str | None]
TEI = "{http://www.tei-c.org/ns/1.0}"


def rows_of_csv(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    assert data.startswith(b"\xef\xbb\xbf"), "no byte order mark"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps spreadsheets from running it."""
    return cell[1:] if re.match(r"'[=+\-@\t\r\n＝＋－＠]", cell) else cell


def from_report(data: bytes) -> Iterator[Passage]:
    """JSON and JSON Lines."""
    for line in [data] if data.count(b"\n") == 1 else data.splitlines():
        for story in json.loads(line)["stories"]:
            texts = {version["id"]: version["text"] for version in story["versions"]}
            for claim in story["claims"]:
                for row in claim["members"]:
                    words = texts[row["version"]][row["start"] : row["end"]]
                    yield row["version"], row["start"], row["end"], words
            for quote in story["quotes"]:
                yield from (
                    (row["version"], row["start"], row["end"], row["text"]) for row in quote["members"]
                )


def from_csv(data: bytes) -> Iterator[Passage]:
    """A table of CSV that has passages."""
    for row in rows_of_csv(data):
        yield unguarded(row["version"]), int(row["start"]), int(row["end"]), unguarded(row["text"])


def from_parquet(data: bytes) -> Iterator[Passage]:
    """A table of Parquet that has passages."""
    for row in pq.read_table(io.BytesIO(data)).to_pylist():
        yield row["version"], row["start"], row["end"], row["text"]


def from_annotations(data: bytes) -> Iterator[Passage]:
    """The targets of the annotations; articles are taken from URNs."""
    for item in json.loads(data)["first"]["items"]:
        for target in item["target"]:
            if isinstance(target, dict):
                position, quote = target["selector"]
                yield target["source"], position["start"], position["end"], quote["exact"]


def from_prov(data: bytes) -> Iterator[Passage]:
    """Where claims stand."""
    for row in json.loads(data).get("wasDerivedFrom", {}).values():
        if "term:start" in row:
            name = unquote(row["prov:usedEntity"].removeprefix("wc:article/"))
            yield name, row["term:start"], row["term:end"], None


def from_tei(data: bytes) -> Iterator[Passage]:
    """The wording of every witness of every passage, put together from what all have and its readings."""
    root = etree.fromstring(data, etree.XMLParser(huge_tree=True))
    names = {
        node.get("{http://www.w3.org/XML/1998/namespace}id"): node for node in root.iter(f"{TEI}witness")
    }
    for block in root.iter(f"{TEI}ab"):
        spans: dict[str, list[tuple[int, int]]] = {}
        for pointer in block.get("source").split():
            name, start, end = re.fullmatch(r"urn:wirecopy:article/(.*)#char=(\d+),(\d+)", pointer).groups()
            spans.setdefault(unquote(name), []).append((int(start), int(end)))
        for mark, node in names.items():
            name = unquote(node.findtext(f".//{TEI}idno", "").removeprefix("urn:wirecopy:article/"))
            if name in spans:
                words = witness_text(block, f"#{mark}")
                for start, end in spans[name]:
                    yield name, start, end, words[: end - start]
                    words = words[end - start :]
                assert words == "", f"{mark} has more than its spans: {words!r}"


def witness_text(block: etree._Element, mark: str) -> str:
    """What a witness has of a passage: the text all have, and of each app its own reading."""
    text = block.text or ""
    for child in block:
        if child.tag == f"{TEI}app":
            mine = [reading for reading in child if mark in reading.get("wit").split()]
            assert len(mine) == 1, f"{mark} has {len(mine)} readings"
            text += witness_text(mine[0], mark)
        text += child.tail or "" if child.tag != f"{TEI}ab" else ""
    return text


PASSAGES: Mapping[tuple[str, str | None], Callable[[bytes], Iterator[Passage]]] = {
    ("json", None): from_report,
    ("jsonl", None): from_report,
    **{("csv", table): from_csv for table in ("sightings", "quotes", "alarms")},
    **{("parquet", table): from_parquet for table in ("sightings", "quotes", "alarms")},
    ("annotations", None): from_annotations,
    ("prov", None): from_prov,
    ("tei", None): from_tei,
}
HOLDS: Mapping[str, Callable[[str], str]] = {"csv": characters.printable, "tei": characters.xml}
