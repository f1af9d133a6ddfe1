"""The questions themselves: each opens the store, looks, reads what it must, and answers.

In: plain arguments, as a client sends them. Out: a row of `answers`. These functions run in a worker process
that is stopped when it takes too long, so they hold nothing between calls. What cannot be used is left out
with a reason and the rest is answered; a call that makes no sense is a `CallError`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from wirecopy import pipeline
from wirecopy.build import Archive
from wirecopy.errors import CallError
from wirecopy.mcp import looking, telling
from wirecopy.mcp.answers import (
    CAUTION,
    Compared,
    Count,
    LeftOut,
    OtherStory,
    StoryAnswer,
    StoryCount,
    Text,
)
from wirecopy.mcp.matching import matching
from wirecopy.model import Article, Rejected, Stored, Story
from wirecopy.readers.rows import read_row
from wirecopy.settings import Reading

MOST = 20  # texts or URLs in one call
TEXT_CHARS = 100_000  # in one text
ALL_CHARS = 300_000  # in one call: some 20 s of reading
_LARGE = 60  # articles of a story beyond which a report that is not made yet takes too long to wait for
_LONGEST_KEY = 100

Texts = Sequence[str | Text]
Found = tuple[list[StoryCount], list[LeftOut]]


def how_many_reports(
    store: str | None, claim: str | None, texts: Texts | None, urls: Sequence[str] | None
) -> Count:
    """How many reports stand behind a claim, texts, or articles of the store.

    Args:
        store: where the store is; None for none.
        claim: the claim that matters; alone, it is looked for in the store.
        texts: articles, as texts.
        urls: articles, by their addresses in the store.

    Raises:
        CallError: nothing, or too much, is asked; or a store is needed and there is none.
        StoreError: the store cannot be read.
        StageError: a stage failed on the articles.
    """
    claim = (claim or "").strip() or None
    if texts and urls:
        raise CallError("texts and urls in one call", "how_many_reports", "ask for one, then for the other")
    if texts:
        found = _of_texts(texts, claim)
    elif urls:
        found = _of_urls(_opened(store, "urls"), urls, claim)
    elif claim:
        found = _of_claim(_opened(store, "a claim without texts"), claim)
    else:
        raise CallError("nothing to count", "how_many_reports", "give claim, texts or urls")
    stories, left_out = found
    return Count(_answer(stories, claim, left_out), CAUTION, tuple(stories), tuple(left_out))


def compare(store: str | None, left: str, right: str) -> Compared:
    """Two articles side by side.

    Args:
        store: where the store is; None for none.
        left: a text, or the id or URL of an article in the store.
        right: the other one.

    Raises:
        CallError: a side is empty, too long, or named and not in the store.
        StoreError: the store cannot be read.
    """
    first, second = _side(store, left, "left"), _side(store, right, "right")
    witnesses = [pipeline.prepare(first), pipeline.prepare(second)]
    same_story, same_copy = pipeline.score_pair(*witnesses)
    found = pipeline.read_story(witnesses)
    shared = telling.shared_pairs(found.links, found)
    changes = telling.changes(found.changes)
    return Compared(
        answer=telling.compared_line(found, same_story, same_copy),
        caution=CAUTION,
        same_story=same_story,
        same_copy=same_copy,
        shared=tuple(shared[: telling.PAIRS]),
        more_shared=max(0, len(shared) - telling.PAIRS),
        changes=changes[: telling.CHANGES],
        more_changes=max(0, len(changes) - telling.CHANGES),
    )


def story(store: str | None, which: str) -> StoryAnswer:
    """A story of the store with its five answers.

    Args:
        store: where the store is; None for none.
        which: id of the story, beginning of one, or words that its articles hold.

    Raises:
        CallError: there is no store, or no such story in it.
        StoreError: the store cannot be read.
        StageError: a stage failed on the story.
    """
    if not which.strip():
        raise CallError("nothing to look for", "story", "give the id of a story, or words of its articles")
    with _opened(store, "story") as archive:
        row = archive.store.story(which.strip())
        rows = [row] if row else looking.stories_about(archive, which)
        if not rows:
            hint = "try fewer words, or names"
            raise CallError(f"no story {which[:80]!r} and none with these words", "story", hint)
        _, found = archive.story(rows[0].number)
    quotes, count = telling.drifted(found), telling.counted(found, stored=True)
    changes = telling.changes(found.changes)
    return StoryAnswer(
        answer=f"{count.title}: {count.answer}",
        caution=CAUTION,
        count=count,
        quotes=quotes[: telling.QUOTES],
        more_quotes=max(0, len(quotes) - telling.QUOTES),
        changes=changes[: telling.CHANGES],
        more_changes=max(0, len(changes) - telling.CHANGES),
        lineage=telling.said(found)[: telling.SAID],
        others=tuple(OtherStory(one.id, one.title, one.articles, one.last_published) for one in rows[1:]),
    )


def _answer(stories: Sequence[StoryCount], claim: str | None, left_out: Sequence[LeftOut]) -> str:
    """The bottom line over all stories."""
    missing = f" {len(left_out)} left out: see left_out." if left_out else ""
    if not stories and claim:
        no = f"Not found: no claim here matches {claim[:160]!r}. That says nothing about whether it is true."
        return no + missing
    if not stories:
        return f"Nothing to count.{missing}"
    if len(stories) == 1:
        return stories[0].answer + missing
    lines = " | ".join(story.answer for story in stories)
    kind = "places that may be the claim, in different stories" if claim else "different stories"
    return f"{len(stories)} {kind}: {lines}{missing}"


def _of_texts(texts: Texts, claim: str | None) -> Found:
    articles, left_out = _given(texts)
    report = pipeline.read_articles(articles)
    return _told(report.stories, claim, stored=False), left_out


def _given(texts: Texts) -> tuple[list[Article], list[LeftOut]]:
    """Texts as articles "text-1", "text-2" ..., and those that cannot be used."""
    _check_number(len(texts), "texts")
    limits = Reading(max_article_chars=TEXT_CHARS)
    rows = [Text(text) if isinstance(text, str) else text for text in texts]
    if (total := sum(len(row.text) for row in rows)) > ALL_CHARS:
        hint = f"give at most {ALL_CHARS:,} characters in one call"
        raise CallError(f"{total:,} characters of text", "texts", hint)
    articles: list[Article] = []
    left_out: list[LeftOut] = []
    for number, row in enumerate(rows, start=1):
        name = f"text-{number}"
        fields = {field: getattr(row, field) for field in ("text", "outlet", "title", "published", "url")}
        last = read_row(fields, name, limits, name=name)[-1]
        if isinstance(last, Article):
            articles.append(last)
        elif isinstance(last, Rejected):
            left_out.append(LeftOut(name, last.reason.replace(" (setting reading.max_article_chars)", "")))
    return articles, left_out


def _of_urls(archive: Archive, urls: Sequence[str], claim: str | None) -> Found:
    _check_number(len(urls), "urls")
    with archive:
        at = looking.by_url(archive, urls)
        found = {stored.number: stored for stored in at.values() if stored is not None}
        unknown = [
            LeftOut(url, "unknown: the store has no article of this URL") for url in at if at[url] is None
        ]
        stories = _read_together(archive, list(found.values()))
    return _told(stories, claim, stored=True), unknown


def _read_together(archive: Archive, articles: Sequence[Stored]) -> list[Story]:
    """The reports on these articles alone, by the stories and families that the store has them in."""
    store = archive.store
    kin = {row.number: row.family for row in store.copies([stored.number for stored in articles])}
    groups: dict[int, list[Stored]] = defaultdict(list)
    for stored in articles:
        place = store.story_of(stored.number)
        groups[-stored.number if place is None else place].append(stored)
    stories = []
    for place, group in groups.items():
        witnesses = [pipeline.prepare(stored.article) for stored in group]
        report = pipeline.read_story(witnesses, [kin.get(stored.number, stored.number) for stored in group])
        row = store.story(place) if place > 0 else None
        stories.append(telling.renamed(report, row.id if row else report.id))
    return sorted(stories, key=lambda one: -len(one.versions))


def _of_claim(archive: Archive, claim: str) -> Found:
    left_out: list[LeftOut] = []
    stories: list[Story] = []
    with archive:
        for row in looking.stories_about(archive, claim):
            if row.articles > _LARGE and row.reports is None:
                why = f"{row.articles} articles and no report made yet: ask for it with the tool story"
                left_out.append(LeftOut(f"story {row.id}: {row.title}", why))
            else:
                stories.append(archive.story(row.number)[1])
    return _told(stories, claim, stored=True), left_out


def _told(stories: Sequence[Story], claim: str | None, *, stored: bool) -> list[StoryCount]:
    """Each story as counted; where a claim was asked for, those that have it, the best match first."""
    if claim is None:
        return [telling.counted(one, stored=stored) for one in stories]
    matches = [(one, matching(claim, one)) for one in stories]
    found = sorted(((one, match) for one, match in matches if match), key=lambda pair: -max(pair[1].values()))
    return [telling.counted(one, match, claim, stored=stored) for one, match in found]


def _side(store: str | None, given: str, side: str) -> Article:
    """One side of a comparison: a text, or an article of the store by its id or URL."""
    key = given.strip()
    named = key.startswith(("http://", "https://")) and len(key.split()) == 1
    if named or (len(key) <= _LONGEST_KEY and len(key.split()) == 1):
        with _opened(store, f"an id or URL ({side})") as archive:
            stored = looking.by_url(archive, [key])[key] if named else None
            stored = stored or next(reversed(archive.store.revisions(key)), None)
        if stored is None:
            raise CallError(f"no article {key!r} in the store", side, "give its text instead")
        article = stored.article
    else:
        last = read_row({"text": given}, side, Reading(max_article_chars=TEXT_CHARS))[-1]
        if not isinstance(last, Article):
            reason = last.reason if isinstance(last, Rejected) else "not a text"
            raise CallError(reason, side, "give the text of an article, or its id or URL in the store")
        article = last
    return telling.called(article, side)


def _check_number(number: int, what: str) -> None:
    if number > MOST:
        raise CallError(f"{number} {what}", what, f"give at most {MOST} in one call")


def _opened(store: str | None, what: str) -> Archive:
    """The store, for looking only.

    Raises:
        CallError: there is none.
    """
    if store is None:
        raise CallError(f"{what} needs a store", "wirecopy mcp", "start it with --store FILE, or give texts")
    return Archive.open(store, read_only=True)
