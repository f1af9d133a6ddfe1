"""The sentence patterns of attribution: from a cue to its source and content spans.

Takes a `Clause`, gives `Frame` rows: source, cue and content as (start, end) spans of the text. One function
per pattern; `find_frames` tries them for each cue. Coordinated cues ("said ... and added") share the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wirecopy.facts.clauses import AUXILIARIES, Clause, occasion_words
from wirecopy.facts.cues import Cue, find_cues
from wirecopy.lexicon import people, speech
from wirecopy.lexicon.calendar import DAYS, WEEKDAYS
from wirecopy.lexicon.wordlist import word_set

Spans = tuple[tuple[int, int], ...]

_OPENERS = word_set("that whether how why what if when who where which")
_ADDRESSED = word_set(
    "tell inform remind assure notify warn ask advise urge promise convince persuade instruct"
)
_SAYING = word_set("""
    say tell add write note report state announce explain comment remark reply respond recall mention observe conclude
    declare tweet post testify disclose reveal confirm claim allege assert maintain contend argue insist suggest
    imply deny warn caution predict fear worry admit concede acknowledge promise pledge vow stress emphasize emphasise
    reiterate repeat believe think know continue joke quip ask wonder boast complain lament assure agree hope expect
    estimate recount quote read indicate show find shout exclaim begin inform counter
""")
_DETERMINERS = word_set("the a an his her their its one two three several some many most another")
_TURNS = word_set("but while though although")
_PERSONAL = word_set("he she they it we i you")
_POSSESSIVES = word_set("his her their its my our")
_PARTICLES = word_set("for about on out against at over up with of off down into")
_TAKES_TO = word_set("refer respond point object talk speak appeal reply react admit confess")
_NO_SUBJECT = word_set("""
    in on at by for from with without during after before since over under about against within across through
    despite besides amid among following upon according like unlike of to and but or as when while if because
""")
_TRAIL = " \t\u00a0\n,;:.—–-"


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution as spans of the text."""

    source: Spans
    cue: Spans
    content: Spans


def find_frames(clause: Clause, language: str) -> Iterator[Frame]:
    """All attributions of one sentence, in the order of their cues."""
    if language != "en":
        yield from _foreign(clause, language)
        return
    cues = list(find_cues(clause))
    previous: tuple[int, int] | None = None
    floor = clause.start
    for number, cue in enumerate(cues):
        following = cues[number + 1] if number + 1 < len(cues) else None
        if cue.kind == "according":
            frame, source = _according(clause, cue, floor)
        elif cue.kind == "passive":
            frame, source = _passive(clause, cue), None
        else:
            frame, source = _spoken(clause, cue, following, previous, floor)
        if frame is None:
            continue
        yield frame
        previous = source or previous
        if (
            frame.content[-1][1] <= clause.words[cue.after - 1].end
        ):  # all of it said: the next one starts after
            floor = max(floor, clause.words[cue.after - 1].end, *(end for _, end in frame.source))
    yield from _nominal(clause)
    if not cues:
        yield from _colon(clause)


def _span(clause: Clause, first: int, after: int) -> tuple[int, int]:
    return clause.words[first].start, clause.words[after - 1].end


def _cue_span(clause: Clause, cue: Cue) -> tuple[int, int]:
    return _span(clause, cue.first, _past_particle(clause, cue))


def _past_particle(clause: Clause, cue: Cue) -> int:
    """End of the cue with its particle: "called for", "pointed out", "referring to", and "said dryly"."""
    after = cue.after
    if cue.kind in ("according", "passive") or after >= len(clause.words) or clause.breaks(after):
        return after
    if clause.inside[after] >= 0:
        return after
    word = clause.norm(after)
    if word in _PARTICLES or (word == "to" and cue.lemma in _TAKES_TO):
        return after if word != "out" and _adjunct_end(clause, after) is not None else after + 1
    ends = after + 1 == len(clause.words) or clause.breaks(after + 1)
    return after + 1 if word.endswith("ly") and ends else after


def _source_span(clause: Clause, first: int, after: int) -> tuple[int, int]:
    """A noun phrase, with the comma that closes its apposition before the verb."""
    start, end = _span(clause, first, after)
    closing = re.match(r"\.?\)?,?", clause.text[end : clause.end])
    inner = clause.text[start:end]
    if closing is not None and after < len(clause.words) and ("," in inner or "(" in inner):
        end += closing.end() if closing.group().endswith((",", ")")) else 0
    return start, end


