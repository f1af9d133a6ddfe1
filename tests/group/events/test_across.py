"""Stories across languages: the sums, what comes near, and that one language alone is never touched by it.

The model is an extra; what is told here of vectors holds for any. `test_tongues` asks the model itself.
"""

from __future__ import annotations

import hashlib
import random
import zlib
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.group.events.live_news import news
from tests.group.events.newsroom import DAY, FIRST, HARBOUR_FIRE, MILL_FIRE, TRIALS, signed
from tests.group.events.test_batch import drawn
from tests.group.events.test_live import LAWS, SEEDS, cuts_of, run
from wirecopy.group.events import across
from wirecopy.group.events.across import DIMENSIONS, Bytes, Meaning, Shelf, add_across, meaning_of
from wirecopy.group.events.batch import find_events
from wirecopy.group.events.likeness import (
    FAR_SECONDS,
    REACH,
    SAME_EVENT,
    alone,
    gather,
    likeness,
    product,
)
from wirecopy.group.events.live import Arrival
from wirecopy.group.events.live_nodes import by_family, link
from wirecopy.group.events.live_windows import Known
from wirecopy.group.events.nearby import near_pairs
from wirecopy.group.events.signature import Signature, sign, unpack
from wirecopy.kernels import compiled, plain

FEW = settings(deadline=None, max_examples=6, derandomize=True)
TEXTS = (*HARBOUR_FIRE, *MILL_FIRE, *TRIALS)


def numbers(text: str) -> Bytes:
    """Numbers that say nothing but whether two texts are the same."""
    return np.random.default_rng(zlib.crc32(text.encode())).integers(-127, 128, DIMENSIONS).astype(np.int8)


def told(event: int, rng: random.Random, blur: float = 0.6) -> Bytes:
    """What a report of an event means: the event, and something of its own."""
    own = np.random.default_rng(rng.randrange(2**32)).normal(size=DIMENSIONS)
    of_event = np.random.default_rng(event).normal(size=DIMENSIONS)
    vector = of_event + blur * own
    return np.rint(vector * 127 / np.abs(vector).max()).astype(np.int8)


def meant(signatures: list[Signature], seed: int, languages: str = "en fr de") -> list[Signature]:
    """The same, each in some language and meaning one of four things."""
    rng = random.Random(seed)
    return [
        replace(one, meaning=Meaning(rng.choice(languages.split()), told(rng.randrange(4), rng)))
        for one in signatures
    ]


def test_without_a_model_a_signature_is_what_it_always_was() -> None:
    packed = b"".join(
        sign(None, text, FIRST, language).pack() for text in TEXTS for language in ("en", "fr", "zh")
    )
    assert hashlib.sha256(packed).hexdigest()[:16] == "71653f9a8eb79f2d"


@pytest.mark.parametrize("time", [None, FIRST])
def test_articles_of_one_language_are_grouped_as_without_a_model(time: int | None) -> None:
    bare = signed(*TEXTS, time=time)
    for encode in (numbers, lambda _: np.full(DIMENSIONS, 9, np.int8)):
        rich = [sign(None, text, time, "en", encode) for text in TEXTS]
        assert all(one.meaning for one in rich)
        assert find_events(rich, range(len(rich))) == find_events(bare, range(len(bare)))
        for left, right in combinations(range(len(TEXTS)), 2):
            assert likeness(alone(rich[left]), alone(rich[right])) == likeness(
                alone(bare[left]), alone(bare[right])
            )


@FEW
@given(SEEDS, st.integers(1, 40))
def test_articles_of_one_language_arrive_as_without_a_model(seed: int, count: int) -> None:
    arrivals = news(seed, count)
    signatures = meant([arrival.signature for arrival in arrivals], seed, "en")
    rich = [replace(arrival, signature=one) for arrival, one in zip(arrivals, signatures, strict=True)]
    assert run(rich, []).stories == run(arrivals, []).stories


@LAWS
@given(st.text(max_size=300), st.sampled_from([None, "en", "de", "zh-Hant", "grc", "i-klingon", "日本"]))
def test_packing_loses_nothing(text: str, language: str | None) -> None:
    signature = sign(None, text, FIRST, language, numbers)
    back = unpack(signature.pack())
    assert back == signature
    assert (back.meaning is None) == (signature.meaning is None)
    if back.meaning and signature.meaning:
        assert back.meaning.language == signature.meaning.language
        assert back.meaning.vector.tolist() == signature.meaning.vector.tolist()
    assert unpack(sign(None, text, FIRST, language).pack()).meaning is None


