"""Generated corpora are what their truth says: same seed same corpus, every kind of copy does its edit."""

from __future__ import annotations

import random
import re
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from benchmarks.near_duplicates import generator, sources
from benchmarks.near_duplicates.edits import DRESSED, KINDS
from benchmarks.near_duplicates.vocabulary import Vocabulary, sentence_ends, synonyms

_WORDS = (
    *("harbour", "council", "ferry", "engine", "captain", "letter", "bridge", "winter", "market", "school"),
    *("doctor", "farmer", "river", "tower", "museum", "garden", "minister", "budget", "train", "station"),
    *("weather", "island", "fisher", "baker", "teacher", "lantern", "concert", "library", "crowd", "office"),
    *("said", "found", "closed", "opened", "repaired", "visited", "wanted", "counted", "carried", "crossed"),
    *("praised", "warned", "asked", "planned", "the", "a", "of", "in", "on", "with", "and", "for", "from"),
    *("by", "to", "old", "new", "large", "small", "late", "early"),
)
_PEOPLE = ("Tilda", "Brandt", "Aksel", "Toft", "Orla", "Henning", "Maren", "Sund", "Ivar", "Lykke")
SIZE = 400
SEEDS = ("The ferry to Orla stopped. It was late.", "The ferry to Orla has stopped. It was very late.")

Row = dict[str, Any]


def invented(count: int, seed: int = 3) -> list[str]:
    """Articles of chance words in sentences; no two share a run of words worth the name."""
    chance = random.Random(seed)
    return [" ".join(_sentence(chance) for _ in range(chance.randint(9, 24))) for _ in range(count)]


def _sentence(chance: random.Random) -> str:
    words = chance.choices(_WORDS, k=chance.randint(9, 18))
    words.insert(chance.randint(1, 8), chance.choice(_PEOPLE))
    return " ".join([words[0].capitalize(), *words[1:]]) + chance.choice(".?!.")


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    return made(tmp_path_factory.mktemp("corpus"), seed=7)


def made(folder: Path, seed: int) -> list[Row]:
    generator.make(folder, SIZE, seed, invented(60), SEEDS)
    corpus, truth = (pq.read_table(folder / f"{name}.parquet") for name in ("corpus", "truth"))
    assert corpus["id"].equals(truth["id"])
    return [a | b for a, b in zip(corpus.to_pylist(), truth.to_pylist(), strict=True)]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def copies(rows: list[Row], kind: str) -> list[tuple[Row, Row]]:
    found = [(row, rows[row["parent"]]) for row in rows if row["kind"] == kind]
    assert found, f"no {kind}"
    return found


def test_the_same_seed_makes_the_same_corpus(rows: list[Row], tmp_path: Path) -> None:
    assert made(tmp_path / "again", seed=7) == rows
    assert made(tmp_path / "other", seed=8) != rows


def test_every_kind_is_there_and_the_size_is_right(rows: list[Row]) -> None:
    counts = Counter(row["kind"] for row in rows)
    assert sum(counts.values()) == SIZE + len(SEEDS)
    assert set(counts) == {*KINDS, "base", "single", "template", "seed"}
    assert [row["text"] for row in rows if row["kind"] == "seed" and row["parent"] < 0] == [SEEDS[0]]


def test_copies_are_of_their_parents_family(rows: list[Row]) -> None:
    for row in rows:
        if row["parent"] >= 0:
            assert row["fam"] == rows[row["parent"]]["fam"]
        if row["parent2"] >= 0:
            assert row["kind"] == "merge"
            assert row["fam"] != rows[row["parent2"]]["fam"]
            assert row["comp"] == rows[row["parent2"]]["comp"]
    alone = [row["comp"] for row in rows if row["kind"] in {"single", "template"}]
    assert max(Counter(row["comp"] for row in rows if row["comp"] in set(alone)).values()) == 1


