"""Stories as people said they are: what was computed is laid under what was said, with every change of it.

In: places as they were computed, in the store. Out: places held elsewhere, rows and events of the stories
that this changes. What was said is kept by the ids of the articles it was said of, so it holds for later
revisions of them. Stories are looked at again when something was said or taken back, and when an article
comes to, or leaves, a story of which something was said; no others are. All is worked out anew from what is
in the store each time, so a run that was killed is simply repeated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wirecopy.build.corrections import in_force
from wirecopy.build.regrouping import Apart, Crowded, Regrouping, Rule, Together, name
from wirecopy.group.events.signature import Signature, unpack
from wirecopy.model import Correction, PlaceRow, StoryEvent
from wirecopy.stores import Store

Before = Mapping[int, int | None]


@dataclass(slots=True)
class Change:
    """What became of stories.

    Attributes:
        touched: stories whose articles changed.
        events: what happened to them, in order.
    """

    touched: set[int] = field(default_factory=set)
    events: list[StoryEvent] = field(default_factory=list)


class Honouring:
    """Holds the articles of one store in the stories that people said.

    Args:
        store: opened for writing.
        run: of the stage that places articles.
    """

    def __init__(self, store: Store, run: int) -> None:
        self._store, self._run = store, run
        self._said: list[Correction] = []
        self._due = bool(store.held())

    def refresh(self) -> None:
        """Take in what was said since."""
        news = self._store.corrections(after=self._said[-1].number if self._said else 0)
        self._said += news
        self._due = self._due or any(one.kind in ("merge", "split", "withdraw") for one in news)

    def look_again(self, changed: bool) -> None:
        """Families changed, by which stories that people split are parted."""
        self._due = self._due or (changed and bool(self._said))

    @property
    def due(self) -> bool:
        """Whether something was said that is not honoured yet."""
        return self._due

    def done(self) -> None:
        """All that was said is honoured, and stored."""
        self._due = False

    def before(self, numbers: Iterable[int]) -> Before:
        """The stories these articles are in, None for none; asked before they are moved."""
        if not self._said and not self._due:
            return {}
        found: dict[int, int | None] = dict.fromkeys(numbers)
        found.update((row.number, row.story) for row in self._store.places("article", list(found)))
        return found

    def follow(self, computed: Change, before: Before, at: float) -> Change:
        """Hold the articles of stories that changed where people said, in the transaction that moved them.

        Args:
            computed: what was computed to have become of stories.
            before: stories that the articles that moved were in.
            at: the time now.
        """
        held = self._store.held()
        rules = self._rules()
        if not rules and not held:
            return computed
        anchors = self._computed_of({article for rule in rules for article in rule.articles})
        looked = anchors | {row.computed for row in held} | {row.story for row in held}
        if not self._due and not computed.touched & looked:
            return computed
        looked = _closed(looked, computed.events)
        while True:
            rows = self._rows(looked, before)
            try:
                wanted = self._wanted(rows, rules, anchors)
                break
            except Crowded as other:
                anchors, looked = anchors | {other.story}, looked | {other.story}
        self._store.hold(wanted)
        return _told(rows, wanted, before, (computed, looked), at)

    def _rules(self) -> list[Rule]:
        said = [one for one in in_force(self._said) if one.kind in ("merge", "split")]
        names = {name for one in said for side in _sides(one) for name in side}
        numbers = self._store.current(sorted(names))
        rules: list[Rule] = []
        for one in said:
            first, second = (
                frozenset(numbers[name] for name in side if name in numbers) for side in _sides(one)
            )
            if one.kind == "merge":
                rules.append(Together(int(one.value.get("number", 0)), (first, second)))
            else:
                rules.append(Apart(first, second))
        return rules

    def _computed_of(self, numbers: Collection[int]) -> set[int]:
        return {row.computed for row in self._store.places("article", list(numbers))}

    def _rows(self, stories: Collection[int], before: Before) -> list[PlaceRow]:
        """All articles that were, or were computed to be, in these stories."""
        store = self._store
        left = [number for number, story in before.items() if story in stories]
        found = [
            *store.places("computed", list(stories)), *store.places("story", list(stories)),
            *store.places("article", left),
        ]  # fmt: skip
        return list({row.number: row for row in found}.values())

    def _wanted(self, rows: Sequence[PlaceRow], rules: Sequence[Rule], anchors: set[int]) -> dict[int, int]:
        """The story of every article; those of which nothing was said are in the one computed."""
        wanted = {row.number: row.computed for row in rows}
        about = {row.number: row.computed for row in rows if row.computed in anchors}
        families = {row.number: row.family for row in rows}
        groups = Regrouping(about, families, self._sign).follow(rules)
        name(groups, lambda numbers: {row.computed for row in self._store.places("computed", list(numbers))})
        wanted.update((article, group.number) for group in groups for article in group.articles)
        return wanted

    def _sign(self, numbers: Collection[int]) -> dict[int, Signature]:
        rows = self._store.signatures_of(self._run, "article", sorted(numbers))
        return {row.number: unpack(row.packed) for row in rows}


def _sides(one: Correction) -> tuple[Sequence[str], Sequence[str]]:
    """Ids of the articles on either side of a merge or a split, when it was said."""
    first = "articles" if one.kind == "split" else "stays"
    second = "stays" if one.kind == "split" else "joins"
    return one.value.get(first, ()), one.value.get(second, ())


def _closed(stories: set[int], events: Iterable[StoryEvent]) -> set[int]:
    """These stories, and all that became of them or came to them."""
    found, pairs = set(stories), [{event.story, event.other} - {None} for event in events]
    while more := {story for pair in pairs if pair & found for story in pair} - found:
        found |= {story for story in more if story is not None}
    return found


def _told(
    rows: Sequence[PlaceRow],
    wanted: Mapping[int, int],
    before: Before,
    computed: tuple[Change, Collection[int]],
    at: float,
) -> Change:
    """What became of stories, told as the difference between before and now."""
    change, looked = computed
    told = Change(
        {story for story in change.touched if story not in looked},
        [event for event in change.events if event.story not in looked],
    )
    now = set(wanted.values())
    moves = [(before.get(row.number, row.story), wanted[row.number]) for row in rows]
    told.touched |= {story for pair in moves if pair[0] != pair[1] for story in pair if story is not None}
    told.touched |= (change.touched & now) | {story for story in before.values() if story is not None}
    then = {story for story, _ in moves if story is not None}
    for story in sorted(now - then):
        most = _most(old for old, new in moves if new == story)
        told.events.append(StoryEvent(at, "formed" if most is None else "split", story, most))
    for story in sorted(then - now):
        told.events.append(StoryEvent(at, "merged", story, _most(new for old, new in moves if old == story)))
    return told


def _most(stories: Iterable[int | None]) -> int | None:
    """The story that comes most often, then the oldest; None where there is none."""
    found = Counter(story for story in stories if story is not None)
    return min(found, key=lambda story: (-found[story], story), default=None)
