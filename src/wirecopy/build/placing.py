"""The stories stage over a store: which story each article is in, as articles arrive.

In: articles of a store with their families. Out: rows for the store (`Placement`), to be written in the
same transaction as the rest. What is remembered of older articles is fetched from the store when it is
needed, by the time of publication; nothing here is lost when the process ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wirecopy.account.identity import content_id
from wirecopy.disk.compiled import kernels_ready
from wirecopy.group.events.across import Encode
from wirecopy.group.events.live import Arrival, LiveStories, Outcome
from wirecopy.group.events.signature import Signature, unpack
from wirecopy.group.stories import signature_of
from wirecopy.model import Among, SignatureRow, Stored, StoryEvent
from wirecopy.stores import Store
from wirecopy.text.meaning import encoder, model_name

VERSION = "1"
_MEANING = "meaning"  # setting of a run: the model that said what articles mean
_RECALLED = 600  # bytes of a signature: in a large archive the first arrival is set beside thousands of them


@dataclass(slots=True)
class Placement:
    """What the store is to be told.

    Attributes:
        rows: signatures of the articles, with their stories.
        moved: new story of every article that was there before and is elsewhere now; None for nowhere.
        touched: stories whose articles changed.
        events: what happened to stories, in order.
    """

    rows: list[SignatureRow] = field(default_factory=list)
    moved: dict[int, int | None] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    events: list[StoryEvent] = field(default_factory=list)

    def note(self, outcome: Outcome, at: float) -> None:
        """Take in what happened when some articles were placed."""
        self.moved.update(outcome.places)
        self.touched.update(outcome.touched)
        for kind, story, other in outcome.events:
            self.events.append(StoryEvent(at, kind, story, other))
            self.touched.update({story} if other is None else {story, other})


class Placer:
    """Places the articles of one store.

    Args:
        store: where they rest.
        run: the run of this stage.
    """

    def __init__(self, store: Store, run: int) -> None:
        self._store, self._run = store, run
        self._live = LiveStories(self._recall, self._find, ready=_ready)
        self._live.expect(_RECALLED * store.done("stories", run))

    def place(
        self,
        articles: Sequence[Stored],
        signatures: Mapping[int, Signature],
        families: Mapping[int, int],
        joins: Iterable[tuple[int, int]],
        at: float,
    ) -> Placement:
        """Place articles that arrived.

        Args:
            articles: in order of arrival; those that are not current get a signature and no story.
            signatures: of each, by number.
            families: of each, by number.
            joins: families that became one, (into, gone).
            at: the time now.
        """
        found = Placement()
        arrivals = [
            Arrival(stored.number, families[stored.number], signatures[stored.number])
            for stored in articles
            if stored.current
        ]
        for into, gone in joins:
            found.note(self._live.join(into, gone), at)
        found.note(self._live.place(arrivals), at)
        for stored in articles:  # after the new revisions have their places, so that no story ends in between
            if stored.revision > 1:
                self._replace(stored, found, at)
        for stored in articles:
            number, signature = stored.number, signatures[stored.number]
            story = found.moved.pop(number, None)
            found.rows.append(SignatureRow(number, signature.time, families[number], story, signature.pack()))
        return found

    def _replace(self, stored: Stored, found: Placement, at: float) -> None:
        """Take the revision before this one out of its story."""
        older = [
            row.number for row in self._store.revisions(stored.article.id) if row.revision < stored.revision
        ]
        found.note(self._live.forget(older), at)
        found.moved.update(dict.fromkeys(older))

    def _recall(self, since: int | None, until: int | None) -> Iterator[tuple[Arrival, int]]:
        return _placed(self._store.signatures(self._run, since, until))

    def _find(self, among: Among, numbers: Sequence[int]) -> Iterator[tuple[Arrival, int]]:
        return _placed(self._store.signatures_of(self._run, among, numbers))


def _ready() -> bool:
    """Whether the kernels of this stage were compiled by an earlier run."""
    return kernels_ready("events.link_groups", "events.multiply")


def sign_all(articles: Sequence[Stored], encode: Encode | None = None) -> dict[int, Signature]:
    """The signatures of articles, by number; with what they mean where `encode` says it."""
    return {stored.number: signature_of(stored.article, encode) for stored in articles}


def meaning_in(store: Store, wanted: bool | None) -> Encode | None:
    """What says what the articles of a store mean, where its stories are to reach across languages.

    Args:
        store: the store.
        wanted: whether they are to; None for as they did before, so that nobody has to say it again.

    Raises:
        MissingExtraError: they are, and the extra `multilingual` is not installed.
    """
    if wanted is None:
        runs = [run for run in store.runs() if run.stage == "stories" and _MEANING in run.settings]
        wanted = any(store.done("stories", run.number) for run in runs)
    return encoder() if wanted else None


def settings_of(encode: Encode | None) -> dict[str, str]:
    """The settings of this stage, as its run has them: other ones, and articles are placed anew."""
    return {_MEANING: model_name()} if encode else {}


def _placed(rows: Iterable[SignatureRow]) -> Iterator[tuple[Arrival, int]]:
    """Articles that have a place, with their stories."""
    for row in rows:
        if row.story is not None:
            yield Arrival(row.number, row.family, unpack(row.packed)), row.story


def story_id(founder: Stored) -> str:
    """The id of the story that an article founded."""
    return content_id("s", founder.article.id, str(founder.revision))
