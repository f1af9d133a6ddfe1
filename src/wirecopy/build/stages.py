"""The stages that run over a store, and which articles each has still to see.

    copies    article -> what it copies, its family       (`copying`)
    stories   article -> the story it is in               (`placing`)
    credits   article -> whose copy it says it is, and its language

A stage's rows carry the run that made them: its version and settings. An article without a row of the
present run is due: because it is new, because a run was cut short, or because version or settings changed. So
one rule serves all three, and nothing is run again that need not be.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from wirecopy.build import copying, placing
from wirecopy.build.copying import Copied, Copies, Tell
from wirecopy.build.honouring import Change, Honouring
from wirecopy.build.placing import Placement, Placer, sign_all, story_id
from wirecopy.facts import whose_copy
from wirecopy.model import CopyRow, CreditsRow, Stage, Stored, StoryEvent
from wirecopy.settings import Settings
from wirecopy.stores import Store
from wirecopy.text import detect_language

CREDITS = "1"  # version of the stage of credits
_SAMPLE = 1_000  # code points that tell a language
BATCH = 500  # articles placed in one transaction

Progress = Callable[[str, int, int], None]
Clock = Callable[[], float]
_EVERY: tuple[Stage, ...] = ("copies", "stories", "credits")
_Place = Callable[[Sequence[Stored]], None]


class Stages:
    """The stages over one store, opened for writing.

    Args:
        store: the store.
        folder: of the copy index.
        settings: threads to use, and whether stories reach across languages.
        clock: tells the time.
        tell: told what a person should know.
    """

    def __init__(
        self, store: Store, folder: Path, settings: Settings, clock: Clock, tell: Tell | None = None
    ) -> None:
        self._store, self._clock = store, clock
        self._copies = Copies(folder, store.key, settings.grouping.workers, tell)
        try:
            self._copying = store.run("copies", copying.VERSION, self._copies.settings).number
            self._encode = placing.meaning_in(store, settings.grouping.across_languages)
            about = placing.settings_of(self._encode)
            self._placing = store.run("stories", placing.VERSION, about).number
            self._crediting = store.run("credits", CREDITS, {}).number
            self._placer = Placer(store, self._placing)
            self._honouring = Honouring(store, self._placing)
            self._reached: dict[Stage, int] = {}
            self._refill()
        except BaseException:
            self.close()
            raise

    def settle(self, progress: Progress | None = None) -> int:
        """Run what is due; how many articles were due."""
        tell = progress or _silent
        self._honouring.refresh()
        done = self._run_stage("copies", self._copying, self._place, tell)
        done += self._run_stage("stories", self._placing, self._place_again, tell)
        done += self._run_stage("credits", self._crediting, self._credit, tell)
        if self._honouring.due:
            with self._store.writing():
                self._write(Placement())
            self._honouring.done()
        if self._reached:  # nothing below is due at any stage: it need not be looked at again
            self._reached = dict.fromkeys(_EVERY, max(self._reached.values()))
        return done

    def check(self) -> None:
        """Compare the index with its sums."""
        self._copies.check()

    def close(self) -> None:
        """Let go of the index."""
        self._copies.close()

    def _run_stage(self, stage: Stage, run: int, place: _Place, tell: Progress) -> int:
        done = 0
        while numbers := self._store.undone(stage, run, BATCH, after=self._reached.get(stage, 0)):
            place(self._store.articles(numbers))
            self._reached[stage] = numbers[-1]
            done += len(numbers)
            tell("placing", done, 0)
        return done

    def _place(self, articles: Sequence[Stored]) -> None:
        """All stages for articles that arrived, in one transaction."""
        with ThreadPoolExecutor(1) as beside:  # the copy finder lets go of the interpreter, signing does not
            copying = beside.submit(self._copies.place, articles)
            signatures = sign_all(articles, self._encode)
        copied = copying.result()
        joins = self._lost_joins(copied) if copied.repeated else copied.joins
        families = {row.number: row.family for row in copied.rows}
        placement = self._placer.place(articles, signatures, families, joins, self._clock())
        with self._store.writing():
            self._store.put_copies(self._copying, [*copied.rows, *self._firsts(copied.rows)])
            self._store.join_families(joins)
            self._honouring.look_again(bool(joins))
            self._write(placement)
            self._credit(articles)

    def _place_again(self, articles: Sequence[Stored]) -> None:
        """The stories stage alone, for articles whose families are known."""
        numbers = [article.number for article in articles]
        families = {row.number: row.family for row in self._store.copies(numbers)}
        before = {row.story for row in self._store.places("article", numbers)}
        placement = self._placer.place(
            articles, sign_all(articles, self._encode), families, (), self._clock()
        )
        with self._store.writing():
            self._write(placement)
            self._count_again(before)

    def _count_again(self, stories: Collection[int]) -> None:
        """Stories that articles have left; an empty one leads to where the article went that founded it."""
        store, now = self._store, self._clock()
        store.refresh_stories(self._placing, sorted(stories), {})
        empty = [story for story in sorted(stories) if not store.members(story)]
        heirs = [(story, heir) for story in empty if (heir := store.story_of(story)) is not None]
        store.put_story_events([StoryEvent(now, "merged", story, heir) for story, heir in heirs])

    def _credit(self, articles: Sequence[Stored]) -> None:
        """Whose copy articles say they are."""
        self._store.put_credits(self._crediting, [_credits(stored) for stored in articles])

    def _write(self, placement: Placement) -> None:
        """What was computed, and what people's word makes of it."""
        before = self._honouring.before([*placement.moved, *(row.number for row in placement.rows)])
        self._store.put_signatures(self._placing, placement.rows)
        self._store.move(placement.moved.items())
        told = self._honouring.follow(Change(placement.touched, placement.events), before, self._clock())
        founders = [event.story for event in told.events if event.kind != "merged"]
        ids = {stored.number: story_id(stored) for stored in self._store.articles(sorted(set(founders)))}
        self._store.refresh_stories(self._placing, sorted(told.touched), ids)
        self._store.put_story_events(told.events)

    def _firsts(self, rows: Sequence[CopyRow]) -> list[CopyRow]:
        """Articles that stood alone and stand first in a family now."""
        roots = {row.family for row in rows} - {row.number for row in rows}
        known = self._store.copies(sorted(roots))
        return [replace(row, relation="first") for row in known if row.relation == "own"]

    def _lost_joins(self, copied: Copied) -> list[tuple[int, int]]:
        """Families that the index made one before the store heard of it: a run was killed between the two."""
        known = self._copies.families()
        stale = {
            row.family
            for row in self._store.copies(sorted(known.keys() - {row.number for row in copied.rows}))
            if known[row.number] != row.family
        }
        return [(known[gone], gone) for gone in sorted(stale)]

    def _refill(self) -> None:
        """Give the index what the store knows to be in it; it was lost, or made anew."""
        done, after = self._store.done("copies", self._copying), 0
        while len(self._copies) < done:
            numbers = self._store.undone("copies", 0, BATCH, after=after)
            self._copies.place(self._store.articles(numbers))
            after = numbers[-1]


def _credits(stored: Stored) -> CreditsRow:
    article = stored.article
    credits_ = whose_copy(article.text, outlet=article.outlet, url=article.url)
    language = None if article.language else detect_language(article.text[:_SAMPLE])
    return CreditsRow(stored.number, credits_, language)


def _silent(stage: str, done: int, total: int) -> None:
    """No progress wanted."""