# --- X said that ... / "...," X said / "...," said X -------------------------------------------------------


def _spoken(
    clause: Clause, cue: Cue, following: Cue | None, previous: tuple[int, int] | None, floor: int
) -> tuple[Frame | None, tuple[int, int] | None]:
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
    source = previous if shared else (_source_span(clause, *subject) if subject else None)
    if source is None:
        return None, None
    left = _left_content(clause, left_edge, floor) if not shared and cue.kind == "verb" else None
    right = _right_content(clause, cue, max(after, _past_particle(clause, cue)), following)
    content = _choose(clause, cue, left, right)
    if not content:
        return None, None
    return Frame((source,), (_cue_span(clause, cue),), content), source


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
    return not any(clause.norm(at) in AUXILIARIES for at in range(first, min(after, first + 4)))


def _main_subject(clause: Clause, before: int) -> tuple[int, int] | None:
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
        if word in AUXILIARIES or word in _NO_SUBJECT - {"of"} or word.endswith("ed") or word.endswith("ly"):
            break
        if not clause.capital(after) and (speech.verb(word) is not None or not determined):
            break
        after += 1
    return after if after < before and not clause.capital(after) else first


def _left_content(clause: Clause, edge: int, floor: int) -> tuple[int, int] | None:
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
    start = _skip_marks(clause.text, start, end)
    for piece in clause.quoted:
        if piece.outer_start < start < piece.outer_end:
            start = piece.outer_start
    return (start, end) if start < end else None


def _skip_marks(text: str, start: int, end: int) -> int:
    while start < end and text[start] in _TRAIL:
        start += 1
    return start


def _right_content(clause: Clause, cue: Cue, after: int, following: Cue | None) -> tuple[int, int] | None:
    """What follows the cue, past the person addressed and the occasion."""
    first = _past_adjuncts(clause, after, addressed=cue.lemma in _ADDRESSED)
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


def _past_adjuncts(clause: Clause, at: int, *, addressed: bool) -> int:
    """Past "reporters", "in a statement", "on Monday": what stands between a cue and its content."""
    while at < len(clause.words) and clause.inside[at] < 0:
        word = clause.norm(at)
        if word in _OPENERS and not clause.norm(at + 1) in ("said",):
            return at
        if word in DAYS or word in WEEKDAYS or word in ("earlier", "later", "later,"):
            at += 1
            continue
        if word in (
            "in",
            "on",
            "at",
            "during",
            "after",
            "to",
            "of",
            "about",
            "via",
            "through",
            "from",
            "for",
            "last",
        ):
            end = _adjunct_end(clause, at)
            if end is None:
                return at
            at = end
            continue
        if addressed and not clause.breaks(at):
            return _past_addressee(clause, at)
        return at
    return at


def _adjunct_end(clause: Clause, at: int) -> int | None:
    """End of a phrase of time or occasion that begins at a preposition, None if it is none."""
    end = at + 1
    while (
        end < len(clause.words)
        and end - at < 12
        and not clause.breaks(end)
        and clause.norm(end) not in _OPENERS
    ):
        if clause.inside[end] >= 0:
            break
        end += 1
    phrase = {clause.norm(position) for position in range(at, end)}
    return (
        end if phrase & (occasion_words() | set(WEEKDAYS) | set(DAYS) | {"week", "month", "year"}) else None
    )


def _past_addressee(clause: Clause, at: int) -> int:
    """Past the person told: up to "that", a quotation, a comma, or the verb's clause."""
    end = at + 1
    if clause.norm(at) in (
        "him",
        "her",
        "them",
        "me",
        "us",
        "reporters",
        "supporters",
        "voters",
        "it",
        "you",
    ):
        pass
    elif clause.capital(at):
        while end < len(clause.words) and clause.capital(end) and not clause.breaks(end):
            end += 1
        while end < len(clause.words) and clause.gap(end)[:2] in ("’s", "'s") and not clause.breaks(end):
            end += 1
    elif clause.norm(at) in _DETERMINERS:
        while (
            end < len(clause.words)
            and not clause.breaks(end)
            and clause.norm(end) not in _OPENERS | {"to", "he", "she", "they", "it"}
        ):
            end += 1
            if end - at > 8:
                return at
    else:
        while (
            end < len(clause.words)
            and end - at <= 4
            and not clause.breaks(end)
            and clause.norm(end) not in _OPENERS | {"to"}
        ):
            end += 1
        if end < len(clause.words) and end - at > 4:
            end = at + 1
    return _past_adjuncts(clause, end, addressed=False)


