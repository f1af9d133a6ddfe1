"""Proper names: persons, places, organisations, by capitals, word lists and the words around them.

Takes a text with its tokens by sentence; gives `Name` rows in reading order. A name is a run of capitalised
words, small particles inside it kept ("Ursula von der Leyen", "Bank of England"). Titles before a person are
left out of the span but decide its kind; the first word of a sentence counts only where it is written with a
capital elsewhere or stands in a list. Limits: German nouns are all capitalised, so there only runs with a
known word or two capitals after a title or given name are names; scripts without capitals give none; that
two names mean one person is left to later rooms.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from wirecopy.lexicon import people, places
from wirecopy.lexicon.calendar import DAYS, WEEKDAYS
from wirecopy.lexicon.frequency import zipf
from wirecopy.lexicon.wordlist import word_set
from wirecopy.lexicon.wordnet import lemmas
from wirecopy.model import Name, Token
from wirecopy.text.dates import MONTHS

Kind = Literal["person", "place", "organisation", "other"]

_COMMON = 3.8  # zipf: a run of words this common and in the dictionary is a title ("World Cup")
_GAP = re.compile(r"(?: |\u00a0|-|‑|\. |’|')")
_INNER_SPEECH = word_set("i ok a an the and or but")
_NO_NAME = word_set("""
    photo file image picture video source copyright tv read more live exclusive updated by
""")
_PLACE_BEFORE = word_set("in at near from to outside across toward towards throughout")
_SPEAKS_AFTER = word_set("""
    said says told added who whose wrote tweeted warned insisted argued replied denied joked recalled
    resigned died
""")
_LONGEST_HEADLINE = 25  # words
_COMMON_ZIPF = 4.0  # a word this frequent in lower-case news is no name just because it opens a sentence


def find_names(text: str, tokens: Sequence[Sequence[Token]], *, language: str = "en") -> tuple[Name, ...]:
    """All proper names of an article in reading order."""
    all_capitals = [_title_case(words) for words in tokens]
    plain = [words for words, titled in zip(tokens, all_capitals, strict=True) if not titled]
    known = _mid_sentence_capitals(text, plain)
    persons: set[str] = set()
    found: list[Name] = []
    for words, titled in zip(tokens, all_capitals, strict=True):
        for first, after in _runs(text, words, known, titled=titled, language=language):
            found += _names(text, words, (first, after), persons)
    return tuple(_settled(name, persons) for name in found)


def _settled(name: Name, persons: set[str]) -> Name:
    """A name left open that is a person's surname elsewhere in the article is that person's."""
    if name.kind == "other" and name.text.lower() in persons:
        return dataclasses.replace(name, kind="person")
    return name


def _mid_sentence_capitals(text: str, tokens: Sequence[Sequence[Token]]) -> frozenset[str]:
    """Words written with a capital where no sentence begins."""
    return frozenset(
        token.text
        for words in tokens
        for number, token in enumerate(words)
        if number and token.text[0].isupper() and not _opens_clause(text, token)
    )


def _opens_clause(text: str, token: Token) -> bool:
    """Whether a token follows the start of a sentence, a quotation mark, a colon or a bullet."""
    before = text[max(0, token.start - 3) : token.start].rstrip(" \u00a0")
    return not before or before[-1] in "“„«\"‘':.!?…\n•|*—–("


def _title_case(words: Sequence[Token]) -> bool:
    """Whether a line capitalises all its words, as headlines do, so that capitals say nothing."""
    if len(words) > _LONGEST_HEADLINE:
        return False
    letters = [token.text for token in words if token.text[0].isalpha() and len(token.text) > 3]
    return len(letters) > 3 and sum(word[0].isupper() for word in letters) > 0.8 * len(letters)


def _runs(
    text: str, words: Sequence[Token], known: frozenset[str], *, titled: bool, language: str
) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words as (first, after) positions, particles inside them included."""
    position = 0
    while position < len(words):
        if not _begins(text, words, position, known, titled=titled, language=language):
            position += 1
            continue
        after = position + 1
        while after < len(words) and (step := _goes_on(text, words, after, language)):
            if _pairs(text, words, after, known):
                break
            if titled and not (words[after].text in known or _unlikely_word(words, after)):
                break
            after += step
        yield position, after
        position = after


def _begins(
    text: str, words: Sequence[Token], at: int, known: frozenset[str], *, titled: bool, language: str
) -> bool:
    token = words[at]
    lower = token.text.lower()
    if not token.text[0].isupper() or _is_contraction(lower) or _is_calendar(lower):
        return False
    if _listed(words, at) or lower.rstrip(".") in people.COURTESY:
        return True
    if language == "de" and not _german_name(words, at):
        return False
    if at == 0 or titled or _opens_clause(text, token):
        return token.text in known or _unlikely_word(words, at)
    return len(token.text) > 1 or (at + 1 < len(words) and words[at + 1].text[0].isupper())


