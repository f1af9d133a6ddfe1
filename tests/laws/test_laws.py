"""Laws of the report that no text may break."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.storyroom import EDITED, INDEPENDENT, MOVED, TRIMMED, UNRELATED, WIRE, article
from wirecopy.errors import CallError
from wirecopy.model import Article, Report, Story
from wirecopy.pipeline import read_articles
from wirecopy.settings import Settings

TEXTS = {
    "wire": WIRE,
    "edited": EDITED,
    "trimmed": TRIMMED,
    "moved": MOVED,
    "independent": INDEPENDENT,
    "bread": UNRELATED,
}
TOWN = [article(name, lines) for name, lines in TEXTS.items()]
subsets = st.lists(st.sampled_from(sorted(TEXTS)), min_size=1, max_size=6, unique=True)


def pick(names: list[str]) -> list[Article]:
    return [next(found for found in TOWN if found.id == name) for name in names]


def reports(report: Report) -> dict[str, int]:
    """Best report count of every claim, by its place in one version."""
    return {
        f"{member.version}:{member.start}": claim.reports.best
        for story in report.stories
        for claim in story.claims
        for member in claim.members
    }


def spans_of(story: Story) -> Iterator[tuple[str, int, int]]:
    """(version, start, end) of every finding."""
    for claim in story.claims:
        for member in claim.members:
            yield member.version, member.start, member.end
    for quote in story.quotes:
        for found in quote.members:
            yield found.version, found.start, found.end
    for version in story.versions:
        for sentence in version.sentences:
            yield version.id, sentence.start, sentence.end


@settings(max_examples=15, deadline=None)
@given(subsets)
def test_every_offset_slices_its_text(names: list[str]) -> None:
    for story in read_articles(pick(names)).stories:
        texts = {version.id: version.text for version in story.versions}
        for version, start, end in spans_of(story):
            piece = texts[version][start:end]
            assert piece == piece.strip() != "", (version, start, end)
        spans = [span for change in story.changes for reading in change.readings for span in reading.spans]
        assert all(0 <= span.start <= span.end <= len(texts[span.version]) for span in spans)


@settings(max_examples=15, deadline=None)
@given(subsets, st.data())
def test_a_verbatim_copy_never_raises_a_report_count(names: list[str], data: st.DataObject) -> None:
    chosen = pick(names)
    copied = data.draw(st.sampled_from(chosen))
    copy = article("copy", TEXTS[copied.id])
    before = reports(read_articles(chosen))
    after = reports(read_articles([*chosen, copy]))
    raised = {
        place: (before[place], count) for place, count in after.items() if count > before.get(place, count)
    }
    assert not raised


@settings(max_examples=10, deadline=None)
@given(st.permutations(sorted(TEXTS)))
def test_the_report_does_not_depend_on_the_order_of_the_articles(names: list[str]) -> None:
    def essence(report: Report) -> list[object]:
        return sorted(
            (
                story.id,
                story.counts,
                sorted(claim.id for claim in story.claims),
                sorted((change.kind, change.severity, change.why) for change in story.changes),
                sorted((edge.parent, edge.child, edge.kind, edge.support) for edge in story.lineage.edges),
                sorted((version.id, version.relation, version.wire_share) for version in story.versions),
            )
            for story in report.stories
        )

    assert essence(read_articles(pick(names))) == essence(read_articles(TOWN))


def test_every_article_comes_out_in_one_story() -> None:
    report = read_articles(TOWN)
    shown = sorted(version.id for story in report.stories for version in story.versions)
    assert shown == sorted(TEXTS)


anything = st.text(
    alphabet=st.one_of(
        st.sampled_from(" .,;:!?\"'“”‘’«»-–—()\n\t0123456789"),
        st.characters(codec="utf-8"),
        st.sampled_from("abcdeETAOIN وال的是яіéß"),
    ),
    max_size=300,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(anything, min_size=1, max_size=3), st.sampled_from([None, "en", "ar", "ru", "zh", "de"]))
def test_no_text_breaks_the_reading(texts: list[str], language: str | None) -> None:
    articles = [
        Article(id=f"t{number}", path=f"t{number}", text=text, language=language)
        for number, text in enumerate(texts)
    ]
    report = read_articles(articles)
    assert sorted(v.id for story in report.stories for v in story.versions) == [a.id for a in articles]


def test_too_many_articles_are_refused_with_a_way_out() -> None:
    few = Settings.of({"reading": {"max_articles": 2}})
    with pytest.raises(CallError, match="max_articles = 2"):
        read_articles(TOWN[:3], settings=few)
    assert len(read_articles(TOWN[:2], settings=few).stories) >= 1
