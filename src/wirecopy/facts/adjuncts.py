"""What stands between a cue and its statement: particles, the person told, time and occasion.

Takes a `Clause` and a token position after a cue, gives the position where the statement may begin: "told
[reporters] [in a speech on Monday] that ...". Limits: an occasion is known by its noun ("statement",
"interview") or a time word.
"""

from __future__ import annotations

from wirecopy.facts.clauses import Clause, occasion_words
from wirecopy.facts.cues import Cue
from wirecopy.lexicon.calendar import DAYS, WEEKDAYS
from wirecopy.lexicon.wordlist import word_set

_OPENERS = word_set("that whether how why what if when who where which")
_DETERMINERS = word_set("the a an his her their its one two three several some many most another")
_PARTICLES = word_set("for about on out against at over up with of off down into")
_TAKES_TO = word_set("refer respond point object talk speak appeal reply react admit confess")


def past_particle(clause: Clause, cue: Cue) -> int:
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


def past_adjuncts(clause: Clause, at: int, *, addressed: bool) -> int:
    """Past "reporters", "in a statement", "on Monday": what stands between a cue and its content."""
    while at < len(clause.words) and clause.inside[at] < 0:
        word = clause.norm(at)
        if word in _OPENERS and clause.norm(at + 1) not in ("said",):
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
    if clause.norm(end) == "that" and not clause.breaks(end):
        return end
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
    return past_adjuncts(clause, end, addressed=False)
