"""Laws of the copy finder: what changes nothing in the articles changes nothing in the answer."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.group.corpus.corpora import Article, Row, columns, families, find, newsday, prose
from wirecopy.errors import CallError
from wirecopy.group.corpus import FAST, FULL, Corpus, Effort, Texts, find_copies

LAW = settings(deadline=None, max_examples=25, derandomize=True)
SEEDS = st.integers(0, 10**6)
EFFORTS = st.sampled_from([FULL, FAST])


@LAW
@given(SEEDS, st.randoms(use_true_random=False), EFFORTS)
def test_the_order_of_the_rows_does_not_matter(seed: int, shuffler: random.Random, effort: Effort) -> None:
    articles = newsday(seed)
    mixed = shuffler.sample(articles, len(articles))
    assert find(mixed, effort=effort) == find(articles, effort=effort)


@LAW
@given(SEEDS, st.sampled_from([2, 3]), st.sampled_from([1, 100, 1 << 30]), EFFORTS)
def test_threads_and_room_do_not_matter(seed: int, threads: int, room: int, effort: Effort) -> None:
    articles = newsday(seed)
    assert find(articles, threads=threads, room=room, effort=effort) == find(articles, effort=effort)


@settings(LAW, max_examples=12)
@given(SEEDS, EFFORTS)
def test_plain_and_compiled_kernels_find_the_same(seed: int, effort: Effort) -> None:
    articles = newsday(seed)
    assert find(articles, kernels="plain", effort=effort) == find(articles, effort=effort)


@settings(LAW, max_examples=12)
@given(st.lists(st.text(max_size=300), max_size=8), st.lists(st.integers(-1, 2), min_size=8, max_size=8))
def test_any_texts_get_an_answer(texts: list[str], outlets: list[int]) -> None:
    texts = [text.encode(errors="ignore").decode() for text in texts]
    articles = [Article(f"t{number}", text, outlets[number]) for number, text in enumerate(texts)]
    assert find(articles, kernels="plain") == find(articles)


@LAW
@given(SEEDS, SEEDS, st.booleans())
def test_one_more_copy_of_a_text_changes_nothing_for_the_others(seed: int, which: int, early: bool) -> None:
    articles = newsday(seed)
    copied = articles[which % len(articles)]
    added = replace(copied, id="added", time=-1 if early else 99)
    before, after = find(articles), find([*articles, added])
    assert "added" in after[copied.id].kin
    kept = {frozenset(kin - {"added"}) for kin in families(after)}
    assert kept == families(before)


@LAW
@given(SEEDS)
def test_an_article_of_its_own_changes_nothing_for_the_others(seed: int) -> None:
    articles = newsday(seed)
    added = Article("added", prose(random.Random(seed + 10**7), 12), outlet=99)
    before, after = find(articles), find([*articles, added])
    assert after.pop("added").relation == "own"
    assert families(after) == families(before)


@LAW
@given(SEEDS)
def test_the_earliest_stands_first(seed: int) -> None:
    articles = {article.id: article for article in newsday(seed)}
    for row in find(list(articles.values())).values():
        known = [articles[name].time for name in row.kin if articles[name].time >= 0]
        assert not known or articles[row.first].time == min(known)


@LAW
@given(SEEDS, SEEDS)
def test_equal_texts_are_one_family_and_share_everything(seed: int, other: int) -> None:
    articles = newsday(seed)
    text = articles[other % len(articles)].text
    found = find([*articles, *(Article(f"same{number}", f"  {text}\n") for number in range(3))])
    rows = [found[f"same{number}"] for number in range(3)]
    assert len({row.kin for row in rows}) == 1
    assert all(row.shared == row.contained == 1.0 for row in rows if row.relation == "verbatim")
    assert sum(row.relation == "verbatim" for row in rows) >= 2


def test_nothing_in_nothing_out() -> None:
    assert find([]) == {}
    assert find([], kernels="plain") == {}


@pytest.mark.parametrize("kernels", ["plain", "compiled"])
@pytest.mark.parametrize("text", ["", " ", "one", "one two", "one two three", "…", "字", "\0"])
def test_one_row_is_its_own(text: str, kernels: str) -> None:
    alone = frozenset({"a"})
    assert find([Article("a", text)], kernels=kernels) == {
        "a": Row(alone, "a", alone, "own", None, 0.0, 0.0, ())
    }


@pytest.mark.parametrize("kernels", ["plain", "compiled"])
@pytest.mark.parametrize("text", ["one two three four", prose(random.Random(1)), "字" * 50, "สวัสดี" * 20])
def test_all_rows_equal(text: str, kernels: str) -> None:
    found = find([Article(f"a{number}", text) for number in range(9)], kernels=kernels)
    assert len(families(found)) == 1
    assert found["a0"].relation == "first"
    rows = [found[f"a{number}"] for number in range(1, 9)]
    assert {(row.relation, row.closest, row.shared, row.contained) for row in rows} == {
        ("verbatim", "a0", 1.0, 1.0)
    }
    assert all((row.evidence[0][0], row.evidence[-1][1]) == (0, len(text.rstrip("."))) for row in rows)


def test_offsets_that_do_not_fit_are_refused() -> None:
    corpus = columns([Article("a", "one two three"), Article("b", "four five six")])
    for offsets in ([], [0, 13, 27], [0, 14, 13], [-1, 13, 26], [0, 13, 2**40]):
        texts = Texts(corpus.texts.data, np.array(offsets, np.int64))
        with pytest.raises(CallError, match="offsets do not fit"):
            find_copies(Corpus(texts, corpus.outlets, corpus.times, corpus.order))
