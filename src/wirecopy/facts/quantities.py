"""Quantities: numbers with what they count.

Takes a text and its tokens by sentence; gives `Quantity` rows in reading order. The unit is the folded stem
of the counted noun ("100,000 Russian troops" -> "troop"), "%" for shares, the currency's name for money. A
range is one quantity whose value joins its ends with a hyphen ("10-15"). Dates, clock times and ordinals are
none. Limits: the counted noun is guessed without a parser: adjectives and demonyms are passed over, at most
three words.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from typing import Literal

from wirecopy.facts.numerals import Number, may_begin, read_number
from wirecopy.lexicon import places
from wirecopy.lexicon.wordlist import word_set
from wirecopy.model import DateMention, Quantity, Token
from wirecopy.text.tokens import stem

Qualifier = Literal["", "about", "more", "less"]

_CURRENCY_BEFORE = re.compile(r"(?:(US|A|C|NZ|HK)?\$|€|£|¥|₽|₴|₹|₺|\b(USD|EUR|GBP|CHF|Rs\.?)) ?$")
_CURRENCIES = {
    "$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₽": "rubl", "₴": "hryvnia", "₹": "rupe",
    "₺": "lira", "USD": "dollar", "EUR": "euro", "GBP": "pound", "CHF": "franc", "Rs": "rupe",
}  # fmt: skip
_CURRENCY_AFTER = re.compile(r" ?(€|£|\$|₽)")
_PERCENT_AFTER = re.compile(
    r"(?:\s?%|[\s-](?:per\s?cent|percent|pct|pour cent|prozent|por ciento|процент\w*)\b)", re.I
)
_QUALIFYING: dict[Qualifier, str] = {
    "more": "more than|greater than|higher than|better than|at least|no fewer than|no less than|over|above"
    "|exceeding|exceeds?"
    "|upwards of|plus de|au moins|mehr als|über|mindestens|más de|al menos|более|свыше|не менее",
    "less": "fewer than|less than|lower than|up to|as many as|as much as|at most|no more than|not more than"
    "|under|below"
    "|moins de|jusqu'à|weniger als|unter|bis zu|höchstens|menos de|hasta|менее|до",
    "about": "about|around|some|approximately|roughly|nearly|almost|an? estimated|circa|close to"
    "|environ|près de"
    "|quelque|presque|etwa|rund|fast|knapp|ungefähr|unos|unas|cerca de|casi|около|почти|примерно",
}
# "no more than" is read before "more than"
_QUALIFIER_ORDER: tuple[Qualifier, ...] = ("less", "more", "about")
_QUALIFIERS = tuple(
    (name, re.compile(rf"\b(?:{_QUALIFYING[name]}) ?$", re.IGNORECASE)) for name in _QUALIFIER_ORDER
)
_RANGE = re.compile(r"\s?(?:-|–|—|\bto\b|\band\b|bis|à)\s?")
_HYPHENED_BEFORE = re.compile(r"[^\W\d_][-‑]$|[\d.]$|[#/]$")
_CLOCK_AFTER = re.compile(r"\s?(?:a\.?m\b|p\.?m\b|o['’]clock|GMT|Uhr\b|h\d\d)|:\d\d", re.I)
_SKIP = word_set("""
    more other new additional further different separate the or so such consecutive straight full
    total senior young old big small high low key major of my your his her its our their local top
    main close near good bad great large
""")
_STOP = word_set("""
    in on at by for from to with as is are was were be been has have had will would that which who
    whom and but if than then when while into over under after before since during against among
    between said says he she they it we i you this these those them him me us not no also up down out
    off ago could can may might must should do did does per each a an there
