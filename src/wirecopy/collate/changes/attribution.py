"""Sources made more or less telling, exchanged or dropped.

Takes a compared group; sets side by side the attributions whose content stands in the group. A statement that
one version gives to a named source and another to an unnamed one, to one source or to one of several, is
medium; to two persons of different names, high; a statement with a source in one version that
another tells in its own voice is medium. Limits: pronouns and descriptions are no names, so "he" against "the
minister" is no difference; a source told in the sentence before is not looked for.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wirecopy.collate.changes.drafts import Difference, Side, side
from wirecopy.collate.changes.items import items
from wirecopy.collate.changes.names import is_spelling, same_name
from wirecopy.collate.changes.pairs import Compared
from wirecopy.collate.changes.view import GroupView
from wirecopy.lexicon.speech import ANONYMOUS_NOUNS
from wirecopy.lexicon.speech import verb as speech_verb
from wirecopy.model import Attribution, Name, Severity, Span

_POINTING = frozenset({"the", "this", "that", "these", "those"})  # "the diplomat" was named before
_PRONOUNS = frozenset({"i", "we", "you", "he", "she", "it", "they", "who"})
_SHARED = 0.5  # share of the shorter content's columns that two statements must have in common
_SAME_FRAME = 0.5  # likeness above which two sentences tell the same statement


@dataclass(frozen=True, slots=True)
class _Told:
    """An attribution with the columns its content fills in the group."""

    attribution: Attribution
    source: Span
    columns: frozenset[int]
    names: tuple[Name, ...]
    norms: tuple[str, ...]


def find(compared: Compared) -> Iterator[Difference]:
    """The sources told differently in the versions of a group."""
    seen = compared.seen
    told = {w: list(_told(seen, w)) for w in seen.words}
    for a, b in itertools.combinations(seen.words, 2):
        if (told[a] or told[b]) and seen.likeness(a, b) >= _SAME_FRAME:
            yield from _differing(seen, (a, told[a]), (b, told[b]))
            for w, other in ((a, b), (b, a)):
                yield from _dropped(seen, (w, told[w]), (other, told[other]))


def _differing(
    seen: GroupView, one: tuple[int, Sequence[_Told]], other: tuple[int, Sequence[_Told]]
) -> Iterator[Difference]:
    """Statements of two versions whose sources differ; what both give to one source is taken out first."""
    (a, ours), (b, theirs) = one, other
    left = [x for x in ours if not any(_one_statement(x, y) and _one_source(x, y) for y in theirs)]
    right = [y for y in theirs if not any(_one_statement(x, y) and _one_source(x, y) for x in ours)]
    for x, y in itertools.product(left, right):
        verdict = _weigh(x, y) if _one_statement(x, y) else None
        if verdict is not None:
            yield Difference("attribution", *verdict, _side(seen, a, x), _side(seen, b, y))


def _one_source(a: _Told, b: _Told) -> bool:
    if a.norms == b.norms:
        return True
    named = _is_named(a) and _is_named(b)
    return named and any(same_name(x, y) or is_spelling(x, y) for x in a.names for y in b.names)


def _told(seen: GroupView, w: int) -> Iterator[_Told]:
    facts = seen.witnesses[w].facts
    for attribution in facts.attributions:
        words = [word for item in items(seen, w, attribution.content) for word in item.words]
        source = attribution.source[0] if attribution.source else None
        if not words or source is None:
            continue
        names = tuple(n for n in facts.names if source.start <= n.start and n.end <= source.end)
        norms = tuple(token.norm for token in seen.tokens_in(w, source))
        if norms and norms[0] not in _PRONOUNS:
            columns = frozenset(word.column for word in words)
            yield _Told(attribution, source, columns, names, norms)


def _one_statement(a: _Told, b: _Told) -> bool:
    return len(a.columns & b.columns) >= _SHARED * min(len(a.columns), len(b.columns))


def _weigh(a: _Told, b: _Told) -> tuple[Severity, str] | None:
    """How grave it is that one statement has these two sources; the first is the odd one."""
    if _is_partitive(a.norms) != _is_partitive(b.norms) and _unnamed(a) and _unnamed(b):
        return "medium", "{odd} is not the one source of {others}"
    if _unnamed(a) != _unnamed(b) and (_is_named(a) or _is_named(b)):
        return "medium", "the statement is given to {odd} here, to {others} there"
    if _is_named(a) and _is_named(b):
        people = all(any(name.kind == "person" for name in told.names) for told in (a, b))
        return "high" if people else "medium", "the statement is given to {odd} here, to {others} there"
    return None


def _unnamed(told: _Told) -> bool:
    return bool(ANONYMOUS_NOUNS & set(told.norms)) and told.norms[0] not in _POINTING


def _is_named(told: _Told) -> bool:
    """Whether a source is a person or body by name."""
    return not _unnamed(told) and any(name.kind in {"person", "organisation"} for name in told.names)


def _is_partitive(norms: Sequence[str]) -> bool:
    return norms[:2] == ("one", "of")


def _side(seen: GroupView, w: int, told: _Told) -> Side:
    """The source, in all copies where it stands in the group, else in the first."""
    words = [
        word
        for word in seen.words[w]
        if told.source.start <= word.token.start and word.token.end <= told.source.end
    ]
    return side(seen, w, words) if words else Side(told.norms, ((w, told.source.start, told.source.end),))


def _reports(seen: GroupView, w: int, told: _Told) -> bool:
    """Whether an attribution hands a statement on ("said", "believe"), and is no act of its own ("urged")."""
    if told.attribution.kind != "indirect":
        return False
    cues = [token.norm for span in told.attribution.cue for token in seen.tokens_in(w, span)]
    forces = {verb.force for verb in map(speech_verb, cues) if verb}
    return bool(forces & {"neutral", "claim", "think", "learn", "warn"})


def _dropped(
    seen: GroupView, one: tuple[int, Sequence[_Told]], other: tuple[int, Sequence[_Told]]
) -> Iterator[Difference]:
    """A statement with a source here that is told there in the version's own voice."""
    (w, ours), (v, theirs) = one, other
    if len(ours) != 1 or theirs or not _reports(seen, w, ours[0]):
        return
    content = [word for word in seen.words[v] if word.column in ours[0].columns]
    speaks = any(word.quoted or speech_verb(word.norm) for word in seen.words[v] if word not in content)
    if len(content) >= _SHARED * len(ours[0].columns) and not speaks:
        reason = "{others} is told without its source {odd}"
        yield Difference("attribution", "medium", reason, _side(seen, w, ours[0]), side(seen, v, content))
