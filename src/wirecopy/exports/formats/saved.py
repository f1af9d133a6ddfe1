"""Reports that were saved as JSON, read back.

In: the text of a file made by `read --json` or by `export --format jsonl`: one report or several, one after
the other. Out: one report with all their stories. Whatever a report must have for its findings to be found
in its texts is checked here, once, so that no format meets an offset beyond a text or the name of a version
that is not there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from wirecopy.errors import InputError
from wirecopy.model import Report, Story
from wirecopy.model.plain import build

_HINT = "give a file made by wirecopy read --json, unaltered"


def load(text: str, where: str = "report") -> Report:
    """The report or reports of a file as one.

    Args:
        text: of the file.
        where: what to call it in a message.

    Raises:
        InputError: it is not JSON, or not a report, or its findings do not fit its texts.
    """
    reports = [build(Report, value, where) for value in _values(text, where)]
    if not reports:
        raise InputError("there is no report", where, _HINT)
    whole = replace(
        reports[0],
        stories=tuple(story for report in reports for story in report.stories),
        rejected=tuple(row for report in reports for row in report.rejected),
    )
    for story in whole.stories:
        _check(story, where)
    return whole


def _values(text: str, where: str) -> Iterator[object]:
    decoder, position = json.JSONDecoder(), 0
    text = text.removeprefix("\ufeff").strip(" \t\r\n")
    while position < len(text):
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            raise InputError("this is not JSON", f"{where}: {error}", _HINT) from error
        yield value
        while position < len(text) and text[position] in " \t\r\n":
            position += 1


def _check(story: Story, where: str) -> None:
    """Whether every finding of a story stands in its texts."""
    lengths = {version.id: len(version.text) for version in story.versions}
    sentences = {version.id: len(version.sentences) for version in story.versions}
    if not story.versions or len(lengths) < len(story.versions):
        raise InputError(f"story {story.id} has no versions, or one twice", where, _HINT)
    for version, start, end in _spans(story):
        if version not in lengths or not 0 <= start <= end <= lengths[version]:
            raise InputError(f"a finding lies outside its text ({version} {start}-{end})", where, _HINT)
    for version, sentence in _sentences(story):
        if not 0 <= sentence < sentences.get(version, 0):
            raise InputError(f"there is no sentence {sentence} in {version}", where, _HINT)
    if missing := sorted(_named(story) - _present(story)):
        raise InputError(f"{missing[0][1]} is named and not there", where, _HINT)


def _present(story: Story) -> set[tuple[str, str]]:
    """What a story has, by kind and id."""
    nodes = {("node", node.id) for node in story.lineage.nodes}
    versions = {("version", version.id) for version in story.versions}
    return nodes | versions | {("claim", claim.id) for claim in story.claims}


def _named(story: Story) -> set[tuple[str, str]]:
    """What omissions and lineage of a story speak of, by kind and id."""
    found = {("node", end) for edge in story.lineage.edges for end in (edge.parent, edge.child)}
    found |= {("version", node.id) for node in story.lineage.nodes if node.kind == "version"}
    found |= {("version", row.version) for row in story.omissions}
    return found | {("claim", claim) for row in story.omissions for claim in row.claims}


def _spans(story: Story) -> Iterator[tuple[str, int, int]]:
    for version in story.versions:
        yield from ((version.id, row.start, row.end) for row in version.sentences)
        yield from ((version.id, row.start, row.end) for row in version.credits)
        yield from ((version.id, row.start, row.end) for row in version.cues)
        for item in version.attributions:
            spans = (*item.source, *item.cue, *item.content)
            yield from ((version.id, span.start, span.end) for span in spans)
    for claim in story.claims:
        yield from ((row.version, row.start, row.end) for row in claim.members)
        yield from ((row.version, row.start, row.end) for row in claim.attributions)
    for quote in story.quotes:
        yield from ((row.version, row.start, row.end) for row in quote.members)
    for change in story.changes:
        for reading in change.readings:
            yield from ((row.version, row.start, row.end) for row in reading.spans)


def _sentences(story: Story) -> Iterator[tuple[str, int]]:
    for claim in story.claims:
        yield from ((row.version, row.sentence) for row in claim.members)
    for link in story.links:
        yield from ((link.left, link.left_sentence), (link.right, link.right_sentence))
