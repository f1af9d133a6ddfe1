"""A report is kept and found again whatever characters its articles hold."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.newsroom import article
from wirecopy.build import Archive
from wirecopy.model import Arriving, Article, Filter
from wirecopy.model.encoding import decoded, encoded
from wirecopy.model.plain import plain


def test_half_a_pair_of_surrogates_does_no_harm(tmp_path: Path) -> None:
    wire = article(0)
    broken = Article(
        "broken", "broken.txt", wire.text.replace(" ", " \ud83d ", 1), title="Half \ud800 a pair"
    )
    with Archive.open(tmp_path / "news.store") as archive:
        archive.arrive([Arriving(wire, 0.0, "desk"), Arriving(broken, 0.0, "desk")], claims=False)
        (row,), _ = archive.store.stories(Filter(), 9)
        made = archive.story(row.id)[1]
        kept = archive.kept(row)
    assert kept == made
    assert any("\ud83d" in version.text for version in made.versions)


@given(
    st.recursive(st.none() | st.integers(-(2**53), 2**53) | st.text(st.characters()), st.lists, max_leaves=9)
)
def test_any_text_comes_back(value: object) -> None:
    assert decoded(encoded(value)) == plain(value)
