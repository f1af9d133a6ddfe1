"""One story as people see it: the bottom line and the five answers.

Takes a `Story`, gives a `StoryView` that the terminal and the page both lay out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from wirecopy.model import Severity, Statement, Story
from wirecopy.views import phrases
from wirecopy.views.answers import (
    AlarmRow,
    LedgerRow,
    QuoteRow,
    VersionRow,
    alarms,
    ledger,
    quotes,
    version_rows,
)
from wirecopy.views.lineage import Branch, branches, statements
from wirecopy.views.passages import Texts


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story ready to lay out: sentences for people, then rows per answer."""

    story: Story
    title: str
    when: str
    articles: str  # how many articles, and how many separate texts they fall into
    single: str  # how many shared claims rest on one report
    numbers: str  # the counts in one line
    families: tuple[tuple[str, ...], ...]  # signs of the versions of each family, largest first
    versions: tuple[VersionRow, ...]
    ledger: tuple[LedgerRow, ...]
    shared: tuple[LedgerRow, ...]  # the rows two or more versions carry
    main_origin: tuple[str, ...]  # what most shared claims are traced to; empty where no origin has the most
    quotes: tuple[QuoteRow, ...]
    lineage: tuple[Branch, ...]
    statements: tuple[Statement, ...]
    alarms: tuple[AlarmRow, ...]

    @property
    def alone(self) -> bool:
        """Whether the story is a single article with nothing to compare."""
        return len(self.versions) == 1

    @property
    def named(self) -> tuple[str, ...]:
        """Whom the attributions of the versions name, each once."""
        names = (
            " ".join(version.text[span.start : span.end].split()).strip(" ,;:")
            for version in self.story.versions
            for item in version.attributions
            for span in item.source
        )
        return tuple(dict.fromkeys(names))

    @property
    def corrected(self) -> str:
        """That people corrected something, in words; empty where all is as it was computed."""
        return phrases.corrected(self.story.corrections)

    @property
    def drifted(self) -> tuple[QuoteRow, ...]:
        """Quotations that changed on the way."""
        return tuple(row for row in self.quotes if row.drifted)

    @property
    def uncredited(self) -> tuple[str, ...]:
        """Signs of the versions that took text and credit nobody."""
        return tuple(row.sign for row in self.versions if row.credit == phrases.NO_CREDIT)

    @property
    def lost(self) -> int:
        """How many texts must have existed but are not among the files."""
        return sum(1 for row in self.lineage if row.lost)

    def alarms_of(self, severity: Severity) -> tuple[AlarmRow, ...]:
        """Alarms of one severity."""
        return tuple(row for row in self.alarms if row.severity == severity)


def story_view(story: Story) -> StoryView:
    """Everything there is to show about one story."""
    texts = Texts(story.versions)
    rows = ledger(story, texts)
    shared = tuple(row for row in rows if row.shared)
    return StoryView(
        story,
        story.title or "(no title)",
        _when(story),
        phrases.texts_behind(story.versions),
        phrases.one_report(story),
        phrases.numbers(story),
        _families(story, texts),
        version_rows(story, texts),
        rows,
        shared,
        _main_origin(shared),
        quotes(story, texts),
        branches(story.lineage, texts),
        statements(story.lineage, texts),
        alarms(story, texts),
    )


def _main_origin(shared: tuple[LedgerRow, ...]) -> tuple[str, ...]:
    origins = Counter(row.origins for row in shared if row.origins)
    main, number = origins.most_common(1)[0] if origins else ((), 0)
    return main if 2 * number > len(shared) else ()


def _when(story: Story) -> str:
    first, last = (story.first_published or "")[:10], (story.last_published or "")[:10]
    if first and last and first != last:
        return f"{first} to {last}"
    return first or last


def _families(story: Story, texts: Texts) -> tuple[tuple[str, ...], ...]:
    members: dict[str, list[str]] = {}
    for version in story.versions:
        members.setdefault(version.family_id, []).append(version.id)
    return tuple(texts.in_order(ids) for ids in sorted(members.values(), key=lambda ids: -len(ids)))
