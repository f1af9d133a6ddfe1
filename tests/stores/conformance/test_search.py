"""Search: every word must be there, whatever is asked breaks nothing, marks stand where the words are."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stores.conformance.test_stories import place
from tests.stores.rows import anything, arriving
from wirecopy.errors import CallError
from wirecopy.model import Filter
from wirecopy.stores import Store, postgres, sqlite
from wirecopy.stores.words import phrases

TEXTS = {
    "ferry": "The harbour ferry struck the north quay on Monday. Nobody was hurt, the harbour master said.",
    "quay": "Divers looked at the quay on Tuesday. Ferry two of the harbour stays away, and the ferry too.",
    "cafe": "The Café Über on Łódź Street didn't open; its piñata shop did.",
    "kyiv": "Паром врезался в северный причал. Никто не пострадал.",
    "cairo": "اصطدمت العبّارة بالرصيف الشمالي يوم الاثنين. جدًا كبيرة",
    "beijing": "新华社北京三月一日电 一艘渡轮撞上了北码头。没有人受伤。",
    "tokyo": "東京でフェリーが岸壁に衝突した。",
    "seoul": "서울에서 여객선이 부두와 충돌했다.",
    "nul": "before\0after and half \ud83d of a pair",
}  # fmt: skip


@pytest.fixture
def filled(store: Store) -> Store:
    store.put_articles([
        arriving(name, text, outlet=f"Outlet {k % 2}", language="xx" if k > 2 else "en",
                 published=f"2026-03-{k + 1:02}", title=f"Headline {name}")
        for k, (name, text) in enumerate(TEXTS.items())
    ])  # fmt: skip
    return store


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ferry", ["ferry", "quay"]),
        ("FERRY Quay", ["ferry", "quay"]),
        ('"harbour ferry"', ["ferry"]),
        ('"ferry struck" nobody', ["ferry"]),
        ("ferry submarine", []),
        ("cafe uber", ["cafe"]),
        ("CAFÉ pinata", ["cafe"]),
        ("didn't", ["cafe"]),
        ("пром", []),
        ("паром причал", ["kyiv"]),
        ("ПАРОМ", ["kyiv"]),
        ("بالرصيف", ["cairo"]),
        ("العبارة", ["cairo"]),
        ("العبّارة", ["cairo"]),
        ("جدا", ["cairo"]),
        ("北京", ["beijing"]),
        ("渡轮 码头", ["beijing"]),
        ("京北", []),
        ("フェリー", ["tokyo"]),
        ("서울", ["seoul"]),
        ("headline beijing", ["beijing"]),
        ("after", ["nul"]),
        ("", []),
        ("?!", []),
        ("AND", ["nul", "quay"]),
        ("NEAR(ferry quay)", []),
        ("ferry*", ["ferry", "quay"]),
        ("-ferry", ["ferry", "quay"]),
        ('"unclosed ferry', []),
        ('ferry"', ["ferry", "quay"]),
    ],
)
def test_what_is_found(filled: Store, asked: str, found: list[str]) -> None:
    assert sorted(hit.id for hit in filled.search(asked, Filter(), 20)) == sorted(found)


def test_a_snippet_shows_the_words_where_they_are(filled: Store) -> None:
    (hit,) = filled.search('"north quay" master', Filter(), 9)
    assert hit.snippet == TEXTS["ferry"].removesuffix(".")
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["north quay", "master"]
    (hit,) = filled.search("сев причал северный".removeprefix("сев "), Filter(), 9)
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["северный", "причал"]
    (hit,) = filled.search("渡轮", Filter(), 9)
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["渡轮"]
    (hit,) = filled.search("العبارة", Filter(), 9)
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["العبّارة"]


def test_a_snippet_of_a_long_text_is_a_line_of_it(store: Store) -> None:
    store.put_articles([arriving("long", "word " * 500 + "a needle\nin the hay" + " more" * 500)])
    (hit,) = store.search("needle hay", Filter(), 1)
    assert hit.snippet.startswith("… word")
    assert hit.snippet.endswith("more …")
    assert "\n" not in hit.snippet
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["needle", "hay"]
    assert len(hit.snippet) < 250


def test_the_title_counts_more(store: Store) -> None:
    store.put_articles([
        arriving("text", "The ferry sank.", title="News of the day"),
        arriving("title", "It sank at noon.", title="Ferry lost"),
    ])  # fmt: skip
    assert [hit.id for hit in store.search("ferry", Filter(), 9)] == ["title", "text"]


def test_filters_of_search(filled: Store) -> None:
    def found(**wanted: str) -> list[str]:
        return sorted(hit.id for hit in filled.search("headline", Filter(**wanted), 20))

    assert found(outlet="Outlet 0", language="en") == ["cafe", "ferry"]
    assert found(since="2026-03-02", until="2026-03-03") == ["cafe", "quay"]
    assert found(until="2026-03-01T00:00:00Z") == ["ferry"]
    assert found(since="2027") == []
    with pytest.raises(CallError, match="until 'soon' is not a date"):
        found(until="soon")


def test_pages_of_hits(filled: Store) -> None:
    whole = [hit.id for hit in filled.search("headline", Filter(), 20)]
    assert len(whole) == len(TEXTS)
    assert [hit.id for k in range(0, 12, 4) for hit in filled.search("headline", Filter(), 4, k)] == whole
    assert filled.search("headline", Filter(), 0) == []


def test_a_hit_tells_its_story(store: Store) -> None:
    store.put_articles([arriving("a", "Ferry.", title="T", outlet="Post", published="2026-03-01")])
    place(store, {1: 1})
    (hit,) = store.search("ferry", Filter(), 1)
    assert (hit.number, hit.id, hit.title, hit.outlet, hit.published, hit.story) == (
        1,
        "a",
        "T",
        "Post",
        "2026-03-01",
        1,
    )


def test_too_many_words_are_told(store: Store) -> None:
    with pytest.raises(CallError, match="65 words to look for"):
        store.search(" ".join(f"w{k}" for k in range(65)), Filter(), 1)
    assert store.search(" ".join(f"w{k}" for k in range(64)), Filter(), 1) == []
    assert store.search("w " * 1000, Filter(), 1) == []


syntax = st.text(st.sampled_from("ab\"'()*^:-+{}[]&|!<>\\~, NEARORNOT0½①ﬁ新\u0301\u064b"), max_size=25)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(syntax | anything)
def test_whatever_is_asked_breaks_nothing(store: Store, asked: str) -> None:
    for hit in store.search(asked, Filter(), 5):
        assert all(0 <= a < b <= len(hit.snippet) for a, b in hit.marks)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30) | syntax)
def test_a_text_is_found_by_its_own_words(store: Store, text: str) -> None:
    """Where both know its letters, and nothing stands in for a NUL between them."""
    (kept,) = store.put_articles([arriving(f"t{hash(text)}", text)])
    hits = {hit.number for hit in store.search(f'"{text.replace(chr(34), " ")}"', Filter(), 5_000)}
    if text.isascii() and "\0" not in text and phrases(text):
        assert kept.number in hits


def test_of_very_many_the_latest_are_ranked(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (sqlite, postgres):
        monkeypatch.setattr(module, "RANKED", 5)
    store.put_articles([arriving(f"a{k}", f"ferry {k}", outlet="Post" if k < 5 else None) for k in range(12)])
    assert {hit.number for hit in store.search("ferry", Filter(), 20)} == {8, 9, 10, 11, 12}
    assert len(store.search("ferry", Filter(), 3, 3)) == 2
    assert {hit.number for hit in store.search("ferry", Filter(outlet="Post"), 20)} == {1, 2, 3, 4, 5}
