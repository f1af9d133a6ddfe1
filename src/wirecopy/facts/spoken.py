"""The main pattern of attribution: a reporting verb with its source and its statement.

"X said that ...", '"...," X said', '"...," said X', '"...," X said, "..."', "The plan, he said, is dead", "X
praised Y", "..., saying that ...". Takes a `Clause` and a cue, gives a `Frame` and the source. Coordinated
cues ("said ... and added") share the source; a statement ends where the reporter turns (", but").
"""

from __future__ import annotations

import re

from wirecopy.facts.adjuncts import past_adjuncts, past_particle
from wirecopy.facts.clauses import AUXILIARIES, Clause
from wirecopy.facts.cues import Cue
from wirecopy.facts.frames import Frame, Piece, Spans, skip_marks, source_span, span
from wirecopy.lexicon import people, speech
from wirecopy.lexicon.wordlist import word_set

_ADDRESSED = word_set("""
    tell inform remind assure notify warn ask advise urge promise convince persuade instruct
""")
_SAYING = word_set("""
    say tell add write note report state announce explain comment remark reply respond recall mention
    observe conclude declare tweet post testify disclose reveal confirm claim allege assert maintain
    contend argue insist suggest imply deny warn caution predict fear worry admit concede acknowledge
    promise pledge vow stress emphasize emphasise reiterate repeat believe think know continue joke
    quip ask wonder boast complain lament assure agree hope expect estimate recount quote read
    indicate show find shout exclaim begin inform counter
""")
_DETERMINERS = word_set("the a an his her their its one two three several some many most another")
_TURNS = word_set("but while though although")
_PERSONAL = word_set("he she they it we i you")
_NO_SUBJECT = word_set("""
    in on at by for from with without during after before since over under about against within across
    through despite besides amid among following upon according like unlike of to and but or as when
    while if because
""")


def spoken(
    clause: Clause, cue: Cue, following: Cue | None, previous: Piece | None, floor: int
) -> tuple[Frame | None, Piece | None]:
    """The frame of a reporting verb, and its source.

    Args:
        clause: the sentence.
        cue: the verb.
        following: the next cue of the sentence, where a shared statement may end.
        previous: the source of the cue before, for "... and added".
        floor: where the statement before this one ended.
    """
    subject = clause.subject(cue.first) if cue.kind == "verb" else None
    after = cue.after
    left_edge = cue.first
    shared = False
    if subject is not None:
        left_edge = subject[0]
    elif cue.kind == "verb" and _may_invert(clause, cue):
        end = clause.phrase_right(cue.after)
        if not _is_phrase(clause, cue.after, end):
            return None, None
        subject, after = (cue.after, end), end
    elif previous is not None:
        shared = True
    elif cue.kind == "ing" or clause.norm(cue.first - 1) in ("and", "but", "then"):
        subject = _main_subject(clause, cue.first)
    source = previous if shared else (source_span(clause, *subject) if subject else None)
    if source is None:
        return None, None
    left = _left_content(clause, left_edge, floor) if not shared and cue.kind == "verb" else None
    right = _right_content(clause, cue, max(after, past_particle(clause, cue)), following)
    content = _choose(clause, cue, left, right)
    if not content:
        return None, None
    return Frame((source,), (span(clause, cue.first, past_particle(clause, cue)),), content), source


def _may_invert(clause: Clause, cue: Cue) -> bool:
    """Whether the source may follow: the cue comes after a quotation or comma and before a noun phrase."""
    if cue.first > 0 and not clause.breaks(cue.first):
        return False
    if cue.lemma not in _SAYING or cue.after >= len(clause.words) or clause.breaks(cue.after):
        return False
    word = clause.norm(cue.after)
    return (
        clause.capital(cue.after)
        or word in _DETERMINERS
        or word in people.PRONOUNS
        or word in speech.PERSON_NOUNS
        or clause.norm(cue.after + 1) in speech.PERSON_NOUNS
    )


def _is_phrase(clause: Clause, first: int, after: int) -> bool:
    """Whether a stretch can be a source: no verb of its own, a pronoun only by itself."""
    if clause.norm(first) in _PERSONAL and after - first > 1:
        return False
    for at in range(first, after):
        if at > first and clause.breaks(at):
            return True
        if clause.norm(at) in AUXILIARIES:
            return False
    return True


def _main_subject(clause: Clause, before: int) -> Piece | None:
    """The subject of the sentence a later cue hangs on: the first noun phrase that opens a clause."""
    for first in range(before):
        opens = first == 0 or clause.breaks(first)
        if not opens or clause.inside[first] >= 0 or clause.norm(first) in _NO_SUBJECT:
            continue
        after = _opening_phrase(clause, first, before)
        if after > first:
            return first, after
    return None


def _opening_phrase(clause: Clause, first: int, before: int) -> int:
    """End of a noun phrase that opens a clause and has a verb after it; `first` if there is none."""
    if clause.norm(first) in people.PRONOUNS:
        return first + 1
    determined = clause.norm(first) in _DETERMINERS
    if not determined and not clause.capital(first):
        return first
    after = first + 1
    while after < before and not clause.breaks(after) and after - first <= 8:
        word = clause.norm(after)
        if word in AUXILIARIES or word in _NO_SUBJECT - {"of"} or word.endswith(("ed", "ly")):
            break
        if not clause.capital(after) and (speech.verb(word) is not None or not determined):
            break
        after += 1
    return after if after < before and not clause.capital(after) else first


