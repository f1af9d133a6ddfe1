"""News agencies that no table lists, learned from how the article itself names them.

Takes a text, gives the names it uses as an agency's. A *strong* form says so by itself: a dateline in
capitals "PORT (Xxx) -", "the Xxx news agency", "the news agency Xxx", a bracket "(Xxx)" or "With files from
Xxx" alone on a line. A *weak* form ("told Xxx", "Source: Xxx", a last line "Xxx", "Port (Xxx) -") may as well
name a person, a paper or a party: two different weak forms are needed, or one and a name built like an
agency's ("...wire", "... News Service"). Limits: Latin script; names of four words at most; a name that is an
everyday word ("Update", "Labour") needs a form that leaves no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from wirecopy.lexicon import agencies, media, people, places
from wirecopy.lexicon.calendar import DAYS, WEEKDAYS
from wirecopy.lexicon.frequency import zipf
from wirecopy.lexicon.wordlist import word_set

Form = Literal["strong", "bracket", "files", "told", "line", "dateline"]

_AGENCY_WORD = r"(?:News|Press|Presse|Wire|Newswire|Newswires|Agency|Agentur|Service|Media|International)"
_WORD = r"[A-ZÀ-Þ][\w’'.]*(?:-[A-ZÀ-Þ]\w*)*"
_NAME = rf"{_WORD}(?:[ -]{_AGENCY_WORD}){{0,3}}"
_FULL_NAME = rf"{_WORD}(?:[ -]{_WORD}){{0,3}}"
_DASH = r"[ \t]*(?:--|[-–—―])"
_MONTH = r"[A-Z][a-z]{2,8}\.?"
_DATE = rf",?[ \t]+(?:{_MONTH}[ \t]+\d{{1,2}}(?:,[ \t]+\d{{4}})?|\d{{1,2}}\.?[ \t]+{_MONTH})"
_CITY = rf"^[ \t]*{_WORD}(?:[ -]{_WORD}){{0,3}}"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+"
_IN_DATELINE = rf"\(({_FULL_NAME})\){_DASH}"  # (Xxx) -
_AGENCY = r"(?:news agency|newswire|wire service|press agency)"
_AGENCY_IS = rf"{_AGENCY}|agence de presse|[Nn]achrichtenagentur|agencia de noticias|agenzia di stampa"

_BRACKET = ("(",)
_NAMED = ("genc", "wire", "gentur", "genzia", "agence de presse")

# Every way of naming, with the form it is and words of which it holds one; the first group is the name.
_PATTERNS: tuple[tuple[Form, tuple[str, ...], str], ...] = (
    (
        "strong",
        _BRACKET,
        rf"^[ \t]*{_CAPITALS}(?:[ ,/]+(?:[A-ZÀ-Þ][\w.’'-]*|\d{{1,4}})){{0,8}}[ ,]*{_IN_DATELINE}",
    ),
    ("strong", _BRACKET, rf"{_CITY}{_DATE}[ \t]*{_IN_DATELINE}"),
    ("dateline", _BRACKET, rf"(?:{_CITY}[ ,]+|^[ \t]*){_IN_DATELINE}"),
    ("strong", _NAMED, rf"\b(?:{_AGENCY_IS}) [«\"“]?({_NAME})"),
    ("bracket", _BRACKET, r"(?:^[ \t]*|[.!?][”\"’']? )\(([^()\n]{2,40})\)\s*\Z"),
    ("bracket", _BRACKET, rf"^[ \t]*\(({_NAME})\)[ \t]*$"),
    ("files", (" from ",), rf"^[ \t(]*[Ww]ith (?:files|reporting) from (?:the )?({_NAME})[ \t.)]*$"),
    (
        "files",
        (" contributed to this ",),
        rf"^[ \t(]*({_NAME}) contributed to this (?:report|story|article)[ \t.)]*$",
    ),
    ("told", (), rf"\b(?:told|tells|telling|(?:spoke|interview|speaking) (?:to|with)) (?:the )?({_NAME})"),
    ("line", (), rf"^[ \t]*(?:(?:Source|By|©)[: ]*|[-–—][ ]?)?({_NAME})[ \t.]*\Z"),
    ("line", ("Source:", "©"), rf"^[ \t]*(?:Source:|©(?: \d{{4}})?) ({_NAME})[ \t.]*$"),
)
_FORMS = tuple((form, needed, re.compile(pattern, re.MULTILINE)) for form, needed, pattern in _PATTERNS)
# "the Xxx news agency", "Xxx News Agency": looked for from behind, as names are many and agencies few.
_AGENCY_AFTER = re.compile(rf"(?P<kind>{_AGENCY})\b|(?:News|Press|Telegraph) Agency\b")
_NAME_BEFORE = re.compile(rf"(?<![\w’'])(?:{_WORD} ){{1,4}}$")
_NAME_LENGTH = 60
_BUILT_LIKE_ONE = re.compile(
    r"\w{3}wires?$|[Nn]ewswire|(?:News|Press|Wire) (?:Agency|Service)|Presse-?[Aa]gentur"
)
_DESK_WORDS = word_set("""
    end ends more update updated updates photo photos picture video file files staff editor editorial
    opinion analysis exclusive sponsored advertisement archive correction corrected graphic reuters live
    inc ltd plc corp llc gmbh ag sa copyright english source sources agencies wires agency internet tv
    january february march april may june july august september october november december
