"""Texts that are sent: read in a worker within limits, stored nowhere; a worker that is lost is replaced."""

from __future__ import annotations

import asyncio
import gzip
import os
import signal
import subprocess
import sys
from collections.abc import Coroutine, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from tests.newsroom import own, wire
from tests.web.conftest import Served
from wirecopy.model import Report, Story
from wirecopy.readers.html.guard import is_ordinary
from wirecopy.web import workroom
from wirecopy.web.making import Answers, Making
from wirecopy.web.problems import Busy, NotDone, Problem, TooMuch
from wirecopy.web.serving import Serving
from wirecopy.web.workroom import Upload, Workroom

API = "/api/v1"


def sent(*texts: str) -> dict[str, Any]:
    return {"articles": [{"text": text} for text in texts]}


def test_articles_are_read_as_on_the_command_line(reader: Served) -> None:
    answer = reader.client.post(f"{API}/read", json=sent(wire(1), wire(1), own(1)))
    assert answer.status_code == 200, answer.text
    (story,) = answer.json()["stories"]
    assert [version["id"] for version in story["versions"]] == ["text-1", "text-2", "text-3"]
    assert story["counts"]["reports"]["best"] < story["counts"]["sightings"]


def test_two_texts_are_compared(reader: Served) -> None:
    pair = {"left": {"text": wire(2), "id": "one"}, "right": {"text": wire(2), "id": "one"}}
    found = reader.client.post(f"{API}/compare", json=pair).json()
    assert (found["left"], found["right"]) == ("one", "one-2")
    assert found["same_copy"] > 0.9


def test_texts_leave_nothing_in_the_store(reader: Served) -> None:
    before = reader.client.get(f"{API}/counts").json()
    reader.client.post(f"{API}/read", json=sent(wire(3)))
    assert reader.client.get(f"{API}/counts").json() == before


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (sent(), 422),
        (sent(*["A barge sank."] * 21), 413),
        (sent(""), 422),
        ({"articles": [{"text": "x", "path": "/etc/passwd"}]}, 422),
        ({"articles": "x"}, 422),
        ([], 422),
    ],
)
def test_what_cannot_be_read_is_refused(reader: Served, body: Any, status: int) -> None:
    answer = reader.client.post(f"{API}/read", json=body)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def uploaded(server: Served, *uploads: Upload) -> Report:
    """What a desk makes of uploads."""
    assert server.client.portal is not None
    return server.client.portal.call(server.desk.read, uploads)


def test_the_format_of_an_upload_is_found_by_its_bytes(reader: Served) -> None:
    page = f"<!doctype html><html><body><article><p>{wire(4)}</p></article></body></html>"
    odd = page.replace("</p>", "</p>" + "<p>A barge.</p>" * 3_000)
    report = uploaded(
        reader,
        Upload("told.txt", wire(4).encode()),
        Upload("no suffix", page.encode()),
        Upload("rows.jsonl", b'{"id": "a", "text": "A barge sank at the quay on Monday."}\n'),
        Upload("../../etc/passwd", "Ein Kahn sank am Montag am Kai der Stadt.".encode("utf-16")),
        Upload("packed.txt", gzip.compress(b"A barge sank.")),
        Upload("table.parquet", b"PAR1" + bytes(100)),
        Upload("bomb.html", b"<div>" * 200_000),
        Upload("odd.html", odd.encode()),
    )
    assert not is_ordinary(odd.encode()), "a process of its own reads it"
    ids = {version.id for story in report.stories for version in story.versions}
    assert {"told", "no suffix", "a", "passwd", "odd"} <= ids
    rejected = {row.path: row.reason for row in report.rejected}
    assert "unpack it first" in rejected["packed.txt"]
    assert "not taken here" in rejected["table.parquet"]
    assert "bomb.html" in rejected


def test_names_of_uploads_are_only_names() -> None:
    names = ["/etc/passwd", "..\\..\\boot.ini", "..", "", "a\nb.txt", "x" * 999, "\u202efdp.txt"]
    found = workroom._names([Upload(name, b"") for name in names])
    assert found[:4] == ["passwd", "boot.ini", "text 3", "text 4"]
    assert all(name.isprintable() and len(name) <= 200 and "/" not in name for name in found)


def test_too_many_and_too_much_are_told_apart_from_what_is_wrong(reader: Served) -> None:
    with pytest.raises(TooMuch, match="21 texts"):
        uploaded(reader, *[Upload(f"{k}.txt", b"x") for k in range(21)])
    with pytest.raises(TooMuch, match="too long"):
        uploaded(reader, Upload("a.txt", b"x" * 5_000_001))
    rows = b"".join(b'{"id": "%d", "text": "A barge sank."}\n' % k for k in range(30))
    with pytest.raises(Problem, match="30 articles"):
        uploaded(reader, Upload("many.jsonl", rows))


@dataclass
class Room:
    """A workroom and the loop it runs on; its limits may be changed between jobs."""

    runner: asyncio.Runner
    room: Workroom

    @property
    def pid(self) -> int | None:
        return self.room.texts.pid

    def limit(self, **limits: Any) -> None:
        self.room.texts._serving = Serving(**limits)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def read(self, *bodies: bytes) -> bytes:
        uploads = [Upload(f"{k}.txt", body) for k, body in enumerate(bodies)]
        return self.run(self.room.read(uploads))