def _choose(clause: Clause, cue: Cue, left: tuple[int, int] | None, right: tuple[int, int] | None) -> Spans:
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


def _next_quotation(clause: Clause, cue: Cue, right: tuple[int, int] | None) -> tuple[int, int] | None:
    """The second half of '"A," X said, "B"', with whatever stands after its opening mark."""
    if right is None:
        return None
    said = clause.words[cue.after - 1].end
    for piece in clause.quoted:
        if said < piece.outer_start < right[1]:
            return piece.outer_start, max(right[1], piece.outer_end)
    return None


def _is_parenthesis(clause: Clause, cue: Cue, right: tuple[int, int]) -> bool:
    """Whether source and cue stand between commas inside the statement: "The plan, he said, is dead"."""
    gap = clause.text[clause.words[cue.after - 1].end : right[0]]
    return cue.lemma in _SAYING and gap.startswith(",") and len(gap) <= 2


def _is_remark(clause: Clause, right: tuple[int, int]) -> bool:
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


# --- according to X ----------------------------------------------------------------------------------------


def _according(clause: Clause, cue: Cue, floor: int) -> tuple[Frame | None, tuple[int, int] | None]:
    if cue.after >= len(clause.words):
        return None, None
    end = clause.phrase_right(cue.after)
    source = _source_span(clause, cue.after, end)
    cue_span = _cue_span(clause, cue)
    opens = cue.first == 0 or clause.words[cue.first].start - floor < 3
    while opens and end < len(clause.words) and not clause.breaks(end) and clause.norm(end) == "and":
        end = clause.phrase_right(end + 1)
    source = _source_span(clause, cue.after, end)
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
    start = _skip_marks(clause.text, max(floor, clause.start), stop)
    for piece in clause.quoted:
        if piece.outer_start < start < piece.outer_end:
            start = piece.outer_start
    if start >= stop:
        return None, None
    return Frame((source,), (cue_span,), ((start, stop),)), source


# --- X is believed to ... -----------------------------------------------------------------------------------


def _passive(clause: Clause, cue: Cue) -> Frame | None:
    subject = clause.subject(cue.first)
    if subject is None or cue.after >= len(clause.words):
        return None
    return Frame(
        (), (_cue_span(clause, cue),), (_span(clause, *subject), _span(clause, cue.after, len(clause.words)))
    )


# --- X's claim that ... --------------------------------------------------------------------------------------


def _nominal(clause: Clause) -> Iterator[Frame]:
    """A noun of saying with its owner: "Macron's talk of ...", "his claim that ..."."""
    for at in range(1, len(clause.words) - 1):
        if clause.norm(at) not in speech.NOUN_CUES or clause.inside[at] >= 0 or clause.breaks(at + 1):
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
        start, end = _span(clause, first, last + 1)
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
            (_span(clause, at, first if clause.norm(at + 1) not in ("that", "to") else at + 1),),
            ((start, end),),
        )


def _owner(clause: Clause, at: int) -> tuple[int, int] | None:
    """Who the noun belongs to: the name before a possessive s, or a possessive pronoun."""
    if clause.norm(at - 1) in _POSSESSIVES:
        return _span(clause, at - 1, at)
    owned = at
    while owned > max(0, at - 2) and not re.match(r"[’']s?\s", clause.gap(owned)):
        owned -= 1
    if owned == 0 or not re.match(r"[’']s?\s", clause.gap(owned)) or not clause.capital(owned - 1):
        return None
    first = owned - 1
    while first > 0 and clause.capital(first - 1) and not clause.breaks(first):
        first -= 1
    return _span(clause, first, owned)


# --- X: "..." -----------------------------------------------------------------------------------------------


def _colon(clause: Clause) -> Iterator[Frame]:
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


# --- other languages ----------------------------------------------------------------------------------------


def _foreign(clause: Clause, language: str) -> Iterator[Frame]:
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
            yield Frame((_source_span(clause, *subject),), ((token.start, token.end),), content)
            return