def test_a_cut_signature_is_refused() -> None:
    packed = sign(None, HARBOUR_FIRE[0], FIRST, "en", numbers).pack()
    assert len(packed) - len(sign(None, HARBOUR_FIRE[0], FIRST, "en").pack()) == 515
    with pytest.raises(ValueError, match="cut"):
        unpack(packed[:-1])


def test_a_text_of_no_known_language_or_without_words_means_nothing() -> None:
    assert meaning_of("words", None, numbers) is None
    assert meaning_of("words", "nonsense", numbers) is None
    assert sign(None, "—", FIRST, "en", numbers).meaning is None


@LAWS
@given(SEEDS, st.integers(2, 8), st.data())
def test_sums_say_what_pairs_say(seed: int, count: int, data: st.DataObject) -> None:
    signatures = meant(drawn(seed, count), seed)
    cut = data.draw(st.integers(1, count - 1))
    singles = [alone(one) for one in signatures]
    left, right = gather(signatures[:cut]), gather(signatures[cut:])
    pairs = sum(product(a, b) for a in singles[:cut] for b in singles[cut:])
    assert np.isclose(product(left, right), pairs, atol=1e-4)
    assert np.isclose(product(right, left), pairs, atol=1e-4)
    inside = sum(product(a, b) for a, b in combinations(singles[:cut], 2))
    assert np.isclose(left.within, inside, atol=1e-4)
    assert 0.0 <= likeness(left, right) <= 1.0
    table = np.zeros((2, 2))
    add_across([left.meanings, right.meanings], table)
    wanted = across.across(left.meanings, right.meanings)
    assert np.allclose(table, [[0, wanted], [wanted, 0]], atol=1e-4)


def test_what_two_languages_have_in_common_is_measured_by_length_and_meaning() -> None:
    rng = random.Random(1)
    one, same, other = told(1, rng), told(1, rng), told(2, rng)
    french = " ".join(f"mot{number}" for number in range(40))
    base = alone(sign(None, HARBOUR_FIRE[0], None, "en", lambda _: one))
    for language, vector, joined in (("fr", same, True), ("fr", other, False), ("en", same, False)):
        signature = sign(None, french, None, language, lambda _, v=vector: v)
        assert (likeness(base, alone(signature)) >= SAME_EVENT) == joined, (language, joined)


@LAWS
@given(SEEDS)
def test_a_shelf_gives_what_every_pair_gives_however_it_is_asked(seed: int) -> None:
    signatures = [one for one in meant(drawn(seed), seed) if one.meaning]
    shelf = Shelf()
    for one in signatures:
        shelf.add(one.meaning)
    asking = [one.meaning for one in signatures]
    at, rows, scores = shelf.near([*asking, None], REACH)
    found = dict(zip(zip(at.tolist(), rows.tolist(), strict=True), scores.tolist(), strict=True))
    apart: dict[tuple[int, int], float] = {}
    for number, meaning in enumerate(asking):
        _, here, score = shelf.near([meaning], REACH)
        apart.update({(number, row): s for row, s in zip(here.tolist(), score.tolist(), strict=True)})
    assert found == apart, "to the last digit"
    for left, right in combinations(range(len(asking)), 2):
        a, b = asking[left], asking[right]
        assert a
        assert b
        cosine = float(a.vector.astype(float) @ b.vector.astype(float)) / a.length / b.length
        near = a.language != b.language and (cosine - across.UNRELATED) * 6 >= REACH
        assert ((left, right) in found) == near == ((right, left) in found)


@LAWS
@given(SEEDS)
def test_near_pairs_are_those_of_every_pair(seed: int) -> None:
    signatures = meant(drawn(seed), seed)
    found = [tuple(sorted(pair)) for pair in near_pairs(signatures)]
    assert len(found) == len(set(found)), "each once"
    bare = {tuple(sorted(pair)) for pair in near_pairs([replace(one, meaning=None) for one in signatures])}
    assert bare <= set(found), "what shares words is as near as before"
    for left, right in combinations(range(len(signatures)), 2):
        one, other = signatures[left], signatures[right]
        shelf = Shelf()
        shelf.add(one.meaning)
        far = one.time is not None and other.time is not None and abs(one.time - other.time) > FAR_SECONDS
        meaning_near = len(shelf.near([other.meaning], REACH)[0]) > 0
        assert ((left, right) in found) == ((left, right) in bare or (meaning_near and not far))


