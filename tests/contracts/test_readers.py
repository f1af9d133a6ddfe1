"""Every registered reader keeps every promise of `reader_checks`, and survives any bytes at all."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.contracts.reader_checks import PARAGRAPH, SAMPLES, Case, checks, formats, rows
from wirecopy.model import Article
from wirecopy.readers import Format, iter_paths

ALL = pytest.mark.parametrize("reader", formats(), ids=lambda reader: reader.name)
ONE_ROW_A_FILE = ("plain text", "HTML")
Folders = pytest.TempPathFactory


@ALL
def test_has_a_sample(reader: Format) -> None:
    assert reader.name in SAMPLES, "add a sample file of the new format to reader_checks.SAMPLES"


@ALL
@pytest.mark.parametrize("check", checks(), ids=lambda check: check.__name__)
def test_promise(reader: Format, check: Callable[[Case], None], tmp_path: Path) -> None:
    check(Case(reader, *SAMPLES[reader.name], tmp_path))


@ALL
@given(content=st.binary(max_size=400))
def test_any_bytes_give_rows(reader: Format, content: bytes, tmp_path_factory: Folders) -> None:
    case = Case(reader, content, 0, tmp_path_factory.mktemp("any"))
    found = rows(case.write())
    assert found, "a file must not disappear"
    if reader.name in ONE_ROW_A_FILE:
        assert len(found) == 1, found


@ALL
@given(data=st.data())
def test_any_damage_to_a_sound_file_gives_rows(
    reader: Format, data: st.DataObject, tmp_path_factory: Folders
) -> None:
    sample = SAMPLES[reader.name][0]
    content = bytearray(sample[: data.draw(st.integers(1, len(sample)), label="cut")])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4), label="flipped"):
        content[place] ^= 1 << data.draw(st.integers(0, 7), label="bit")
    case = Case(reader, bytes(content), 0, tmp_path_factory.mktemp("damaged"))
    found = rows(case.write())
    assert found, "a file must not disappear"
    assert rows(case.write()) == found


@pytest.mark.parametrize("name", ["JSON Lines", "CSV"])
def test_rows_are_read_as_they_come(name: str, tmp_path: Path) -> None:
    reader = next(reader for reader in formats() if reader.name == name)
    sample = SAMPLES[name][0].replace(
        PARAGRAPH.encode(), PARAGRAPH.encode() * 20
    )  # ids are held, texts are not
    head, rows = (sample[:15], sample[15:]) if name == "CSV" else (b"", sample)
    path = Case(reader, head + rows * 500, 1_000, tmp_path).write()
    tracemalloc.start()
    try:
        count = sum(isinstance(item, Article) for item in iter_paths([path]))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 1_000
    assert peak < path.stat().st_size / 2, f"{peak:,} bytes for a file of {path.stat().st_size:,}"


@given(lines=st.lists(st.one_of(st.text(max_size=30), st.just('{"text": "word"}')), max_size=12))
def test_each_line_of_json_lines_is_kept_or_rejected(lines: list[str], tmp_path_factory: Folders) -> None:
    content = "\n".join(lines).encode("utf-8", "surrogatepass")
    path = tmp_path_factory.mktemp("lines") / "rows.jsonl"
    path.write_bytes(content)
    found = rows(path)
    said = [line for line in content.split(b"\n") if line.removeprefix(b"\xef\xbb\xbf").strip()]
    assert len(found) == max(1, len(said)) or "binary file" in found[0].reason, found