""")
_ADJECTIVE_END = re.compile(r"(?:ed|ing|al|ous|ive|ic|ese|ish|ful|less|able|ible|ary|ern|ly)$")
_PARTED = re.compile(r"[.,;:()\"”“—–\n]")
_PLURALS = word_set("people men women children troops feet teeth mice cattle personnel")
_NO_NUMBER_BEFORE = word_set("no any every each this that the another which some someone")


def find_quantities(
    text: str,
    tokens: Sequence[Sequence[Token]],
    *,
    language: str = "en",
    dates: Iterable[DateMention] = (),
) -> tuple[Quantity, ...]:
    """All quantities of an article in reading order; numbers inside the given dates are left out."""
    taken = sorted((date.start, date.end) for date in dates)
    found: list[Quantity] = []
    for words in tokens:
        position = 0
        while position < len(words):
            number = _number(text, words, position, language)
            if number is None:
                position += 1
                continue
            row, after = _quantity(text, words, position, number, language)
            position = max(after, position + 1)
            if row is not None and not _inside(row, taken):
                found.append(row)
    return tuple(found)


def _inside(row: Quantity, spans: list[tuple[int, int]]) -> bool:
    number = bisect.bisect_right(spans, (row.start, 1 << 60)) - 1
    return number >= 0 and row.start < spans[number][1]


def _number(text: str, words: Sequence[Token], position: int, language: str) -> Number | None:
    token = words[position]
    if not may_begin(token.text.lower(), language):
        return None
    first = token.text[0]
    before = text[max(0, token.start - 2) : token.start]
    if first.isdecimal() and (_HYPHENED_BEFORE.search(before) or _CLOCK_AFTER.match(text, token.end)):
        return None
    if token.text.lower() in ("one", "couple", "pair") and _is_pronoun(words, position):
        return None
    return read_number(text, words, position, language)


def _is_pronoun(words: Sequence[Token], position: int) -> bool:
    """Whether "one" stands for a person or thing ("no one", "one another") and counts nothing."""
    before = words[position - 1].norm if position else ""
    after = words[position + 1].norm if position + 1 < len(words) else ""
    if words[position].norm == "one":
        return before in _NO_NUMBER_BEFORE or after in _STOP | {"another", "day", "thing", ""}
    return before not in ("a", "another") or after != "of"


def _quantity(
    text: str, words: Sequence[Token], position: int, number: Number, language: str
) -> tuple[Quantity | None, int]:
    start, value, after = words[position].start, number.value, number.after
    upper = _range_end(text, words, after, language)
    if upper is not None and not number.vague:
        value, after = f"{value}-{upper.value}", upper.after
    end = words[after - 1].end
    unit, end, start = _unit(text, words, after, (start, end), language)
    if not unit and not number.vague and words[position].norm == "one":
        return None, after
    qualifier = _qualifier(text, start)
    return Quantity(start, end, text[start:end], value, unit, qualifier), after


def _range_end(text: str, words: Sequence[Token], after: int, language: str) -> Number | None:
    """The upper end of "10-15" or "two to three", if the number goes on to one."""
    if after >= len(words) or after < 1:
        return None
    between = _RANGE.match(text, words[after - 1].end)
    if between is not None and between.end() == words[after].start and words[after].text[0].isdecimal():
        upper_at = after
    elif words[after].norm == "to" and after + 1 < len(words):
        upper_at = after + 1
    else:
        return None
    word = between.group().strip() if between else "to"
    if word in ("and", "bis", "à") and not re.search(
        r"\b(?:between|von|de|entre)\b", text[max(0, words[after].start - 40) : words[after].start]
    ):
        return None
    return read_number(text, words, upper_at, language)


def _qualifier(text: str, start: int) -> Qualifier:
    before = text[max(0, start - 24) : start]
    return next((name for name, pattern in _QUALIFIERS if pattern.search(before)), "")


def _unit(
    text: str, words: Sequence[Token], after: int, span: tuple[int, int], language: str
) -> tuple[str, int, int]:
    """What is counted, and the quantity's extent with its currency or percent sign."""
    start, end = span
    money = _CURRENCY_BEFORE.search(text, max(0, start - 5), start)
    if money is not None and money.end() == start:
        sign = money.group().strip().rstrip(".").lstrip("AUSCNZHK") or money.group().strip()
        return _CURRENCIES.get(sign, "dollar"), end, money.start()
    percent = _PERCENT_AFTER.match(text, end)
    if percent is not None:
        return "%", percent.end(), start
    sign_after = _CURRENCY_AFTER.match(text, end)
    if sign_after is not None:
        return _CURRENCIES[sign_after.group(1)], sign_after.end(), start
    noun = _counted_noun(text, words, after, language)
    return (stem(noun.norm, language) if noun is not None else ""), end, start


def _counted_noun(text: str, words: Sequence[Token], after: int, language: str) -> Token | None:
    """The noun a number counts: the first that is no adjective, the plural of two nouns in a row."""
    noun: Token | None = None
    left = words[after - 1].end
    first = after + (after < len(words) and words[after].norm == "of")
    for token in words[first : first + 5]:
        parted = _PARTED.search(text, left, token.start) is not None
        left = token.end
        if not token.norm:
            continue
        if parted or token.norm in _STOP or token.norm[0].isdigit():
            break
        if token.norm in _SKIP or (language == "de" and token.text[0].islower()):
            continue  # German nouns carry a capital
        if noun is not None and not _is_adjective(noun) and not (_plural(token) and not _plural(noun)):
            break
        noun = token
    return noun


def _is_adjective(token: Token) -> bool:
    norm = token.norm
    if _plural(token):
        return False
    return places.country(norm) is not None or _ADJECTIVE_END.search(norm) is not None


def _plural(token: Token) -> bool:
    return token.norm in _PLURALS or (
        token.norm.endswith("s") and not token.norm.endswith(("ss", "us", "is"))
    )
