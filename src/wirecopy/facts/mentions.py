"""Every place where a text names a news agency, a picture agency or a press-release wire.

Takes a text, gives `Mention` rows in reading order, each with its surroundings on the same line; what the
mention means (credit, photo, attribution) is decided in `creditrules`. One pass over the words with a table
of first words, so the cost does not grow with the number of agencies.
"""

from __future__ import annotations

import functools
import re
from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from wirecopy.lexicon import agencies

_WORD = re.compile(r"\w+")
_BEFORE = 90  # code points of context kept on either side: a byline or a caption credit fits
_AFTER = 90


@dataclass(frozen=True, slots=True)
class Mention:
    """A named agency and the line around it.

    `before` and `after` are the line's text next to the mention, cut at 90 code points; `whole_before` and
    `whole_after` say whether they reach the line's ends.
    """

    start: int
    end: int
    agency: str
    certain: bool
    group: Literal["agency", "photo", "release"]
    before: str
    after: str
    whole_before: bool
    whole_after: bool
    line_start: int
    line_end: int


@functools.cache
def _first_words() -> dict[str, tuple[agencies.Alias, ...]]:
    table: dict[str, tuple[agencies.Alias, ...]] = dict(agencies.aliases())
    groups = (agencies.PHOTO_AGENCIES, agencies.RELEASE_WIRES)
    for name in sorted({name for group in groups for name in group}, key=lambda name: (-len(name), name)):
        first = _WORD.match(name)
        word = first.group() if first else name
        rows = (*table.get(word, ()), agencies.Alias(name, name, certain=True))
        table[word] = tuple(sorted(rows, key=lambda row: -len(row.written)))
    return table


def _with_learned(learned: Iterable[str]) -> Mapping[str, tuple[agencies.Alias, ...]]:
    added: dict[str, list[agencies.Alias]] = {}
    for name in learned:
        for written in dict.fromkeys((name, name.upper())):
            first = _WORD.match(written)
            if first is not None:
                added.setdefault(first.group(), []).append(agencies.Alias(written, name, certain=True))
    if not added:
        return _first_words()
    listed = _first_words()
    merged = {
        word: tuple(sorted((*listed.get(word, ()), *names), key=lambda row: -len(row.written)))
        for word, names in added.items()
    }
    return ChainMap(merged, listed)


def find_mentions(text: str, learned: Iterable[str] = ()) -> tuple[Mention, ...]:
    """All mentions of agencies in reading order.

    Args:
        text: the article.
        learned: names of agencies that no table lists.
    """
    table = _with_learned(learned)
    found: list[Mention] = []
    position = 0
    line_start, line_end = 0, -1
    for word in _WORD.finditer(text):
        names = table.get(word.group())
        if names is None or word.start() < position:
            continue
        alias = _longest(text, word.start(), names)
        if alias is None:
            continue
        position = word.start() + len(alias.written)
        if word.start() > line_end:
            line_start = text.rfind("\n", 0, word.start()) + 1
            line_end = text.find("\n", word.start()) % (len(text) + 1)
        found.append(_mention(text, word.start(), position, alias, (line_start, line_end)))
    return tuple(found)


def _longest(text: str, start: int, names: tuple[agencies.Alias, ...]) -> agencies.Alias | None:
    for alias in names:
        end = start + len(alias.written)
        if text.startswith(alias.written, start) and not text[end : end + 1].isalnum():
            return alias
    return None


def _mention(text: str, start: int, end: int, alias: agencies.Alias, line: tuple[int, int]) -> Mention:
    group: Literal["agency", "photo", "release"] = "agency"
    if alias.written in agencies.RELEASE_WIRES:
        group = "release"
    elif alias.written in agencies.PHOTO_AGENCIES:
        group = "photo"
    left, right = max(line[0], start - _BEFORE), min(line[1], end + _AFTER)
    return Mention(
        start=start,
        end=end,
        agency=alias.agency,
        certain=alias.certain,
        group=group,
        before=text[left:start],
        after=text[end:right],
        whole_before=left == line[0],
        whole_after=right == line[1],
        line_start=line[0],
        line_end=line[1],
    )
