"""Pages made to hurt a parser: each is answered, within limits we set, and the batch goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.readers.hostile import PAGES
from tests.readers.hostile.story import PARAGRAPHS, page
from wirecopy.model import Article, Rejected
from wirecopy.readers import iter_paths
from wirecopy.readers.html import read_any_page
from wirecopy.readers.html.crew import Child, read_pages
from wirecopy.readers.html.guard import is_ordinary
from wirecopy.readers.html.page import Job
from wirecopy.settings import Reading

ROOT = Path(__file__).parents[2]
SLOW = "unclosed_paragraphs"  # passes the guard, and takes any parser long
HUNGRY = "attributes_on_many_tags"  # passes the guard, and takes any parser much memory
LET = Reading().max_page_ms / 1000 + 1.0  # for the guard and the decoding, which take a tenth of it

# Reads every page handed to it as a file, and tells for each what came out and what this process spent on it.
READS_ALL = """
import json, resource, sys, time
from wirecopy.model import Article, Rejected
from wirecopy.readers import iter_paths
list(iter_paths([sys.argv[1]]))  # loads what is loaded once
for path in sys.argv[2:]:
    began = time.process_time()
    rows = [row for row in iter_paths([path]) if isinstance(row, Article | Rejected)]
    row, = rows
    what = row.reason if isinstance(row, Rejected) else ""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    print(json.dumps([path, what, time.process_time() - began, peak]), flush=True)
"""


def test_there_are_many_kinds() -> None:
    assert len(PAGES) > 100


def test_every_page_is_answered_in_bounds(tmp_path: Path) -> None:
    paths = []
    for name, build in PAGES.items():
        path = tmp_path / f"{name}.html"
        path.write_bytes(build())
        paths.append(str(path))
    sound = tmp_path / "sound.htm"
    sound.write_bytes(page())
    done = subprocess.run(
        [sys.executable, "-c", READS_ALL, str(sound), *paths],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer[0] for answer in answers] == paths
    slow = [answer for answer in answers if answer[2] > LET]
    assert slow == [], "computing took longer than the limit, outside of a child"
    first, last = answers[0][3], answers[-1][3]
    assert last - first < 500, "the pages took more than 500 MB"
    stopped = {
        Path(path).stem for path, what, *_ in answers if "of computing" in what or "breaks the" in what
    }
    assert stopped <= {SLOW, HUNGRY, "ids_and_classes", "title_without_end", "20k_breaks"}, stopped


@pytest.mark.parametrize("name", [SLOW, HUNGRY])
def test_what_takes_too_much_is_stopped_and_the_next_page_is_read(name: str) -> None:
    hurting = PAGES[name]()
    assert not is_ordinary(hurting)
    first = read_any_page(hurting, Reading())
    assert isinstance(first, str)
    assert "more than 1.5 s" in first or "more than 400 MB" in first, first
    large = page(after="<!-- " + "x" * 1_000_000 + " -->")
    assert not is_ordinary(large)
    after = read_any_page(large, Reading())
    assert not isinstance(after, str), after
    assert PARAGRAPHS[0] in after.text


def test_limits_of_time_and_memory_are_settings() -> None:
    assert "more than 0.05 s" in str(read_any_page(PAGES[SLOW](), Reading(max_page_ms=50)))
    assert "more than 1 MB" in str(read_any_page(PAGES[HUNGRY](), Reading(max_page_mb=1)))
    assert not isinstance(read_any_page(page(after="<!-- " + "x" * 1_000_000 + " -->"), Reading()), str)


def test_a_child_that_dies_is_replaced() -> None:
    child = Child()
    try:
        assert not isinstance(child.read(Job(page()), Reading()), str)
        child._process.kill()  # type: ignore[union-attr]  # it runs
        answer = child.read(Job(page()), Reading())
        assert isinstance(answer, str)
        assert answer.startswith("breaks the parser")
        assert not isinstance(child.read(Job(page()), Reading()), str)
    finally:
        child.stop()


def test_a_long_batch_goes_on_past_pages_that_are_stopped() -> None:
    jobs = [Job(page(before=f"<p>{number}</p>")) for number in range(34)]
    jobs[26] = Job(PAGES[SLOW]())
    found = list(read_pages(iter(jobs), Reading()))
    assert len(found) == len(jobs)
    assert [number for number, one in enumerate(found) if isinstance(one, str)] == [26]


def test_ordinary_pages_start_no_process(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.html").write_bytes(page(before=f"<p>{number}</p>"))
    code = (
        "import sys; from wirecopy.readers import iter_paths; list(iter_paths([sys.argv[1]]));"
        "print('wirecopy.readers.html.crew' in sys.modules, 'subprocess' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[0] == "False"


@pytest.mark.parametrize("name", ["xhtml_with_external_dtd", "entity_bomb"])
def test_nothing_outside_of_the_page_is_fetched_or_multiplied(tmp_path: Path, name: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGES[name]())
    (article,) = [row for row in iter_paths([path]) if isinstance(row, Article)]
    assert len(article.text) < 1_000
    assert os.uname().nodename not in article.text


def test_disguises_are_named(tmp_path: Path) -> None:
    wanted = {"pdf": "a PDF", "zip": "a ZIP", "picture": "a PNG", "mhtml": "MHTML", "gzip_in_gzip": "gzip"}
    for name, word in wanted.items():
        path = tmp_path / f"{name}.html"
        path.write_bytes(PAGES[name]())
        (row,) = list(iter_paths([path]))
        assert isinstance(row, Rejected)
        assert word in row.reason, row
