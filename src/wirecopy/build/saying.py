"""A correction as it is kept: what the person says, beside what was computed when it was said.

In: a correction of a few words (kind, target, value). Out: the same with the ids of the articles it is about,
so that it finds them whatever becomes of stories, and with what wirecopy had computed, texts of passages
included, so that it stands by itself as evaluation data. What was computed is that of the first correction of
a thing: a later one is not set beside what an earlier one made of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from wirecopy.build.amending import Finding, edge_id, find, passages, sort_of
from wirecopy.build.corrections import ADDED, check
from wirecopy.errors import StoreError
from wirecopy.model import Change, Claim, Correction, Quote, Story, StoryRow
from wirecopy.model.plain import plain
from wirecopy.stores import Store
from wirecopy.version import __version__

Report = Callable[[StoryRow], Story]
_LABEL = 200  # characters of a finding that stand for it


def prepared(said: Correction, store: Store, report: Report) -> Correction:
    """A correction as it is to be kept.

    Args:
        said: what the person says.
        store: open.
        report: gives the report on a story.

    Raises:
        CallError: it is not formed as it should be.
        StoreError: what it is about is not there.
    """
    check(said, store)
    value = {name: plain(item) for name, item in said.value.items() if name not in ADDED}
    value |= _MORE[said.kind](said, store, report)
    earlier = next((one for one in store.corrections(said.target) if _is_same(one, said)), None)
    if earlier is not None:
        value["computed"] = earlier.value["computed"]
    value["wirecopy"] = __version__
    target = _row(said.target, store).id if said.kind in ("merge", "split") else said.target
    return replace(said, target=target, author=said.author.strip(), value=value)


def _is_same(one: Correction, said: Correction) -> bool:
    return one.kind == said.kind and one.kind in ("finding", "credit", "parent") and "computed" in one.value


def _of_finding(said: Correction, store: Store, report: Report) -> dict[str, Any]:
    row = _row(said.value["story"], store)
    story = report(row)
    found = find(story, said.target, said.value)
    if found is None:
        earlier = [one for one in store.corrections(said.target) if _is_same(one, said)]
        if earlier:
            return {name: earlier[-1].value[name] for name in ("at", "sort", "label", "computed")}
        hint = f"wirecopy show {row.id} --json has the ids of its claims, quotes and changes"
        raise StoreError(f"no finding {said.target!r} in story {row.id}", store.url, hint)
    texts = {version.id: version.text for version in story.versions}
    where = [span for span in passages(found) if span.version in texts]
    cited = [{**plain(span), "text": texts[span.version][span.start : span.end]} for span in where]
    return {
        "story": row.id,
        "at": plain(where),
        "sort": sort_of(found),
        "label": _label(found)[:_LABEL],
        "computed": {"sort": sort_of(found), "finding": plain(found), "passages": cited},
    }


def _label(found: Finding) -> str:
    if isinstance(found, Claim):
        return found.label
    if isinstance(found, Quote):
        return found.members[0].text
    return found.why if isinstance(found, Change) else f"{found.child} descends from {found.parent}"


def _of_merge(said: Correction, store: Store, _: Report) -> dict[str, Any]:
    stays, joins = _row(said.target, store), _row(said.value["with"], store)
    first, second = _names(stays.number, store), _names(joins.number, store)
    return {
        "with": joins.id, "number": stays.number, "stays": first, "joins": second,
        "computed": {"sort": "stories", "stories": [first, second]},
    }  # fmt: skip


def _of_split(said: Correction, store: Store, _: Report) -> dict[str, Any]:
    members = _names(_row(said.target, store).number, store)
    leaving = set(said.value["articles"])
    return {
        "stays": [name for name in members if name not in leaving],
        "computed": {"sort": "stories", "stories": [members]},
    }


def _of_credit(said: Correction, store: Store, _: Report) -> dict[str, Any]:
    (stored,) = store.articles([store.current([said.target])[said.target]])
    text, rows = stored.article.text, store.credits([stored.number])
    found = [
        {**plain(credit), "text": text[credit.start : credit.end]} for row in rows for credit in row.credits
    ]
    return {"revision": stored.revision, "computed": {"sort": "credits", "credits": found}}


def _of_parent(said: Correction, store: Store, report: Report) -> dict[str, Any]:
    number = store.story_of(store.current([said.target])[said.target])
    row = None if number is None else store.story(number)
    edges = [edge for edge in report(row).lineage.edges if edge.child == said.target] if row else []
    named: Sequence[Mapping[str, Any]] = [{"id": edge_id(edge), **plain(edge)} for edge in edges]
    return {"computed": {"sort": "parents", "edges": named}}


def _of_withdrawal(said: Correction, store: Store, report: Report) -> dict[str, Any]:  # noqa: ARG001 - one of many
    return {}


_MORE: Mapping[str, Callable[[Correction, Store, Report], dict[str, Any]]] = {
    "finding": _of_finding,
    "merge": _of_merge,
    "split": _of_split,
    "credit": _of_credit,
    "parent": _of_parent,
    "withdraw": _of_withdrawal,
}


def _row(key: str, store: Store) -> StoryRow:
    row = store.story(key)
    if row is None:
        raise StoreError(f"no story {key!r}", store.url, "wirecopy list shows the stories")
    return row


def _names(story: int, store: Store) -> list[str]:
    """Ids of the articles of a story, in order."""
    return [stored.article.id for stored in store.articles(store.members(story))]