def _left_content(clause: Clause, edge: int, floor: int) -> Piece | None:
    """What stands before the source or cue, if a comma or a closing mark parts them."""
    if edge == 0:
        piece = clause.quoted[0] if clause.quoted else None
        closes = piece is not None and piece.outer_end <= clause.words[0].start <= piece.outer_end + 3
        return (piece.outer_start, piece.outer_end) if piece is not None and closes else None
    gap = clause.gap(edge)
    held = clause.inside[edge - 1]
    if held < 0 and not re.match(r"\s*(?:,|[?!]\s|—|–|\)\s*,)", gap):
        return None
    start = max(floor, clause.start)
    end = clause.words[edge - 1].end
    if held >= 0:
        piece = clause.quoted[held]
        end = piece.outer_end
        start = piece.outer_start if piece.outer_start < start else start
    start = skip_marks(clause.text, start, end)
    for piece in clause.quoted:
        if piece.outer_start < start < piece.outer_end:
            start = piece.outer_start
    return (start, end) if start < end else None


def _right_content(clause: Clause, cue: Cue, after: int, following: Cue | None) -> Piece | None:
    """What follows the cue, past the person addressed and the occasion."""
    first = past_adjuncts(clause, after, addressed=cue.lemma in _ADDRESSED)
    if first >= len(clause.words):
        return None
    start = clause.words[first].start
    held = clause.inside[first]
    if held >= 0:
        start = min(start, clause.quoted[held].outer_start)
    stop = _coordinated(clause, first, following)
    end = clause.words[stop - 1].end
    held = clause.inside[stop - 1]
    if held >= 0:
        end = max(end, clause.quoted[held].outer_end)
    elif stop == len(clause.words):
        end = _sentence_end(clause, end)
    return (start, end) if start < end else None


def _sentence_end(clause: Clause, end: int) -> int:
    """Past a percent sign or bracket, not past the full stop."""
    tail = clause.text[end : clause.end]
    match = re.match(r"[%)\]’']+", tail)
    return end + match.end() if match else end


def _coordinated(clause: Clause, first: int, following: Cue | None) -> int:
    """Where the content ends: at the sentence's end, or before a further cue of the same source."""
    last = len(clause.words)
    if following is None or following.first <= first:
        return _turn(clause, first, last)
    at = following.first
    own_subject = clause.subject(at) is not None and following.kind == "verb"
    if following.kind == "according" and clause.breaks(at):
        return at
    if own_subject or following.kind == "passive":
        return _turn(clause, first, last)
    if clause.norm(at - 1) in ("and", "but", "then"):
        return at - 1 if at - 1 > first else last
    return at if clause.breaks(at) and at > first else last


def _turn(clause: Clause, first: int, last: int) -> int:
    """Where a statement ends because the reporter goes on in own words: ", but", ", while", ", though"."""
    for at in range(first + 2, last):
        if clause.norm(at) in _TURNS and clause.inside[at] < 0 and clause.gap(at).startswith(","):
            return at
    return last


def _choose(clause: Clause, cue: Cue, left: Piece | None, right: Piece | None) -> Spans:
    """Left, right or both."""
    left_quoted = left is not None and any(piece.outer_end == left[1] for piece in clause.quoted)
    right_quoted = right is not None and any(piece.outer_start == right[0] for piece in clause.quoted)
    if left is not None and left_quoted:
        second = _next_quotation(clause, cue, right)
        return (left, second) if second is not None else (left,)
    if left is not None and right is not None and _is_parenthesis(clause, cue, right):
        return (left, right)
    if right is not None:
        if left is not None and not right_quoted and _is_remark(clause, right):
            return (left,)
        return (right,)
    return (left,) if left is not None and cue.lemma in _SAYING else ()


def _next_quotation(clause: Clause, cue: Cue, right: Piece | None) -> Piece | None:
    """The second half of '"A," X said, "B"', with whatever stands after its opening mark."""
    if right is None:
        return None
    said = clause.words[cue.after - 1].end
    for piece in clause.quoted:
        if said < piece.outer_start < right[1]:
            return piece.outer_start, max(right[1], piece.outer_end)
    return None


def _is_parenthesis(clause: Clause, cue: Cue, right: Piece) -> bool:
    """Whether source and cue stand between commas inside the statement: "The plan, he said, is dead"."""
    gap = clause.text[clause.words[cue.after - 1].end : right[0]]
    return cue.lemma in _SAYING and gap.startswith(",") and len(gap) <= 2


def _is_remark(clause: Clause, right: Piece) -> bool:
    """Whether what follows the cue only adds a circumstance: it opens with a preposition or participle."""
    word = re.match(r"\w+", clause.text[right[0] : right[1]])
    opening = word.group().lower() if word else ""
    return opening in (
        "in",
        "on",
        "at",
        "during",
        "after",
        "before",
        "as",
        "when",
        "while",
        "from",
        "of",
        "about",
        "to",
        "for",
    )
