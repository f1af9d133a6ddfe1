"""What every store does: the contract that SQLite and PostgreSQL keep, and the checks run over both.

Reading needs nothing; writing needs the store opened for writing and a `writing()` block, which is one
transaction: all of it is on disk when the block ends, or nothing is. One process writes, any number read
meanwhile. Rows go in and come out as the dataclasses of `wirecopy.model`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, Self

from wirecopy.model.archive import (
    AgencyRow,
    Among,
    Arriving,
    CopyRow,
    Correction,
    CreditsRow,
    Feed,
    FeedItem,
    Filter,
    Hit,
    Input,
    Kept,
    LedgerRow,
    OutletRow,
    OutletSheet,
    PlaceRow,
    Run,
    Seat,
    SignatureRow,
    Stage,
    Stored,
    StoryEvent,
    StoryRow,
)
from wirecopy.model.rows import Rejected


class Store(Protocol):
    """A store that is open."""

    # -- life -------------------------------------------------------------------------------------------
    url: str
    path: Path | None  # of its file; None for a database
    key: str  # made with the store, never changes: names what is derived from it elsewhere
    read_only: bool
    beside: bool  # opened beside the one who writes: keeps corrections and ledgers, and nothing else

    def __enter__(self) -> Self: ...
    def __exit__(self, *error: object) -> None: ...
    def close(self) -> None:
        """Let go; twice does no harm."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """One transaction; may be nested, the outermost counts. StoreError says what refused."""
        ...

    def check(self) -> None:
        """Whether the file is sound and no row points nowhere; StoreError says what is wrong."""
        ...

    def counts(self) -> dict[str, int]:
        """Rows by table: articles, current articles, families, stories, rejected, feeds, waiting items ..."""
        ...

    # -- runs and inputs --------------------------------------------------------------------------------
    def run(self, stage: Stage, version: str, settings: dict[str, Any]) -> Run:
        """The run of this stage, version and settings; the same three give the same run."""
        ...

    def runs(self) -> list[Run]:
        """All runs, oldest first."""
        ...

    def input(self, path: str) -> Input | None:
        """What is known of an input file."""
        ...

    def put_input(self, read: Input, rejected: Sequence[Rejected]) -> None:
        """Note that a file was read; what was rejected of it replaces what was rejected before."""
        ...

    def rejected(self, path: str | None = None) -> Iterator[Rejected]:
        """Rows that were rejected, of one input or of all."""
        ...

    # -- articles ---------------------------------------------------------------------------------------
    def put_articles(self, arriving: Sequence[Arriving]) -> list[Kept]:
        """Store articles, in order.

        Same id and text, and no field that both have says otherwise: known, nothing is written. Else from the
        same source or URL: the next revision of that id. Else another article, "id-2", "id-3" ...
        """
        ...

    def articles(self, numbers: Sequence[int]) -> list[Stored]:
        """Articles by number, in the order asked for; StoreError for a number that is not there."""
        ...

    def revisions(self, article_id: str) -> list[Stored]:
        """All revisions of an id, oldest first; empty when there is none."""
        ...

    def by_url(self, urls: Sequence[str]) -> list[int]:
        """Numbers of the current articles whose URL is one of these, letter by letter; rising."""
        ...

    def undone(self, stage: Stage, run: int, limit: int, after: int = 0) -> list[int]:
        """Numbers above `after` of articles without a row of this stage made by this run, rising.

        Costs no more than looking at the articles above `after`. Run 0 made nothing: it gives all of them.
        """
        ...

    def done(self, stage: Stage, run: int) -> int:
        """How many articles have a row of this stage made by this run."""
        ...

    # -- copies -----------------------------------------------------------------------------------------
    def put_copies(self, run: int, rows: Sequence[CopyRow]) -> None:
        """Store what articles copy, in place of what was there."""
        ...

    def join_families(self, joins: Sequence[tuple[int, int]]) -> None:
        """Of each (into, gone): every article of the family `gone` is of the family `into` from now on."""
        ...

    def copies(self, numbers: Sequence[int]) -> list[CopyRow]:
        """What these articles copy; articles without a row are left out."""
        ...

    def family(self, family: int) -> list[int]:
        """Numbers of the articles of a family, rising."""
        ...

    # -- credits and outlets ----------------------------------------------------------------------------
    def put_credits(self, run: int, rows: Sequence[CreditsRow]) -> None:
        """Store whose copy articles say they are, in place of what was there."""
        ...

    def credits(self, numbers: Sequence[int]) -> list[CreditsRow]:
        """Whose copy these articles say they are; articles that were not looked at yet are left out."""
        ...

    def agencies(self, limit: int) -> list[AgencyRow]:
        """Agencies that current articles credit, most articles first."""
        ...

    def languages(self) -> list[tuple[str, int]]:
        """Languages of the current articles, most articles first."""
        ...

    def outlets(self, limit: int, offset: int = 0, name: str | None = None) -> list[OutletRow]:
        """Outlets of current articles, most articles first; `name`: those whose name begins so."""
        ...

    def outlet(self, name: str) -> OutletSheet | None:
        """What is known of an outlet; None where no current article is of it."""
        ...

    # -- stories ----------------------------------------------------------------------------------------
    def put_signatures(self, run: int, rows: Sequence[SignatureRow]) -> None:
        """Store signatures with their places in stories."""
        ...

    def signatures(self, run: int, since: int | None, until: int | None) -> Iterator[SignatureRow]:
        """Signatures made by a run and published in [since, until); undated ones when both are None."""
        ...

    def signatures_of(self, run: int, kind: Among, numbers: Sequence[int]) -> Iterator[SignatureRow]:
        """Signatures made by a run: of these articles, or of all articles of these families or stories.

        Stories are those that were computed, here and in the rows.
        """
        ...

    def story_of(self, number: int) -> int | None:
        """The story an article is in, None for none."""
        ...

    def move(self, places: Iterable[tuple[int, int | None]]) -> None:
        """Of each (article, story): that story was computed for it, or none.

        It is in that story from now on, unless people's word holds it in another (`hold`).
        """
        ...

    def refresh_stories(self, run: int, stories: Sequence[int], ids: dict[int, str]) -> None:
        """Bring the rows of these stories in line with their articles; `ids` names those that are new."""
        ...

    def put_story_events(self, events: Sequence[StoryEvent]) -> None:
        """Keep what happened; a merged story's row points to the one that took it in from then on."""
        ...

    def story_events(self, story: int) -> list[StoryEvent]:
        """What happened to a story, oldest first."""
        ...

    def story(self, key: str | int) -> StoryRow | None:
        """A story by id, beginning of an id that fits one, or number; a merged one leads to its heir."""
        ...

    def members(self, story: int) -> list[int]:
        """Numbers of the current articles of a story, in order of publication, then arrival."""
        ...

    def stories(
        self, wanted: Filter, limit: int, after: str | None = None
    ) -> tuple[list[StoryRow], str | None]:
        """A page of stories, latest first, and where the next page begins (None at the end)."""
        ...

    # -- ledgers ----------------------------------------------------------------------------------------
    def put_ledger(self, row: LedgerRow) -> None:
        """Store the report on a story, in place of what was there."""
        ...

    def ledger(self, story: int) -> LedgerRow | None:
        """The report on a story as it was last made."""
        ...

    # -- search -----------------------------------------------------------------------------------------
    def search(self, words: str, wanted: Filter, limit: int, offset: int = 0) -> list[Hit]:
        """Current articles with all these words, best first; "phrases" as such, nothing else is syntax."""
        ...

    def stories_found(self, words: str, wanted: Filter, limit: int) -> list[int]:
        """Numbers of the stories of the `limit` best articles that `search` would find, best first."""
        ...

    # -- corrections ------------------------------------------------------------------------------------
    def put_correction(self, correction: Correction) -> int:
        """Keep a correction; gives its number."""
        ...

    def corrections(self, target: str | None = None, after: int = 0) -> list[Correction]:
        """Corrections with numbers above `after`, oldest first."""
        ...

    def current(self, ids: Sequence[str]) -> dict[str, int]:
        """Numbers of the current revisions of these ids; those that are not there are left out."""
        ...

    def places(self, seat: Seat, numbers: Sequence[int]) -> list[PlaceRow]:
        """Places by number of the article, of the story that was computed, or of the story it is in."""
        ...

    def held(self) -> list[PlaceRow]:
        """Places of articles that are in another story than the one that was computed."""
        ...

    def hold(self, places: Mapping[int, int]) -> None:
        """These articles, which have places, are in these stories from now on, whatever was computed."""
        ...

    # -- feeds ------------------------------------------------------------------------------------------
    def put_feeds(self, feeds: Sequence[Feed]) -> None:
        """Store feeds by URL, in place of what was there."""
        ...

    def feeds(self, due: float | None = None) -> list[Feed]:
        """Feeds, or those whose `next_poll` is at or before `due`, longest due first."""
        ...

    def put_items(self, items: Sequence[FeedItem]) -> None:
        """Store entries by feed and key, in place of what was there."""
        ...

    def items(self, feed: str, keys: Sequence[str]) -> list[FeedItem]:
        """Those of these entries that are known."""
        ...

    def waiting(self, due: float, limit: int) -> list[FeedItem]:
        """Entries that wait and may be tried, those met first first."""
        ...
