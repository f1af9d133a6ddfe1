"""Numbers as words and digits: "100 000", "1.5 million", "two dozen", "twenty-five", "tens of thousands".

`read_number` reads one number from a position among tokens and says where it ends. Digits follow the habits
of the language (1,000 / 1 000 / 1.000). Limits: number words of English fully, of French, German, Spanish
and Russian the commonest; ordinals are not numbers here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from wirecopy.lexicon.wordlist import word_set
from wirecopy.model import Token

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def _numbered(text: str) -> dict[str, int]:
    """Words with their numbers, written in turn."""
    parts = text.split()
    return {word: int(number) for word, number in zip(parts[::2], parts[1::2], strict=True)}


WORDS: dict[str, dict[str, int]] = {
    "en": {word: value for value, word in enumerate(_UNITS.split())}
    | {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
    | {"couple": 2, "pair": 2},
    "fr": _numbered("deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 neuf 9 dix 10 douze 12 quinze 15"
                    " vingt 20 trente 30 quarante 40 cinquante 50 cent 100"),
    "de": _numbered("zwei 2 drei 3 vier 4 fünf 5 sechs 6 sieben 7 acht 8 neun 9 zehn 10 elf 11 zwölf 12"
                    " zwanzig 20 dreißig 30 vierzig 40 fünfzig 50"),
    "es": _numbered("dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 doce 12 veinte 20"
                    " treinta 30 cuarenta 40 cincuenta 50 cien 100"),
    "ru": _numbered("два 2 две 2 три 3 четыре 4 пять 5 шесть 6 семь 7 восемь 8 девять 9 десять 10 двадцать 20"
                    " тридцать 30 сорок 40 пятьдесят 50 сто 100"),
}  # fmt: skip
SCALES: dict[str, int] = {
    word: size
    for size, words in {
        12: "dozen",
        100: "hundred hundert",
        10**3: "thousand k mille tausend mil тысяч тысячи тыс",
        10**6: "million m mn mln millions millionen mio millón millones миллион миллиона миллионов млн",
        10**9: "billion bn bln milliard milliards milliarde milliarden mrd миллиард миллиардов млрд",
        10**12: "trillion tn trn trln",
    }.items()
    for word in words.split()
}
VAGUE: frozenset[str] = word_set("""
    tens dozens scores hundreds thousands millions billions trillions dizaines centaines milliers
    dutzende hunderte tausende decenas cientos miles десятки сотни
""")

# Languages that write 1.000,5; all others are read as English.
_COMMA_DECIMAL = word_set(
    "fr de es it pt nl sv da no nb fi ru uk pl cs sk ro tr id hu bg el sr hr sl lt lv et"
)
_BLANKS = re.compile("[ \u00a0\u202f]")
_LONGEST = 24  # characters of a printed number
_DIGITS = re.compile(r"(\d+(?:[.,]\d+)*)(k|mn?|bn|tn|trn)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from tokens: its value as written in plain form and the position after it."""

    value: str
    after: int
    vague: bool = False


def read_digits(written: str, language: str = "en") -> Decimal | None:
    """A printed number, or None when it is no plain number.

    >>> read_digits("100,000"), read_digits("1.000", "de"), read_digits("3.5"), read_digits("1.2.3")
    (Decimal('100000'), Decimal('1000'), Decimal('3.5'), None)
    """
    cleaned = _BLANKS.sub("", written)
    if len(cleaned) > _LONGEST:
        return None  # a serial number
    group, point = (".", ",") if language in _COMMA_DECIMAL else (",", ".")
    if not re.fullmatch(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?:{re.escape(point)}\d+)?", cleaned):
        # the other habit, where the number itself leaves no doubt ("1,000,000" in a German text)
        if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(point)}\d{{3}}){{2,}}", cleaned):
            group, point = point, group
        elif group in cleaned:
            return Decimal(cleaned.replace(group, ".")) if cleaned.count(group) == 1 else None
    plain_form = cleaned.replace(group, "").replace(point, ".")
    return Decimal(plain_form) if re.fullmatch(r"\d+(?:\.\d+)?", plain_form) else None