""")
_GENERIC = word_set("north south east west central national official state islamic news press agency")
_COMMON = 3.0  # Zipf frequency from which a word alone in brackets is a word, not a name
_EVERYDAY = 4.5  # from which it is one even where a name is expected
_BOTH = 2  # different weak forms that together name an agency


def learn_agencies(text: str) -> tuple[str, ...]:
    """Names that the article uses as a news agency's and no table lists, in the order they are met."""
    forms: dict[str, set[Form]] = {}
    spelled: dict[str, str] = {}
    for form, name in _namings(text):
        key = name.casefold()
        forms.setdefault(key, set()).add(form)
        if key not in spelled or spelled[key].isupper():
            spelled[key] = name
    return tuple(spelled[key] for key, held in forms.items() if _settled(spelled[key], held))


def _settled(name: str, forms: set[Form]) -> bool:
    """Whether the forms a name was met in leave no doubt that it is an agency."""
    if "strong" in forms:
        return True
    if forms & {"bracket", "files", "dateline"} and zipf(name.lower()) < _COMMON:
        return True
    return len(forms) >= _BOTH or _BUILT_LIKE_ONE.search(name) is not None


def _namings(text: str) -> Iterator[tuple[Form, str]]:
    # A word that must be there is looked for first: a search for a plain string costs next to nothing.
    for agency in _AGENCY_AFTER.finditer(text) if "gency" in text or "wire" in text else ():
        before = _NAME_BEFORE.search(text, max(0, agency.start() - _NAME_LENGTH), agency.start())
        if before is not None:
            yield from _parts("strong", before.group() + (agency.group() if agency["kind"] is None else ""))
    for form, needed, pattern in _FORMS:
        if needed and not any(word in text for word in needed):
            continue
        for match in pattern.finditer(text):
            yield from _parts(form, match.group(1))


def _parts(form: Form, written: str) -> Iterator[tuple[Form, str]]:
    """The names of a credit that may hold several: "(Xxx/Yyy)"."""
    for part in re.split(r"[/,;&|]| and ", written):
        name = _cleaned(part)
        if name and _may_be_agency(name, form):
            yield form, name


def _cleaned(written: str) -> str:
    """A name without the article, the nationality and the owner before it: "Iran's Xxx", "The Xxx"."""
    words = written.strip(" .\t").split()
    while words and _leads(words[0]):
        words.pop(0)
    core = [word for word in words if word not in ("Agency", "News", "Press", "Staff")]
    if len(core) == 1 and words[0] == core[0] and zipf(core[0].lower()) < _COMMON:
        words = core  # "Xxx News Agency" is also plain "Xxx"; "Central News Agency" is not "Central"
    return re.sub(r"['’]s?$", "", " ".join(words))


def _is_place(name: str, words: list[str]) -> bool:
    return places.is_place(words[0]) or places.is_place(name.lower()) or words[0] in ("new", "north", "south")


def _leads(word: str) -> bool:
    lower = word.lower()
    return (
        lower in ("the", "a", "by", "state", "official")
        or re.search(r"['’]s?$", word, re.IGNORECASE) is not None
        or places.country(lower) is not None
        or lower in ("north", "south")
    )


def _may_be_agency(name: str, form: Form) -> bool:
    """Whether nothing speaks against the name: listed, a day, a desk's word, a paper, a person, a place."""
    words = [word.lower().rstrip(".") for word in name.split()]
    if not _is_name(name, words) or agencies.canonical(name) or agencies.short_name(name):
        return False
    if form == "bracket" and re.fullmatch(_NAME, name) is None:
        return False
    if form != "strong" and (media.medium(name) or words[0] in people.GIVEN_NAMES or _is_place(name, words)):
        return _BUILT_LIKE_ONE.search(name) is not None
    return len(words) > 1 or zipf(words[0]) < _EVERYDAY


def _is_name(name: str, words: list[str]) -> bool:
    """Whether a string can name an agency at all: no party mark, day or desk word, no sort of agency."""
    if len(name) < 3 or not name[0].isupper() or len(words) > 4 or re.match(r"[A-Z]-", name):
        return False
    if any(word in WEEKDAYS or word in DAYS or word in _DESK_WORDS or word.isdigit() for word in words):
        return False
    if name in agencies.PHOTO_AGENCIES or name in agencies.RELEASE_WIRES:
        return False
    return words[-1] != "agency" or not all(word in _GENERIC or places.country(word) for word in words)
