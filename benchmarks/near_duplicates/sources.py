"""The base texts: articles of JSON Lines files, each story once.

Takes files of one JSON object a line with `text` (.jsonl or .jsonl.gz); where none are named, two sets of
`../shared/data/volume`. Texts that share more than a few runs of five words with an earlier one are left
out, since the truth of the corpus would not know that they are copies. The five seed files of
`../shared/data/seeds` are given where they are there. Limit: a text that retells another in its own words
stays.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_RUN = 5  # words
_MOST_SHARED = 0.04  # of a text's runs
_FEWEST_SHARED = 6
_SHORTEST = 60  # words
_WORD = re.compile(r"\w+")


def shared() -> Path:
    """The folder of evaluation data beside the repository."""
    beside = Path(__file__).resolve().parents[3] / "shared"
    return Path(os.environ.get("WIRECOPY_SHARED", beside))


def volume() -> list[Path]:
    """The files that serve where none are named; empty where they are not there."""
    folder = shared() / "data" / "volume"
    return [path for name in ("bbc", "allsides") if (path := folder / f"{name}.jsonl.gz").exists()]


def seeds() -> list[str]:
    """The five versions of one report, in the order of their names; empty where they are not there."""
    return [path.read_text(encoding="utf-8") for path in sorted((shared() / "data" / "seeds").glob("*.txt"))]


def base_texts(paths: Sequence[Path], most: int) -> list[str]:
    """Up to that many articles that share next to nothing with each other."""
    long_enough = (text for path in paths for text in _texts(path) if text.count(" ") >= _SHORTEST)
    return without_copies(list(islice(long_enough, most)))


def _texts(path: Path) -> Iterator[str]:
    with path.open("rb") as file, gzip.open(file) if path.suffix == ".gz" else file as lines:
        for line in lines:
            text = json.loads(line).get("text")
            if isinstance(text, str):
                yield text


def without_copies(texts: Sequence[str]) -> list[str]:
    """The texts that share no more than a few runs of words with any earlier one."""
    rows = _runs(texts)
    every = np.concatenate(rows) if rows else np.zeros(0, np.uint64)
    owner = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    _, first, back = np.unique(every, return_index=True, return_inverse=True)
    earlier = np.bincount(owner, weights=owner[first][back] < owner, minlength=len(texts))
    allowed = [max(_FEWEST_SHARED, _MOST_SHARED * len(row)) for row in rows]
    return [text for text, count, most in zip(texts, earlier, allowed, strict=True) if count <= most]


def _runs(texts: Sequence[str]) -> list[NDArray[np.uint64]]:
    """For each text a number for each of its runs of words, each once."""
    known: dict[str, int] = {}
    rows = []
    for text in texts:
        words = [known.setdefault(word, len(known) + 1) for word in _WORD.findall(text.lower())]
        numbers = np.array(words, np.uint64)
        total = np.zeros(max(0, len(words) - _RUN + 1), np.uint64)
        for shift in range(_RUN):
            total = total * np.uint64(0x9E3779B97F4A7C15) + numbers[shift : shift + len(total)]
        rows.append(np.unique(total))
    return rows
