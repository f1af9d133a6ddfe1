"""The real case: sentences and kinds of the five seed files against the hand-made gold."""

import json
import os
from pathlib import Path

import pytest

from wirecopy.model import Article
from wirecopy.text import segment

SHARED = Path(os.environ.get("WIRECOPY_SHARED", Path(__file__).resolve().parents[3] / "shared"))
SAME = {"meta": "dateline", "standfirst": "headline"}  # the gold's words for these kinds

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not (SHARED / "gold" / "seeds.json").exists(), reason="no ../shared data"),
]


def test_seed_sentences_and_kinds() -> None:
    gold = json.loads((SHARED / "gold" / "seeds.json").read_text(encoding="utf-8"))
    wrong, count = [], 0
    for name, document in gold["documents"].items():
        path = SHARED / "data" / "seeds" / document["file"]
        sentences, _ = segment(Article(name, str(path), path.read_bytes().decode("utf-8")))
        found = {(sentence.start, sentence.end): sentence.kind for sentence in sentences}
        expected = {
            (row["start"], row["end"]): SAME.get(row["kind"], row["kind"]) for row in document["sentences"]
        }
        count += len(expected)
        wrong += [
            (name, span, kind, found.get(span)) for span, kind in expected.items() if found.get(span) != kind
        ]
        wrong += [(name, span, None, kind) for span, kind in found.items() if span not in expected]
    assert count == 105
    assert not wrong