@FEW
@given(SEEDS, st.integers(1, 50))
def test_batches_and_restarts_change_nothing(seed: int, count: int) -> None:
    rng, arrivals = random.Random(seed), mixed(seed, count)
    whole = run(arrivals, [])
    assert run(arrivals, list(range(1, count))).stories == whole.stories, "one by one"
    cuts = cuts_of(rng, count)
    restarts = frozenset(rng.sample(cuts, len(cuts) // 2))
    assert run(arrivals, cuts, restarts).stories == whole.stories, f"restarted at {sorted(restarts)}"
    assert run(arrivals, cuts, most=5).stories == whole.stories, "with hardly any memory"


@FEW
@given(SEEDS)
def test_as_they_arrive_or_all_at_once_is_nearly_the_same(seed: int) -> None:
    arrivals = [arrival for arrival in mixed(seed, 60) if arrival.family == arrival.number]
    found = find_events([a.signature for a in arrivals], [a.family for a in arrivals])
    wanted = {frozenset(arrivals[index].number for index in group) for group in found}
    got = set(run(arrivals, [20, 40]).groups())
    assert len(got ^ wanted) <= 4, (
        f"live {sorted(map(sorted, got - wanted))}, batch {sorted(map(sorted, wanted - got))}"
    )


@LAWS
@given(SEEDS)
def test_two_groups_are_linked_when_their_likeness_says_so(seed: int) -> None:
    rng, nodes = random.Random(seed), []
    for first in (1, 10):
        signatures = meant(drawn(seed + first, rng.randint(1, 6)), rng.randrange(99))
        articles = [Known(first + at, first, signature, None) for at, signature in enumerate(signatures)]
        nodes.append(by_family(articles)[0])
    score = likeness(nodes[0].gathering, nodes[1].gathering)
    if abs(score - SAME_EVENT) > 1e-4:  # the sums are added up in another order
        for kernels in (plain, compiled):
            linked = len(link(nodes, kernels)) == 1
            assert linked == (score >= SAME_EVENT), f"a likeness of {score}, {kernels.__name__}"


@FEW
@given(SEEDS)
def test_a_long_shelf_is_searched_to_its_end(seed: int) -> None:
    rng = random.Random(seed)
    shelf = Shelf()
    far = rng.randrange(4_000, 5_000)
    noise = np.random.default_rng(seed).integers(-127, 128, (far, DIMENSIONS)).astype(np.int8)
    for row in noise:
        shelf.add(Meaning("fr", row))
    shelf.add(Meaning("fr", told(7, rng)))
    _, rows, _ = shelf.near([Meaning("en", told(7, rng))], REACH)
    assert rows.tolist() == [far]
    assert len(shelf) == far + 1


def mixed(seed: int, count: int) -> list[Arrival]:
    """News in three languages: half of what an article means is its event, told by its first term."""
    rng = random.Random(seed)
    arrivals = []
    for arrival in news(seed, count):
        event = int(arrival.signature.terms[0]) // 1000 if len(arrival.signature.terms) else 0
        meaning = Meaning(rng.choice(["en", "fr", "ru"]), told(event, rng, 0.8))
        arrivals.append(replace(arrival, signature=replace(arrival.signature, meaning=meaning)))
    return arrivals


def test_the_same_event_a_month_later_is_another_in_any_language() -> None:
    rng = random.Random(5)
    texts = ("alpha beta gamma delta", "eins zwei drei vier", "un deux trois quatre")
    signatures = [
        sign(None, text, FIRST + 30 * DAY * at, language, lambda _: told(3, rng))
        for at, (text, language) in enumerate(zip(texts, ("en", "de", "fr"), strict=True))
    ]
    assert find_events(signatures, range(3)) == [[0], [1], [2]]
    near = [replace(one, time=FIRST) for one in signatures]
    assert likeness(alone(near[0]), alone(near[1])) > 0.0