def test_outlets_are_named_where_their_boilerplate_is(rows: list[Row]) -> None:
    for row in rows:
        assert (row["outlet"] is not None) == ("Staff Writer" in row["text"])
        assert row["outlet"] is None or row["outlet"] in row["text"]
        if row["kind"] in DRESSED:
            assert row["outlet"] is not None
    assert 0 < sum(row["outlet"] is not None for row in rows if row["kind"] == "single") < 100


def test_plain_copies_keep_the_words(rows: list[Row]) -> None:
    for row, parent in copies(rows, "exact"):
        assert words(row["text"]) == words(parent["text"])
    for row, parent in copies(rows, "reorder"):
        assert Counter(words(row["text"])) == Counter(words(parent["text"]))
    for row, parent in copies(rows, "boiler"):
        assert " ".join(words(parent["text"])) in " ".join(words(row["text"]))


@pytest.mark.parametrize(("kind", "share"), [("trunc50", 0.5), ("trunc25", 0.25)])
def test_trimmed_copies_keep_the_beginning(rows: list[Row], kind: str, share: float) -> None:
    kept = []
    for row, parent in copies(rows, kind):
        child, whole = words(row["text"]), words(parent["text"])
        assert whole[: len(child)] == child
        kept.append(len(child) / len(whole))
    assert sum(kept) / len(kept) == pytest.approx(share, abs=0.07)


@pytest.mark.parametrize(
    ("kind", "rate"), [("edit05", 0.05), ("edit15", 0.15), ("edit30", 0.3), ("edit50", 0.5)]
)
def test_edited_copies_change_about_so_many_words(rows: list[Row], kind: str, rate: float) -> None:
    pairs = [(words(row["text"]), words(parent["text"])) for row, parent in copies(rows, kind)]
    matched = sum(
        m.size for a, b in pairs for m in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    )
    changed = 1 - matched / sum(len(whole) for _, whole in pairs)
    # Added words change none of the old ones, so fewer than the rate are lost
    assert 0.6 * rate < changed < 1.05 * rate


def test_merged_and_embedded_copies_hold_their_parents(rows: list[Row]) -> None:
    for row, parent in copies(rows, "merge"):
        text = " ".join(words(row["text"]))
        for source in (parent, rows[row["parent2"]]):
            assert " ".join(words(source["text"])[:20]) in text
    for row, parent in copies(rows, "embed"):
        text = " ".join(words(row["text"]))
        assert " ".join(words(parent["text"])[:20]) in text
        assert not text.startswith(" ".join(words(parent["text"])[:5]))


def test_real_copies_among_the_base_texts_are_left_out() -> None:
    texts = invented(12)
    trimmed = " ".join(texts[0].split()[:90])
    assert sources.without_copies([*texts, trimmed]) == texts
    assert sources.without_copies([trimmed, *texts]) == [trimmed, *texts[1:]]
    assert sources.without_copies([]) == []


def test_words_decode_to_the_text() -> None:
    texts = [
        "Mr. Toft (62) paid 1,200 crowns; “nobody” asked why.",
        "It’s late, isn't it? The M/S Orla's gone!",
    ]
    vocabulary = Vocabulary(texts)
    vocabulary.close()
    assert vocabulary.decode(vocabulary.texts) == texts


def test_sentences_end_after_their_marks() -> None:
    first = "The old ferry to the island of Orla stopped."
    second = '"It was late and the harbour was closed to us."'
    text = f"{first} {second} So they said."
    vocabulary = Vocabulary([text])
    vocabulary.close()
    ends = sentence_ends(vocabulary.texts[0], vocabulary)
    starts = [0, *ends[:-1]]
    cut = vocabulary.decode([vocabulary.texts[0][a:b] for a, b in zip(starts, ends, strict=True)])
    assert cut == [first, second, "So they said."]


def test_synonyms_share_a_sense() -> None:
    known = synonyms()
    assert "harbor" in known["harbour"]
    assert all(word not in others for word, others in known.items())