def _is_contraction(lower: str) -> bool:
    """A pronoun or article, alone or with its verb ("we're")."""
    head = re.split("['’]", lower)[0]
    return head in _INNER_SPEECH or head in people.PRONOUNS or (head != lower and zipf(head) > 5)


def _german_name(words: Sequence[Token], at: int) -> bool:
    previous = words[at - 1].text.lower() if at else ""
    return words[at].text.lower() in people.GIVEN_NAMES or previous in people.ROLE_TITLES | people.COURTESY


def _unlikely_word(words: Sequence[Token], at: int) -> bool:
    """A sentence's first word is a name if it is a title, a given name, or hardly a word at all."""
    lower = words[at].text.lower()
    if lower in people.GIVEN_NAMES or (lower in people.ROLE_TITLES and _capital(words, at + 1)):
        return True
    if words[at].text.isupper() and len(lower) > 1 and not _capital(words, at + 1):
        return True
    return zipf(lower) < (_COMMON_ZIPF if _capital(words, at + 1) else 2.0)


def _capital(words: Sequence[Token], at: int) -> bool:
    return at < len(words) and words[at].text[0].isupper()


def _is_calendar(lower: str) -> bool:
    return (
        lower in WEEKDAYS or lower in DAYS or (lower in MONTHS and lower not in ("may", "mar", "mars", "set"))
    )


@functools.cache
def _list_starts() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word -> the listed names of places and bodies that begin with it, longest first."""
    names = places.COUNTRY_NAMES | places.CITIES | places.REGIONS | places.INSTITUTIONS | set(places.METONYMS)
    table: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(names):
        parts = tuple(name.replace("-", " ").replace(".", "").split())
        table.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(rows, key=lambda row: (-len(row), row))) for first, rows in table.items()}


def _listed(words: Sequence[Token], at: int) -> int:
    """How many words from here are a listed place or body, 0 if none."""
    rows = _list_starts().get(_plain(words[at]), ())
    for parts in rows:
        here = tuple(_plain(token) for token in words[at : at + len(parts)])
        if here == parts and all(
            token.text[0].isupper() for token in (words[at], words[at + len(parts) - 1])
        ):
            return len(parts) if len(parts[0]) > 2 or words[at].text.isupper() or "." in words[at].text else 0
    return 0


def _plain(token: Token) -> str:
    return token.text.lower().replace(".", "").replace("’", "'")


def _pairs(text: str, words: Sequence[Token], at: int, known: frozenset[str]) -> bool:
    """Whether a hyphen stands between two names ("the Morel-Ruiz talks") and not inside one ("Jean-Luc")."""
    left, right = words[at - 1], words[at]
    if text[left.end : right.start] not in ("-", "‑", "–", "/") or left.text.lower() in people.GIVEN_NAMES:
        return False
    states = all(places.country(token.text.lower()) is not None for token in (left, right))
    return states or (left.text in known and right.text in known)


def _goes_on(text: str, words: Sequence[Token], at: int, language: str) -> int:
    """How many tokens the run takes further from here: a capital, or particles and a capital; else 0."""
    if not _GAP.fullmatch(text[words[at - 1].end : words[at].start]) or _ends_sentence(text, words, at):
        return 0
    lower = words[at].text.lower()
    if words[at].text[0].isupper():
        return 0 if _is_calendar(lower) or lower in ("i", "mr", "mrs", "ms") else 1
    if lower not in people.PARTICLES or (lower in ("and", "for", "y", "e", "et", "zu") and language == "en"):
        return 0
    step = 1
    while at + step < len(words) and words[at + step].text.lower() in people.PARTICLES and step < 3:
        step += 1
    last = at + step
    if (
        last >= len(words)
        or not words[last].text[0].isupper()
        or not _GAP.fullmatch(text[words[last - 1].end : words[last].start])
    ):
        return 0
    return step + 1 if _particle_joins(words, at, lower) else 0


def _ends_sentence(text: str, words: Sequence[Token], at: int) -> bool:
    """Whether ". " between two tokens is a full stop and not an abbreviation's point ("St. Petersburg")."""
    between = text[words[at - 1].end : words[at].start]
    return between.startswith(".") and len(words[at - 1].text) > 4


def _particle_joins(words: Sequence[Token], at: int, lower: str) -> bool:
    """Whether a particle joins: "of" and "the" only in a body ("Bank of England")."""
    if lower not in ("of", "the", "for"):
        return True
    head = words[at - 1].text.lower()
    return (
        head in places.ORGANISATION_HEADS
        or head in places.PLACE_HEADS
        or head in ("bank", "house", "secretary", "isle")
    )