@pytest.fixture(scope="module")
def long_lived() -> Iterator[Room]:
    with asyncio.Runner() as runner:
        room = Workroom(None, Serving(job_memory_mb=250, upload_bytes=100_000_000))
        runner.run(room.start())
        yield Room(runner, room)
        runner.run(room.close())


@pytest.fixture
def room(long_lived: Room) -> Iterator[Room]:
    """A workroom that does its work before and after, whatever happens between."""
    assert b"stories" in long_lived.read(b"A barge sank.")
    yield long_lived
    long_lived.limit()
    assert b"stories" in long_lived.read(b"A barge sank.")


def test_a_worker_that_is_killed_is_replaced(room: Room) -> None:
    first = room.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    with suppress(NotDone):  # it died with the job in hand
        room.read(b"A barge sank.")
    assert b"stories" in room.read(b"A barge sank.")
    assert room.pid not in (None, first)


def test_a_job_that_takes_too_long_is_ended(room: Room) -> None:
    room.limit(job_seconds=0.3)
    first = room.pid
    with pytest.raises(NotDone, match=r"longer than 0\.3 seconds"):
        room.read(*["\n\n".join(wire(n) for n in range(40)).encode()] * 20)
    assert room.pid is None, "it is gone"
    assert first is not None
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is limited on Linux only")
def test_a_job_that_takes_too_much_memory_is_ended(room: Room) -> None:
    with pytest.raises(NotDone, match="memory"):
        room.read(b"A barge sank. " * 7_000_000)


def test_the_line_before_a_worker_is_short(room: Room) -> None:
    room.limit(job_queue=2)

    async def crowd() -> list[object]:
        jobs = [room.room.read([Upload("a.txt", wire(k).encode())]) for k in range(5)]
        return await asyncio.gather(*jobs, return_exceptions=True)

    assert [isinstance(one, Busy) for one in room.run(crowd())] == [False, False, True, True, True]


def test_a_job_whose_client_left_does_not_answer_the_next(room: Room) -> None:
    async def leave() -> bytes:
        left = asyncio.create_task(room.room.read([Upload("left.txt", wire(1).encode())]))
        await asyncio.sleep(0.02)
        left.cancel()
        await asyncio.gather(left, return_exceptions=True)
        return await room.room.read([Upload("stayed.txt", wire(2).encode())])

    assert b'"id":"stayed"' in room.run(leave())


def test_the_environment_of_a_worker_holds_no_token(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    if not Path("/proc/self/environ").exists():
        pytest.skip("no /proc here")
    monkeypatch.setenv("WIRECOPY_TOKEN", "secret-of-the-server")
    room.run(room.room.close())
    room.run(room.room.start())
    assert b"secret-of-the-server" not in Path(f"/proc/{room.pid}/environ").read_bytes()


def test_a_worker_for_texts_opens_nothing_and_knows_no_token(tmp_path: Path) -> None:
    code = (
        "import sys, os\n"
        "from wirecopy.web import worker\n"
        "sys.addaudithook(worker._refuse)\n"
        "tried = {}\n"
        "def attempt(name, call):\n"
        "    try:\n"
        "        call()\n"
        "    except PermissionError:\n"
        "        tried[name] = 'refused'\n"
        "    except Exception as error:\n"
        "        tried[name] = repr(error)\n"
        "    else:\n"
        "        tried[name] = 'done'\n"
        "import socket, subprocess\n"
        "attempt('socket', lambda: socket.create_connection(('127.0.0.1', 9)))\n"
        "attempt('program', lambda: subprocess.run(['true']))\n"
        "attempt('shell', lambda: os.system('true'))\n"
        f"attempt('file', lambda: open({str(tmp_path / 'x')!r}, 'w'))\n"
        "attempt('reading', lambda: open('/dev/null').close())\n"
        "print(*[word for pair in tried.items() for word in pair])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [
        "socket", "refused", "program", "refused", "shell", "refused", "file", "refused", "reading", "done",
    ]  # fmt: skip


def test_a_story_whose_report_fails_is_not_tried_again_at_once() -> None:
    made = []

    async def make() -> bytes:
        made.append(1)
        raise NotDone("this took longer than a worker has")

    async def ask() -> None:
        making = Making(1_000)
        for _ in range(3):
            with pytest.raises(NotDone):
                await making.begin(1, "mark", make)
        with pytest.raises(NotDone):
            await making.begin(1, "another mark", make)

    asyncio.run(ask())
    assert len(made) == 2


def test_reports_that_were_made_are_held_up_to_a_size() -> None:
    making, story = Making(100), cast("Story", None)
    for number in range(4):
        making.keep(number, "mark", Answers(story, bytes(40)))
    assert [making.kept(number, "mark") is not None for number in range(4)] == [False, False, True, True]
    making.keep(9, "mark", Answers(story, bytes(101)))
    assert making.kept(9, "mark") is None
    assert making.kept(3, "another mark") is None, "articles have come since"
