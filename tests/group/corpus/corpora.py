"""Invented articles, what newsrooms do to them, and the copy finder's answer by id instead of by row."""

from __future__ import annotations

import importlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any
from unittest import mock

import numpy as np

from wirecopy.group.corpus import RELATIONS, UNKNOWN_TIME, Corpus, Groups, Texts, find_copies
from wirecopy.kernels import compiled, plain
from wirecopy.kernels.folding import fold_table
from wirecopy.kernels.plain.scan import Folding, read_words

FIND = importlib.import_module("wirecopy.group.corpus.find")
KERNELS = {"compiled": compiled, "plain": plain}
FOLDING = Folding(fold_table())
Span = tuple[int, int, int, int]

_COMMON = [
    "the",
    "a",
    "of",
    "in",
    "on",
    "to",
    "and",
    "that",
    "was",
    "were",
    "will",
    "has",
    "for",
    "with",
    "by",
]
_RARE = [
    f"{start}{middle}{end}"
    for start in (
        "bar",
        "cor",
        "del",
        "fen",
        "gal",
        "hol",
        "kin",
        "lum",
        "mor",
        "nar",
        "pel",
        "ros",
        "sul",
        "tam",
    )
    for middle in ("a", "e", "i", "o", "un", "ar")
    for end in ("", "ding", "ter", "mont", "sey")
]


@dataclass(frozen=True)
class Article:
    id: str
    text: str
    outlet: int = -1
    time: int = UNKNOWN_TIME


@dataclass(frozen=True)
class Row:
    """What was found about one article; `kin` are the ids of its family, `closest` an id."""

    kin: frozenset[str]
    first: str
    story: frozenset[str]
    relation: str
    closest: str | None
    shared: float
    contained: float
    evidence: tuple[Span, ...]


def columns(articles: Sequence[Article]) -> Corpus:
    encoded = [article.text.encode() for article in articles]
    offsets = np.cumsum([0, *map(len, encoded)]).astype(np.int64)
    ids = sorted(article.id for article in articles)
    return Corpus(
        Texts(np.frombuffer(b"".join(encoded) or b"\0", np.uint8), offsets),
        np.array([article.outlet for article in articles], np.int32),
        np.array([article.time for article in articles], np.int64),
        np.array([ids.index(article.id) for article in articles], np.int64),
    )


def find(articles: Sequence[Article], *, kernels: str = "compiled", **how: Any) -> dict[str, Row]:
    """What was found, by id."""
    with mock.patch.object(FIND, "kernels_for", return_value=KERNELS[kernels]):
        groups = find_copies(columns(articles), **how)
    check(articles, groups)
    ids = [article.id for article in articles]

    def kin(tops: np.ndarray, row: int) -> frozenset[str]:
        return frozenset(ids[other] for other in np.flatnonzero(tops == tops[row]))

    found = {}
    for row, name in enumerate(ids):
        begin, end = groups.evidence_offsets[row : row + 2]
        closest = int(groups.closest[row])
        found[name] = Row(
            kin(groups.family, row),
            ids[groups.family[row]],
            kin(groups.story, row),
            RELATIONS[groups.relation[row]],
            ids[closest] if closest >= 0 else None,
            float(groups.shared[row]),
            float(groups.contained[row]),
            tuple(tuple(span) for span in groups.evidence[begin:end].tolist()),
        )
    return found


def check(articles: Sequence[Article], groups: Groups) -> None:
    """What holds for every answer."""
    count = len(articles)
    assert len(groups) == len(groups.story) == len(groups.relation) == len(groups.closest) == count
    assert (groups.family[groups.family] == groups.family).all(), "what stands first stands in its own family"
    assert (groups.story[groups.family] == groups.story).all(), "a family stands in one story"
    assert (groups.evidence_offsets[0], groups.evidence_offsets[-1]) == (0, len(groups.evidence))
    assert len(groups.evidence_offsets) == count + 1
    sizes = np.bincount(groups.family, minlength=count)
    for row, (begin, end) in enumerate(pairwise(groups.evidence_offsets.tolist())):
        relation, closest = RELATIONS[groups.relation[row]], int(groups.closest[row])
        assert 0 <= groups.shared[row] <= 1
        assert 0 <= groups.contained[row] <= 1
        if groups.family[row] == row:
            assert relation == ("first" if sizes[row] > 1 else "own")
            assert (closest, begin) == (-1, end)
            continue
        assert relation not in {"first", "own"}
        assert closest != row
        assert groups.family[closest] == groups.family[row], "the closest is of the family"
        check_evidence(articles[row].text, articles[closest].text, groups.evidence[begin:end].tolist())


def check_evidence(text: str, other: str, spans: Sequence[Span]) -> None:
    last = 0
    for start, end, other_start, other_end in spans:
        assert last <= start < end <= len(text)
        assert 0 <= other_start < other_end <= len(other)
        assert words(text[start:end]) == words(other[other_start:other_end]) != []
        last = end


def words(text: str) -> list[str]:
    reading = read_words(text, FOLDING)
    return [reading.folded[start:end] for start, end in reading.bounds]


def families(found: dict[str, Row]) -> set[frozenset[str]]:
    return {row.kin for row in found.values()}


def together(found: dict[str, Row], *ids: str) -> bool:
    return set(ids) <= found[ids[0]].kin


def sentence(rng: random.Random) -> str:
    """Words nobody else would choose."""
    chosen = [rng.choice(_COMMON if rng.random() < 0.4 else _RARE) for _ in range(rng.randint(9, 24))]
    return " ".join(chosen).capitalize() + "."


def prose(rng: random.Random, sentences: int = 20, per_paragraph: int = 2) -> str:
    """An article of short paragraphs."""
    written = [sentence(rng) for _ in range(sentences)]
    paragraphs = [written[at : at + per_paragraph] for at in range(0, sentences, per_paragraph)]
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)


def paragraphs(text: str) -> list[str]:
    return text.split("\n\n")


def swapped(text: str, every: int, rng: random.Random) -> str:
    """The text with one word in so many replaced."""
    changed = text.split(" ")
    for place in range(rng.randrange(every), len(changed), every):
        changed[place] = rng.choice(_RARE)
    return " ".join(changed)


def retold(text: str, rng: random.Random) -> str:
    """The text as a desk would make it: shorter, some words changed, one paragraph added."""
    kept = paragraphs(text)
    kept = kept[: rng.randint(max(1, len(kept) // 2), len(kept))]
    return "\n\n".join([swapped("\n\n".join(kept), rng.randint(12, 40), rng), prose(rng, 2)])


def newsday(seed: int, originals: int = 5, copies: int = 9) -> list[Article]:
    """A day's articles: some on their own, some copies of others and of copies, with outlets and times."""
    rng = random.Random(seed)
    furniture = [prose(rng, 3, 3) for _ in range(3)]
    texts = [prose(rng, rng.choice([1, 3, 8, 25])) for _ in range(originals)]
    for _ in range(copies):
        source = rng.choice(texts)
        made = rng.choice([source, source.upper(), retold(source, rng), f"{source}\n\n{prose(rng, 6)}"])
        texts.append(made)
    articles = []
    for number, text in enumerate(texts):
        outlet = rng.randint(-1, 2)
        page = f"{text}\n\n{furniture[outlet]}" if outlet >= 0 and rng.random() < 0.7 else text
        time = rng.choice([UNKNOWN_TIME, rng.randint(0, 5)])
        articles.append(Article(f"n{number:02}", page, outlet, time))
    rng.shuffle(articles)
    return articles


def renamed(article: Article, name: str) -> Article:
    return replace(article, id=name)
