"""What is not an index, or no longer one, is told: which file, what is wrong with it, what to do."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.index.plainengine import PlainEngine, corpus_of, edited, invented, texts_of
from wirecopy.errors import StoreError
from wirecopy.index import CopyIndex, merging, shelf

ENGINE = PlainEngine()
MANIFEST, SEGMENT = "manifest.json", "segment-00000001.wci"


def opened(path: Path, **options: bool) -> CopyIndex:
    return CopyIndex.open(path, engine=ENGINE, **options)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with opened(tmp_path) as index:
        texts = [invented(1, 20), invented(2, 20), edited(invented(1, 20), 3, 0.05)]
        index.add(corpus_of(texts), ["a", "b", "c"])
    return tmp_path


def rewrite(folder: Path, **values: object) -> None:
    """Change the manifest and give it a true sum."""
    path = folder / MANIFEST
    said = json.loads(path.read_text("utf-8")) | values
    del said["sum"]
    said["sum"] = zlib.crc32(json.dumps(said, sort_keys=True).encode())
    path.write_text(json.dumps(said), "utf-8")


def use(folder: Path) -> None:
    """Whatever reads every byte of an index in the course of its work."""
    with opened(folder) as index:
        index.check()


def test_a_newer_format_is_refused(folder: Path) -> None:
    rewrite(folder, format=2)
    with pytest.raises(StoreError, match=r"newer wirecopy \(format 2, this one reads 1\).*update"):
        opened(folder)


def test_other_settings_are_refused_and_named(folder: Path) -> None:
    with pytest.raises(
        StoreError, match=r"other settings \(unicode None instead of '99'.*make the index anew"
    ):
        CopyIndex.open(folder, engine=PlainEngine(unicode="99"))


def test_a_folder_of_other_things_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader", "utf-8")
    with pytest.raises(StoreError, match="not an index, and not empty"):
        opened(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    (tmp_path / MANIFEST).write_text('{"name": "somebody else\'s"}', "utf-8")
    with pytest.raises(StoreError, match="not an index of wirecopy"):
        opened(tmp_path)


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(StoreError, match="not a folder"):
        opened(tmp_path / "file")


def test_there_is_nothing_to_ask_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no index here"):
        opened(tmp_path / "none", read_only=True)
    assert not (tmp_path / "none").exists()


def test_a_lost_manifest_does_not_cost_the_segments(folder: Path) -> None:
    (folder / MANIFEST).unlink()
    with pytest.raises(StoreError, match=r"manifest\.json is missing"):
        opened(folder)
    assert (folder / SEGMENT).exists()


def test_a_lost_segment_is_named(folder: Path) -> None:
    (folder / SEGMENT).unlink()
    with pytest.raises(StoreError, match=SEGMENT):
        opened(folder)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_every_changed_byte_is_found_and_its_file_named(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("index")
    with opened(folder) as index:
        index.add(
            corpus_of([invented(1, 9), invented(2, 9), edited(invented(1, 9), 3, 0.1)]), ["a", "b", "c"]
        )
    name = data.draw(st.sampled_from([MANIFEST, SEGMENT]))
    said = bytearray((folder / name).read_bytes())
    place = data.draw(st.integers(0, len(said) - 1))
    flipped = said[place] ^ data.draw(st.integers(1, 255))
    if name == MANIFEST and (chr(said[place]).isspace() or chr(flipped).isspace()):
        return  # layout of the JSON means nothing
    padding = name == SEGMENT and not _meant(folder, place)
    said[place] = flipped
    (folder / name).write_bytes(said)
    if padding:
        return
    with pytest.raises(StoreError, match=name):
        use(folder)


def _meant(folder: Path, place: int) -> bool:
    """Whether a byte of the segment is within a section or behind the last one."""
    with opened(folder) as index:
        table = index._shelf.segments[0]._table.values()
    return any(at <= place < at + total for at, total, _ in table) or place >= max(
        at + n for at, n, _ in table
    )


@pytest.mark.parametrize("left", [0, 1, 19, 20, 100, -1])
@pytest.mark.parametrize("name", [MANIFEST, SEGMENT])
def test_a_file_cut_short_is_named(folder: Path, name: str, left: int) -> None:
    said = (folder / name).read_bytes()
    (folder / name).write_bytes(said[:left])
    with pytest.raises(StoreError, match=f"damaged.*{name}"):
        opened(folder)


def test_a_changed_text_is_found_when_it_is_read(folder: Path) -> None:
    path = folder / SEGMENT
    said = path.read_bytes()
    path.write_bytes(said.replace(b"w", b"W", 1))
    with opened(folder) as index:
        with pytest.raises(StoreError, match=f"damaged: text of article 'a' has changed - .*{SEGMENT}"):
            index.ask(texts_of([edited(invented(1, 20), 4, 0.05)]))
        assert index.ask(texts_of([edited(invented(2, 20), 4, 0.05)])).closest == ["b"], "others can be read"


def test_a_merge_does_not_pass_damage_on(tmp_path: Path) -> None:
    with opened(tmp_path) as index:
        for k in range(8):
            index.add(corpus_of([invented(k, 9)]), [f"a{k}"])
        path = tmp_path / SEGMENT
        said = path.read_bytes()
        with path.open("r+b") as stream:
            stream.seek(said.index(b"w"))
            stream.write(b"X")
        with pytest.raises(StoreError, match=f"damaged: section 'text' has changed - .*{SEGMENT}"):
            index.add(corpus_of([invented(9)]), ["b"])
        assert len(index) == 8
        assert len(list(tmp_path.glob("segment-*"))) == 8


def test_an_index_that_is_full_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shelf.MOST == 2**27 - 1
    monkeypatch.setattr(shelf, "MOST", 4)
    with opened(folder) as index:
        with pytest.raises(StoreError, match="full: an index holds 4 articles"):
            index.add(corpus_of([invented(8), invented(9)]), ["x", "y"])
        index.add(corpus_of([invented(8)]), ["x"])
        assert len(index) == 4


@given(st.lists(st.integers(1, 2000), max_size=400))
def test_segments_stay_few_and_are_seldom_rewritten(batches: list[int]) -> None:
    counts: list[int] = []
    rewritten = 0
    for size in batches:
        while width := merging.due(counts, [1] * len(counts)):
            assert width <= len(counts)
            rewritten += sum(counts[-width:])
            counts[-width:] = [sum(counts[-width:])]
        counts.append(size)
    total = max(1, sum(batches))
    assert len(counts) <= 8 * (1 + np.log2(total))
    assert rewritten <= total * np.log(2 * total) / np.log(8)


def test_sealed_segments_are_left_alone() -> None:
    assert merging.due([1] * 20, [1] * 20) == 20
    assert merging.due([1] * 20, [merging.SEALED] * 12 + [1] * 8) == 8
    assert merging.due([1] * 20, [merging.SEALED] * 13 + [1] * 7) == 0
