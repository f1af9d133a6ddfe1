"""The ledger stage over a store: the report on one story, made when it is asked for and kept.

In: the number of a story. Out: its five answers (`Story`). A ledger is kept with a hash of the articles it
was made of; when these change it is made again. For an article that has just arrived `touched` counts the
reports of the claims it makes beside the versions that matter most to it, within about a second whatever the
size of the story, and says beside how many.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b

from wirecopy import pipeline
from wirecopy.build.amending import Amendment
from wirecopy.build.book import Book
from wirecopy.errors import StoreError
from wirecopy.model import Correction, LedgerRow, Reports, Run, Stored, Story, StoryRow
from wirecopy.model.encoding import decoded, encoded
from wirecopy.model.plain import build
from wirecopy.settings import Settings
from wirecopy.stores import Store

BESIDE = 8  # versions that an arriving article is read beside; more would take longer than a second,
BESIDE_CHARS = 30_000  # and so would more text
_PREPARED = 256  # articles kept ready between arrivals

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class ClaimCount:
    """How many reports stand behind a claim, as far as it was looked at."""

    label: str
    sightings: int
    reports: Reports


@dataclass(frozen=True, slots=True)
class Touched:
    """The claims an article makes.

    Attributes:
        claims: those that another version makes too, most sightings first.
        own: how many no other version makes.
        beside: how many other versions were read.
        versions: how many other versions the story has.
    """

    claims: tuple[ClaimCount, ...] = ()
    own: int = 0
    beside: int = 0
    versions: int = 0


class Ledgers:
    """The ledgers of one store.

    Args:
        store: where they rest; a store that is read-only keeps none.
        run: the run of this stage.
        settings: how articles are read.
        clock: tells the time.
    """

    def __init__(self, store: Store, run: Run | None, settings: Settings, clock: Clock) -> None:
        self._store, self._run, self._clock = store, run, clock
        self._book = Book(store)
        self._prepare = lru_cache(_PREPARED)(lambda article: pipeline.prepare(article, settings))

    def story(self, row: StoryRow) -> Story:
        """The five answers on a story.

        Args:
            row: the story, as listed.

        Raises:
            StoreError: the story has no articles.
            StageError: a stage failed on it.
        """
        if (kept := self.kept(row)) is not None:
            return kept
        articles = self._articles(row)
        kin, said = self._kin(articles), self._said(articles)
        story = _named(self._read(articles, kin, said), row)
        if self._run is not None:
            self._keep(self._run, row.number, _basis(articles, kin, said), story)
        return story

    def of_some(self, row: StoryRow, numbers: Sequence[int]) -> Story:
        """The five answers on some articles of a story; they are not kept.

        Args:
            row: the story, as listed.
            numbers: of the articles.
        """
        articles = self._store.articles(numbers)
        return _named(self._read(articles, self._kin(articles), self._said(articles)), row)

    def last(self, row: StoryRow) -> Story:
        """The five answers on a story as they were kept last, up to date or not; made now where none are.

        Args:
            row: the story, as listed.
        """
        articles = self._articles(row)
        ledger = self._store.ledger(row.number)
        if ledger is not None:
            story, here = _bare(ledger), {stored.article.id for stored in articles}
            if here.issuperset(version.id for version in story.versions):
                return _with_texts(story, articles)
        return self.story(row)

    def kept(self, row: StoryRow) -> Story | None:
        """The five answers on a story as they were kept; None where they are out of date, or not there.

        Args:
            row: the story, as listed.

        Raises:
            StoreError: the story has no articles.
        """
        ledger = self._store.ledger(row.number)
        if ledger is None or (self._run is not None and ledger.run != self._run.number):
            return None
        articles = self._articles(row)
        return _with_texts(_bare(ledger), articles) if ledger.basis == self._basis(articles) else None

    def basis(self, row: StoryRow) -> str:
        """A hash of what a report on a story is made of."""
        return self._basis(self._articles(row))

    def _basis(self, articles: Sequence[Stored]) -> str:
        return _basis(articles, self._kin(articles), self._said(articles))

    def touched(self, article: Stored, row: StoryRow) -> Touched:
        """The claims of an article that has just been placed, with their reports."""
        others = [stored for stored in self._articles(row) if stored.number != article.number]
        if not others:
            return Touched()
        beside = self._nearest(article, others)
        if len(beside) == len(others):
            story = self.story(row)
        else:
            chosen = sorted([article, *beside], key=lambda stored: stored.number)
            story = self._read(chosen, self._kin(chosen), self._said(chosen))
        claims = [claim for claim in story.claims if article.article.id in claim.versions]
        shared = [
            ClaimCount(claim.label, len(claim.versions), claim.reports)
            for claim in claims
            if len(claim.versions) > 1
        ]
        shared.sort(key=lambda claim: -claim.sightings)
        return Touched(tuple(shared), len(claims) - len(shared), len(beside), len(others))

    def _said(self, articles: Sequence[Stored]) -> list[Correction]:
        return self._book.about([stored.article.id for stored in articles])

    def _read(self, articles: Sequence[Stored], kin: Sequence[int], said: Sequence[Correction]) -> Story:
        """The five answers on some articles, with what people said of them."""
        witnesses = [self._prepare(stored.article) for stored in articles]
        if not said:
            return pipeline.read_story(witnesses, kin)
        amendment = Amendment(said)
        witnesses = [amendment.credits(witness) for witness in witnesses]
        kin = amendment.kin([witness.id for witness in witnesses], kin)
        return amendment.story(pipeline.read_story(witnesses, kin, amendment.lineage))

    def _articles(self, row: StoryRow) -> list[Stored]:
        members = self._store.members(row.number)
        if not members:
            raise StoreError("a story without articles", row.id, "its articles are in other stories now")
        return self._store.articles(members)

    def _kin(self, articles: Sequence[Stored]) -> list[int]:
        families = self._families(articles)
        return [families.get(stored.number, stored.number) for stored in articles]

    def _families(self, articles: Sequence[Stored]) -> Mapping[int, int]:
        return {row.number: row.family for row in self._store.copies([stored.number for stored in articles])}

    def _nearest(self, article: Stored, others: Sequence[Stored]) -> list[Stored]:
        """The version it copies, then the first of every family, then its own family, latest first.

        As many as can be read in time, one at least.
        """
        copied = {row.number: row for row in self._store.copies([article.number])}.get(article.number)
        families = self._families(others)
        firsts: dict[int, int] = {}
        for stored in others:
            firsts.setdefault(families.get(stored.number, stored.number), stored.number)

        def rank(stored: Stored) -> tuple[bool, bool, bool, int]:
            family = families.get(stored.number, stored.number)
            return (
                copied is None or stored.number != copied.closest,
                firsts[family] != stored.number,
                copied is None or family != copied.family,
                -stored.number,
            )

        room = BESIDE_CHARS
        chosen: list[Stored] = []
        for stored in sorted(others, key=rank)[:BESIDE]:
            room -= len(stored.article.text)
            if room < 0 and chosen:
                break
            chosen.append(stored)
        return chosen

    def _keep(self, run: Run, number: int, basis: str, story: Story) -> None:
        bare = replace(story, versions=tuple(replace(version, text="") for version in story.versions))
        body = zlib.compress(encoded(bare), 6)
        row = LedgerRow(
            number, run.number, basis, self._clock(), story.counts.reports, body, story.counts.sightings
        )
        self._store.put_ledger(row)


def _named(story: Story, row: StoryRow) -> Story:
    """A story as it is called in the list."""
    return replace(story, id=row.id, title=row.title or story.title)


def _basis(articles: Sequence[Stored], kin: Sequence[int], said: Sequence[Correction]) -> str:
    """A hash of what a ledger is made of: articles, their families, and corrections by number.

    A number never means another text, or another word.
    """
    pairs = sorted((stored.number, family) for stored, family in zip(articles, kin, strict=True))
    whole = repr(pairs) + "".join(f" {one.number}" for one in said)
    return blake2b(whole.encode(), digest_size=12).hexdigest()


def _bare(row: LedgerRow) -> Story:
    """A ledger as it was made, without texts."""
    return build(Story, decoded(zlib.decompress(row.body)), "ledger")


def _with_texts(story: Story, articles: Sequence[Stored]) -> Story:
    """A ledger with its texts, which are those of the store and not kept twice."""
    texts = {stored.article.id: stored.article.text for stored in articles}
    versions = tuple(replace(version, text=texts[version.id]) for version in story.versions)
    return replace(story, versions=versions)