def _names(text: str, words: Sequence[Token], run: tuple[int, int], persons: set[str]) -> Iterator[Name]:
    """The names in one run: titles cut off, demonyms left out, a place beside a person parted."""
    first, after = run
    first, titled = _skip_titles(words, first, after)
    while after > first and _is_adjective(words[after - 1]) and after - first > 1 and not titled:
        after -= 1
    if first >= after:
        return
    while not titled and after - first > 1 and _is_adjective(words[first]) and not _listed(words, first):
        first += 1
    if after - first == 1 and not titled and _is_adjective(words[first]):
        return
    start, end = words[first].start, words[after - 1].end
    if _titles_only(words, first, after) or end - start < 2:
        return
    kind = _kind(text, words, (first, after), persons, titled=titled)
    if kind == "person":
        persons.add(words[after - 1].text.lower())
    yield Name(start, end, text[start:end], kind)


def _skip_titles(words: Sequence[Token], first: int, after: int) -> tuple[int, bool]:
    """Past the titles, countries and role words that open a run, if one of them is a title."""
    if words[after - 1].text.lower() in places.ORGANISATION_HEADS and after - first < 4:
        return first, False  # "Justice Department", "General Assembly"
    position, titled = first, False
    while position < after - 1 or (
        position < after and words[position].text.lower().rstrip(".") in people.COURTESY
    ):
        lower = words[position].text.lower().rstrip(".")
        if lower in people.COURTESY or lower in people.ROLE_TITLES:
            titled = True
        elif not (lower in people.TITLE_MODIFIERS or _is_nation_before_title(words, position, after)):
            break
        position += 1
    return (position, True) if titled else (first, False)


def _is_nation_before_title(words: Sequence[Token], position: int, after: int) -> bool:
    """Whether a word only says whose title follows: "US President", "French Foreign Minister"."""
    nation = places.country(words[position].text.lower()) is not None or _is_adjective(words[position])
    return nation and any(
        words[at].text.lower().rstrip(".") in people.ROLE_TITLES | people.TITLE_MODIFIERS
        for at in range(position + 1, min(after, position + 3))
    )


def _is_adjective(token: Token) -> bool:
    """A word for the people or ways of a country, region or creed, not its name."""
    lower = token.text.lower()
    if lower in places.ADJECTIVES:
        return True
    return places.country(lower) is not None and lower not in places.COUNTRY_NAMES


def _titles_only(words: Sequence[Token], first: int, after: int) -> bool:
    lowers = [words[at].text.lower().rstrip(".") for at in range(first, after)]
    return all(
        lower in people.COURTESY
        or lower in people.ROLE_TITLES
        or lower in people.TITLE_MODIFIERS
        or lower in _NO_NAME
        for lower in lowers
    )


def _kind(
    text: str, words: Sequence[Token], run: tuple[int, int], persons: set[str], *, titled: bool
) -> Kind:
    first, after = run
    whole = " ".join(_plain(token) for token in words[first:after])
    last, opening = words[after - 1].text.lower(), words[first].text.lower()
    length = after - first
    listed = _listed_kind(whole)
    if listed is not None and not (titled and length == 1 and listed == "place"):
        return listed
    if opening in places.PLACE_HEADS and any(token.text.lower() == "of" for token in words[first:after]):
        return "place"
    if last in places.ORGANISATION_HEADS or any(
        token.text.lower() in ("of", "for") for token in words[first:after]
    ):
        return "organisation" if not (titled and length <= 2) else "person"
    if length > 1 and (last in places.PLACE_HEADS or opening in ("mount", "lake", "cape", "fort", "port")):
        return "place"
    if titled or last in persons or (length > 1 and opening in people.GIVEN_NAMES):
        return "person"
    return _kind_by_context(text, words, run)


def _listed_kind(whole: str) -> Kind | None:
    spaced = whole.replace("-", " ")
    for name in (whole, spaced):
        if name in places.INSTITUTIONS or name in ("us congress", "us senate"):
            return "organisation"
        if places.is_place(name):
            return "place"
    return None


def _kind_by_context(text: str, words: Sequence[Token], run: tuple[int, int]) -> Kind:
    first, after = run
    follows = words[after].text.lower() if after < len(words) else ""
    before = words[first - 1].text.lower() if first else ""
    tail = text[words[after - 1].end : words[after - 1].end + 40]
    if re.match(r",\s(?:the|a|an|who|whose|\d\d[,\s])?\s?(?:\w+\s){0,3}?", tail) and _role_follows(
        words, after
    ):
        return "person"
    if words[first].text.isupper() and len(words[first].text) > 1 and after - first == 1:
        return "organisation"
    if follows in _SPEAKS_AFTER or re.match(r",\s(?:who|\d\d,)", tail):
        return "person"
    if before in _PLACE_BEFORE and after - first == 1 and before in ("in", "near", "outside", "at"):
        return "place"
    two_or_three = 2 <= after - first <= 3 and all(
        words[at].text[1:].islower() for at in (first, after - 1) if len(words[at].text) > 1
    )
    title = all(lemmas(word.norm) and zipf(word.norm) >= _COMMON for word in words[first:after])
    return "person" if two_or_three and before != "the" and not title else "other"


def _role_follows(words: Sequence[Token], after: int) -> bool:
    return any(token.text.lower() in people.ROLE_NOUNS for token in words[after : after + 5])
