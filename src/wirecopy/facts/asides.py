"""The lesser patterns of attribution, each with a cue that is no plain reporting verb.

"according to X", "citing X, ...", "is believed to" (no source), "X's claim that ...", 'X: "..."', and in
other languages than English a quotation beside a reporting verb. Takes a `Clause`, gives `Frame` rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wirecopy.facts.clauses import Clause
from wirecopy.facts.cues import Cue
from wirecopy.facts.frames import Frame, Piece, skip_marks, source_span, span
from wirecopy.lexicon import speech
from wirecopy.lexicon.wordlist import word_set

_POSSESSIVES = word_set("his her their its my our")


def according(clause: Clause, cue: Cue, floor: int) -> tuple[Frame | None, Piece | None]:
    """The frame of "according to X": what stands before or after it; "citing X, ...": what follows; and X."""
    if cue.after >= len(clause.words):
        return None, None
    end = clause.phrase_right(cue.after)
    source = source_span(clause, cue.after, end)
    cue_span = span(clause, cue.first, cue.after)
    opens = cue.first == 0 or clause.words[cue.first].start - floor < 3
    while opens and end < len(clause.words) and not clause.breaks(end) and clause.norm(end) == "and":
        end = clause.phrase_right(end + 1)
    source = source_span(clause, cue.after, end)
    if opens or (cue.lemma == "cite" and clause.gap(end).startswith(",")):
        if end >= len(clause.words):
            return None, None
        start = clause.words[end].start
        held = clause.inside[end]
        start = min(start, clause.quoted[held].outer_start) if held >= 0 else start
        stop = clause.words[-1].end
        held = clause.inside[-1]
        content = (start, max(stop, clause.quoted[held].outer_end) if held >= 0 else stop)
        return Frame((source,), (cue_span,), (content,)), source
    if cue.lemma == "cite":
        return None, None
    held = clause.inside[cue.first - 1]
    stop = clause.quoted[held].outer_end if held >= 0 else clause.words[cue.first - 1].end
    start = skip_marks(clause.text, max(floor, clause.start), stop)
    for piece in clause.quoted:
        if piece.outer_start < start < piece.outer_end:
            start = piece.outer_start
    if start >= stop:
        return None, None
    return Frame((source,), (cue_span,), ((start, stop),)), source


def passive(clause: Clause, cue: Cue) -> Frame | None:
    """The frame of "X is believed to ...": no source, the statement in two pieces."""
    subject = clause.subject(cue.first)
    if subject is None or cue.after >= len(clause.words):
        return None
    return Frame(
        (),
        (span(clause, cue.first, cue.after),),
        (span(clause, *subject), span(clause, cue.after, len(clause.words))),
    )


def nominal(clause: Clause) -> Iterator[Frame]:
    """A noun of saying with its owner: "Brandt's talk of ...", "his claim that ..."."""
    for at in range(1, len(clause.words) - 1):
        if clause.lower[at] not in speech.NOUN_CUES or clause.inside[at] >= 0 or clause.breaks(at + 1):
            continue
        owner = _owner(clause, at)
        if owner is None or clause.norm(at + 1) not in ("that", "of", "about", "to", "on", "for", "as"):
            continue
        first = at + 1 if clause.norm(at + 1) in ("that", "to") else at + 2
        if first >= len(clause.words):
            continue
        last = first
        while last + 1 < len(clause.words) and not (
            clause.breaks(last + 1) and clause.inside[last + 1] < 0 and clause.inside[last] < 0
        ):
            last += 1
        start, end = span(clause, first, last + 1)
        for piece in clause.quoted:
            start = piece.outer_start if piece.outer_start <= start <= piece.start else start
            end = (
                piece.outer_end
                if piece.end <= end + 1 and end <= piece.outer_end and end > piece.start
                else end
            )
        if clause.norm(at + 1) != "that" and not any(start <= piece.start < end for piece in clause.quoted):
            continue
        yield Frame(
            (owner,),
            (span(clause, at, first if clause.norm(at + 1) not in ("that", "to") else at + 1),),
            ((start, end),),
        )


def _owner(clause: Clause, at: int) -> Piece | None:
    """Who the noun belongs to: the name before a possessive s, or a possessive pronoun."""
    if clause.norm(at - 1) in _POSSESSIVES:
        return span(clause, at - 1, at)
    owned = at
    while owned > max(0, at - 2) and not re.match(r"[’']s?\s", clause.gap(owned)):
        owned -= 1
    if owned == 0 or not re.match(r"[’']s?\s", clause.gap(owned)) or not clause.capital(owned - 1):
        return None
    first = owned - 1
    while first > 0 and clause.capital(first - 1) and not clause.breaks(first):
        first -= 1
    return span(clause, first, owned)


def colon(clause: Clause) -> Iterator[Frame]:
    """A name, a colon and a quotation: the speech line of headlines and transcripts."""
    if not clause.quoted:
        return
    piece = clause.quoted[0]
    before = clause.text[clause.start : piece.outer_start]
    match = re.fullmatch(r"\W*([A-ZÀ-Þ][^:\n]{1,60}?)(:)\s*", before)
    if match is None:
        return
    offset = clause.start
    source = (offset + match.start(1), offset + match.end(1))
    yield Frame(
        (source,),
        ((offset + match.start(2), offset + match.end(2)),),
        ((piece.outer_start, piece.outer_end),),
    )


def foreign(clause: Clause, language: str) -> Iterator[Frame]:
    """A quotation with a reporting verb beside it: source is the words next to the verb, up to a mark."""
    if not clause.quoted:
        return
    for at, token in enumerate(clause.words):
        if clause.inside[at] >= 0 or speech.verb(token.text.lower(), language) is None:
            continue
        end = at + 1
        while end < len(clause.words) and not clause.breaks(end) and clause.inside[end] < 0:
            end += 1
        subject = (at + 1, end) if end > at + 1 else clause.subject(at)
        content = tuple((piece.outer_start, piece.outer_end) for piece in clause.quoted)
        if subject is not None:
            yield Frame((source_span(clause, *subject),), ((token.start, token.end),), content)
            return
