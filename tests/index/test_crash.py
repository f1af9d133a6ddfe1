"""Killed at any moment, refused room or rights: the index reopens with all that was acknowledged, once.

`WIRECOPY_KILLS=50` sets how many random kills are tried; a handful by default.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.index.adder import batch
from tests.index.plainengine import PlainEngine, corpus_of, invented
from wirecopy.disk import files as disk_files
from wirecopy.errors import StoreError
from wirecopy.index import CopyIndex, files, manifest, shelf

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("WIRECOPY_KILLS", "5"))
BATCHES, ROWS = 40, 12
ENGINE = PlainEngine()


def opened(path: Path, **options: bool) -> CopyIndex:
    return CopyIndex.open(path, engine=ENGINE, **options)


def ids_in(path: Path) -> list[str]:
    with opened(path) as index:
        index.check()
        return [segment.id(row) for segment in index._shelf.segments for row in range(segment.count)]


def start(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.index.adder", str(folder), str(BATCHES), str(ROWS)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_killed_at_any_moment_it_loses_and_doubles_nothing(tmp_path: Path) -> None:
    chance = random.Random(7)
    wanted = [name for number in range(BATCHES) for name, _ in batch(number, ROWS)]
    folder, acknowledged, killed = tmp_path / "index", 0, 0
    for attempt in range(KILLS):
        with start(folder) as process:
            assert process.stdout is not None
            process.stdout.readline()  # it is open: from here on it adds
            time.sleep(chance.uniform(0, 0.25))
            process.send_signal(signal.SIGKILL)
            said = process.stdout.read().split("\n")
            killed += process.wait() == -signal.SIGKILL
        counts = [int(line.split()[2]) for line in said if line.startswith("added") and line.count(" ") == 2]
        acknowledged = max([acknowledged, *counts])
        there = ids_in(folder)
        assert there == wanted[: len(there)], (
            f"kill {attempt}: not the articles that were sent, in order, once"
        )
        assert len(there) >= acknowledged, f"kill {attempt}: {len(there)} there, {acknowledged} acknowledged"
    assert killed, "no process lived long enough to be killed"
    with start(folder) as process:
        process.communicate()
    assert ids_in(folder) == wanted, "what was cut short is resumed by running it again"


def test_what_a_killed_process_left_is_cleaned_away(tmp_path: Path) -> None:
    with opened(tmp_path) as index:
        index.add(corpus_of([invented(1)]), ["a"])
    (tmp_path / "segment-00000002.wci").write_bytes(b"half a segm")
    (tmp_path / "manifest.json.new").write_text("{", encoding="ascii")
    (tmp_path / "notes.txt").write_text("mine", encoding="ascii")
    with opened(tmp_path) as index:
        assert sorted(p.name for p in tmp_path.iterdir()) == [
            "lock",
            "manifest.json",
            "notes.txt",
            "segment-00000001.wci",
        ]
        index.add(corpus_of([invented(2)]), ["b"])
    assert ids_in(tmp_path) == ["a", "b"]


@pytest.mark.parametrize("point", ["write_segment", "write_manifest", "fsync", "replace", "last sync"])
def test_an_error_at_any_step_adds_nothing_or_all(
    tmp_path: Path, point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with opened(tmp_path) as index:
        index.add(corpus_of([invented(1)]), ["a"])
        with monkeypatch.context() as patch:
            if point == "fsync":
                patch.setattr(disk_files.os, "fsync", refuse)
            elif point == "replace":
                patch.setattr(manifest.os, "replace", refuse)
            elif point == "last sync":
                calls = iter([False, True])
                patch.setattr(manifest, "sync_folder", lambda _: refuse() if next(calls) else None)
            elif point == "write_manifest":
                patch.setattr(manifest, "write_all", refuse)
            else:
                patch.setattr(
                    shelf,
                    "write_segment",
                    lambda *_: files.write_new(tmp_path / "segment-00000002.wci", refuse),
                )
            with pytest.raises(StoreError, match="no space left"):
                index.add(corpus_of([invented(2)]), ["b"])
        if (
            point != "last sync"
        ):  # then nobody can say whether it is durable, and the index wants to be reopened
            assert len(index) == 1
            index.add(corpus_of([invented(2)]), ["b"])
        else:
            with pytest.raises(StoreError, match="open the index again"):
                index.add(corpus_of([invented(2)]), ["b"])
    assert ids_in(tmp_path) == ["a", "b"]


def test_a_full_disk_is_told_and_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from tests.index.plainengine import PlainEngine, corpus_of, invented\n"
        "from wirecopy.errors import StoreError\n"
        "from wirecopy.index import CopyIndex\n"
        "with CopyIndex.open(Path(sys.argv[1]), engine=PlainEngine()) as index:\n"
        "    index.add(corpus_of([invented(1)]), ['a'])\n"
        "    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))\n"
        "    try:\n"
        "        index.add(corpus_of([invented(k) for k in range(50)]), [f'b{k}' for k in range(50)])\n"
        "    except StoreError as error:\n"
        "        print(error)\n"
        "    index.add(corpus_of([invented(2)]), ['c'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "no space left" in done.stdout
    assert ids_in(tmp_path) == ["a", "c"]
    assert len(list(tmp_path.glob("segment-*"))) == 2


def test_a_second_writer_is_told_and_a_reader_is_let_in(tmp_path: Path) -> None:
    with opened(tmp_path) as index:
        index.add(corpus_of([invented(1)]), ["a"])
        with pytest.raises(StoreError, match=f"locked: process {os.getpid()}"):
            opened(tmp_path)
        with opened(tmp_path, read_only=True) as reader:
            index.add(corpus_of([invented(2)]), ["b"])
            assert (len(reader), len(index)) == (1, 2), "a reader sees the index as it was when opened"
            with pytest.raises(StoreError, match="read-only"):
                reader.add(corpus_of([invented(3)]), ["c"])
    with opened(tmp_path):
        pass  # the lock went with the writer


def test_a_reader_outlives_the_files_it_reads(tmp_path: Path) -> None:
    with opened(tmp_path) as index:
        index.add(corpus_of([invented(0)]), ["a0"])
        with opened(tmp_path, read_only=True) as reader:
            for k in range(1, 20):
                index.add(corpus_of([invented(k)]), [f"a{k}"])
            assert not (tmp_path / "segment-00000001.wci").exists(), "it was joined with others"
            assert reader.ask(corpus_of([invented(0)]).texts).closest == ["a0"]


def test_a_read_only_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as index:
        index.add(corpus_of([invented(1)]), ["a"])

    def refuse(*_: object) -> int:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(disk_files.os, "open", refuse)
    with pytest.raises(StoreError, match=r"may not be written.*read-only to ask it"):
        opened(tmp_path)
    with opened(tmp_path, read_only=True) as index:
        assert index.ask(corpus_of([invented(1)]).texts).closest == ["a"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_can_be_asked(tmp_path: Path) -> None:
    with opened(tmp_path) as index:
        index.add(corpus_of([invented(1)]), ["a"])
    tmp_path.chmod(0o500)
    (tmp_path / "lock").chmod(0o400)
    try:
        with pytest.raises(StoreError, match="may not be written"):
            opened(tmp_path)
        with opened(tmp_path, read_only=True) as index:
            assert index.ask(corpus_of([invented(1)]).texts).closest == ["a"]
    finally:
        tmp_path.chmod(0o700)
