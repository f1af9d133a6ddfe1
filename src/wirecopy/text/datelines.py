"""The place line a news report opens with: "MOSCOW (Reuters) - ", "Moscow: ", "BERLIN, May 3 -".

Takes one line, gives the length of the dateline it opens with, or says that it is nothing else. A place in
capitals, a known place before a colon, or any place followed by an agency in brackets counts; a capitalised
word before a colon alone does not, since headlines and labels look the same.
"""

from __future__ import annotations

import re

from wirecopy.lexicon.agencies import canonical, short_name
from wirecopy.lexicon.places import is_place

_PLACE = r"(?P<place>[A-ZÀ-ÞА-ЯЁ][\w.'’-]*(?: [A-ZÀ-ÞА-ЯЁ][\w.'’-]*){0,3})"
_REST = (
    r"(?P<rest>(?:[,/] ?(?:[A-Z][\w.'’-]*\s?){1,3}){0,2}"  # a country or state, a month
    r"(?:,? \d{1,2}(?:[./]\d{1,2}\.?| [A-Z][a-z]+)?,?(?: \d{4})?)?)"
)
_AGENCY = r"(?: ?\((?P<agency>[^()]{2,40})\))?"
_INLINE = re.compile(rf"{_PLACE}{_REST}{_AGENCY}\s?(?P<mark>[-–—]{{1,2}}|:)\s?(?=\S)")
_ALONE = re.compile(rf"{_PLACE}{_REST}{_AGENCY}[-–—:. ]*")


def dateline_length(line: str) -> int:
    """How many characters of a line its dateline takes, mark and blank included; 0 if it opens with none.

    Args:
        line: a line of an article, trimmed.
    """
    match = _INLINE.match(line[:140])
    if not match:
        return 0
    dashed = match["mark"] != ":" and line[match.end() - 1 : match.end()] == " "
    known = is_place(match["place"].lower())
    if _is_agency(match["agency"]) or (dashed and match["place"].isupper() and len(match["place"]) > 2):
        return match.end()
    return match.end() if known and (dashed or match["mark"] == ":") and not match["agency"] else 0


def is_dateline(line: str) -> bool:
    """Whether a line holds nothing but a dateline: "HELSINKI", "GLASGOW, Scotland", "Washington (AP)".

    Args:
        line: a line of an article, trimmed.
    """
    match = _ALONE.fullmatch(line) if len(line) <= 60 else None
    if not match:
        return False
    return _is_agency(match["agency"]) or (
        match["place"].isupper() and is_place(match["place"].strip(" -").lower())
    )


def _is_agency(name: str | None) -> bool:
    """Whether what stands in a dateline's brackets is an agency, or at least initials."""
    if not name:
        return False
    return bool(canonical(name) or short_name(name)) or (name.isupper() and len(name) <= 6)