def plain(value: Decimal) -> str:
    """A decimal without exponent or empty fraction.

    >>> plain(Decimal("1.50E+6")), plain(Decimal("3.50"))
    ('1500000', '3.5')
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def may_begin(word: str, language: str) -> bool:
    """Whether a lower-case word can begin a number."""
    return word[0].isdecimal() or word in WORDS.get(language, {}) or word in SCALES or word in VAGUE


def read_number(text: str, tokens: Sequence[Token], position: int, language: str = "en") -> Number | None:
    """The number that begins at a token, or None."""
    first = tokens[position].text.lower()
    if first in VAGUE:
        return _read_vague(text, tokens, position)
    total, current = Decimal(0), None
    after = position
    while after < len(tokens) and (after == position or _joined(text, tokens, after)):
        if current is not None and current >= 100 and _and_joins(text, tokens, after, language):
            after += 1
        piece = _piece(text, tokens, after, language)
        if piece is not None and (current is None or _fits(current, piece[0], tokens[after - 1].text)):
            current, after = (current or Decimal(0)) + piece[0], piece[1]
            continue
        scale = SCALES.get(tokens[after].text.lower())
        if scale is None or (current is None and not _counts_alone(tokens, after)):
            break
        current = (_one(tokens, after) if current is None else current) * scale
        if scale >= 1000 and not _next_is_scale(tokens, after + 1):
            total, current = total + current, None
            after += 1
            if not _more_words(tokens, after, language):
                break
            continue
        after += 1
    value = total + (current or 0)
    return Number(plain(value), after) if after > position else None


def _piece(text: str, tokens: Sequence[Token], at: int, language: str) -> tuple[Decimal, int] | None:
    """The value of one digit group or number word, and the position after it."""
    word = tokens[at].text
    if word[0].isdecimal():
        return _digits(text, tokens, at, language)
    value = WORDS.get(language, {}).get(word.lower())
    if value is None or (word.lower() in ("couple", "pair") and not _counts_alone(tokens, at)):
        return None
    return Decimal(value), at + 1


def _digits(text: str, tokens: Sequence[Token], at: int, language: str) -> tuple[Decimal, int] | None:
    match = _DIGITS.fullmatch(tokens[at].text)
    if match is None:
        return None
    written, after = match.group(1), at + 1
    spaced = language != "en" or re.fullmatch(r"[1-9]\d{0,2}", written) is not None
    while after < len(tokens) and spaced and _is_group(text, tokens, after):
        written, after = written + tokens[after].text, after + 1
    value = read_digits(written, language)
    if value is None:
        return None
    return value * SCALES.get(match.group(2) or "", 1), after


def _is_group(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a token is the next group of three in "100 000"."""
    between = text[tokens[at - 1].end : tokens[at].start]
    word = tokens[at].text
    return len(between) == 1 and _BLANKS.match(between) is not None and len(word) == 3 and word.isdecimal()


def _joined(text: str, tokens: Sequence[Token], at: int) -> bool:
    return text[tokens[at - 1].end : tokens[at].start] in (" ", "-", "\u00a0", "\u202f", "‑")


def _fits(current: Decimal, value: Decimal, previous: str) -> bool:
    """Whether a further number word adds to what is read: twenty + five, two hundred + fifty."""
    if previous[0].isdecimal():
        return False
    return (20 <= current < 100 and current % 10 == 0 and value < 10) or (current >= 100 > value)


def _and_joins(text: str, tokens: Sequence[Token], at: int, language: str) -> bool:
    """Whether "and" stands inside one number: two hundred and fifty."""
    if language != "en" or tokens[at].text != "and" or at + 1 >= len(tokens):
        return False
    tail = WORDS["en"].get(tokens[at + 1].text.lower())
    return (
        tail is not None
        and tail < 100
        and tokens[at - 1].text.lower() == "hundred"
        and _joined(text, tokens, at + 1)
    )


def _one(tokens: Sequence[Token], at: int) -> Decimal:
    """What "a" before a scale word counts: one, or a half after "half a"."""
    halved = at > 1 and tokens[at - 2].text.lower() == "half"
    return Decimal("0.5") if halved else Decimal(1)


def _counts_alone(tokens: Sequence[Token], at: int) -> bool:
    """A scale word counts as one of itself only after "a": a dozen, a hundred."""
    return at > 0 and tokens[at - 1].text.lower() in ("a", "an", "one", "half", "the", "ein", "un", "une")


def _next_is_scale(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].text.lower() in SCALES


def _more_words(tokens: Sequence[Token], at: int, language: str) -> bool:
    return at < len(tokens) and tokens[at].text.lower() in WORDS.get(language, WORDS["en"])


def _read_vague(text: str, tokens: Sequence[Token], position: int) -> Number:
    """A vague count: "thousands", "tens of thousands"."""
    after = position + 1
    words = [tokens[position].text.lower()]
    while (
        after + 1 < len(tokens)
        and tokens[after].text.lower() == "of"
        and tokens[after + 1].text.lower() in VAGUE
        and _joined(text, tokens, after)
    ):
        words += ["of", tokens[after + 1].text.lower()]
        after += 2
    return Number(" ".join(words), after, vague=True)
