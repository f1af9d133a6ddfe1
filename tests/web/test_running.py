"""The server as a process: starts and stops well, answers as described, and reads beside one that writes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.newsroom import article
from tests.web import contract
from tests.web.conftest import TOKEN, copied
from tests.web.running import Server, running
from wirecopy.build import Archive
from wirecopy.model import Arriving

CASES = 150  # `python -m benchmarks.serve --cases 2000` makes more


@pytest.fixture(scope="module")
def server(made_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("running")
    with running(copied(made_store, folder), folder / "log", token=TOKEN) as found:
        yield found


def got(server: Server, path: str) -> Any:
    answer = httpx2.get(f"{server.api}{path}", timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()


def names_of(server: Server) -> dict[str, list[str]]:
    """Names that are there, by parameter."""
    stories = [row["id"] for row in got(server, "/stories?limit=3")["stories"]]
    for _ in range(60):  # until the report is made
        answer = httpx2.get(f"{server.api}/stories/{stories[0]}/report", timeout=30)
        if answer.status_code == 200:
            break
    (story,) = answer.json()["stories"]
    return {
        "story_id": stories,
        "story": stories[:1],
        "finding_id": [claim["id"] for claim in story["claims"][:3]],
        "format_name": ["json", "csv", "html", "tei"],
        "article_id": [version["id"] for version in story["versions"]],
        "name": [row["outlet"] for row in got(server, "/outlets?limit=3")["outlets"]],
    }


def test_answers_are_as_described(server: Server) -> None:
    answers = contract.check(server.url, names_of(server), TOKEN, CASES)
    assert answers.total() >= CASES
    reached = {key.rpartition(" ")[0] for key in answers if key.endswith((" 200", " 201", " 202"))}
    assert len(reached) >= 8, f"hardly anything was reached: {answers}"


def test_many_read_while_one_writes(made_store: Path, tmp_path: Path) -> None:
    store, writes, wrong = copied(made_store, tmp_path), threading.Event(), []

    def write() -> None:
        with Archive.open(store) as archive:
            for event in range(100, 106):
                rows = [article(event, version) for version in range(3)]
                archive.arrive([Arriving(row, 1_700_000_000.0, "test") for row in rows], claims=False)
        writes.set()

    with running(store, tmp_path / "log") as server, httpx2.Client(timeout=60) as client:
        stories = [row["id"] for row in got(server, "/stories?limit=5")["stories"]]
        paths = [
            "/stories",
            "/search?q=Northwire",
            "/outlets",
            "/counts",
            *(f"/stories/{s}/report" for s in stories),
        ]

        def read(number: int) -> int:
            done = 0
            while not (writes.is_set() and done >= 5):
                path = paths[(number + done) % len(paths)]
                answer = client.get(f"{server.api}{path}")
                if answer.status_code not in (200, 202):
                    wrong.append((path, answer.status_code, answer.text))
                    return done
                done += 1
            return done

        with ThreadPoolExecutor(9) as pool:
            writer = pool.submit(write)
            done = sum(pool.map(read, range(8)))
        writer.result()
        assert wrong == []
        assert done >= 40
        assert got(server, "/counts")["articles"] == got(server, "/counts")["articles"]
        with Archive.open(store, read_only=True) as archive:
            assert archive.store.counts()["stories"] == 18


def test_it_stops_when_it_is_told_to(made_store: Path, tmp_path: Path) -> None:
    with running(copied(made_store, tmp_path), tmp_path / "log") as server:
        assert got(server, "/counts")["stories"] == 12
        workers = children(server.process.pid)
        assert server.stop() == 0
    assert (tmp_path / "log").read_text(encoding="utf-8") == "wirecopy: stopped\n"
    for pid in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in path.read_text(encoding="ascii").split()] if path.exists() else []


def called(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wirecopy", "serve", *words],
        check=False, capture_output=True, text=True, timeout=60, env={**os.environ, **more},
    )  # fmt: skip


def test_wrong_calls_are_told_in_a_line(tmp_path: Path, server: Server) -> None:
    done = called("--store", str(tmp_path / "none.store"))
    assert (done.returncode, "no store here" in done.stderr) == (4, True), done.stderr
    (tmp_path / "text.store").write_text("no store", encoding="utf-8")
    assert called("--store", str(tmp_path / "text.store")).returncode == 4
    port = server.url.rpartition(":")[2]
    done = called("--port", port)
    assert (done.returncode, "give another --host or --port" in done.stderr) == (2, True), done.stderr
    done = called("--port", "0", WIRECOPY_TOKEN="tooshort")  # noqa: S106 - it opens nothing
    assert (done.returncode, "openssl" in done.stderr, "tooshort" in done.stderr) == (2, True, False)
    done = called("--token-file", str(tmp_path / "none"))
    assert (done.returncode, "--token-file" in done.stderr) == (2, True)


def test_another_host_is_warned_of() -> None:
    from wirecopy.web.running import _say
    from wirecopy.web.serving import Serving

    class Listener:
        def getsockname(self) -> tuple[str, int]:
            return "0.0.0.0", 8765  # noqa: S104 - nobody listens

    said: list[str] = []
    _say(Serving(host="0.0.0.0"), Listener(), said.append)  # type: ignore[arg-type]  # noqa: S104 - nobody listens
    assert re.search("warning: .*others on the network can read everything", said[0])
    assert Serving(host="127.0.0.9").is_local
    assert not Serving(host="192.168.0.1").is_local


def test_without_the_extra_the_hint_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from wirecopy.errors import MissingExtraError
    from wirecopy.web import serving

    monkeypatch.setattr(serving, "find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"wirecopy\[web\]"):
        serving.serve(None, serving.Serving(), print)


def test_what_does_not_serve_loads_no_server() -> None:
    code = "import sys, wirecopy.cli.serve, wirecopy.cli.read; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded & {"fastapi", "starlette", "uvicorn", "pydantic", "anyio", "httpx2"} == set()
