"""The folding table: every entry as the rule for one character has it, and what readers expect of it."""

import unicodedata

import pytest

from wirecopy.kernels.folding import ALONE, IGNORED, PLANE, SEPARATOR, fold_code, fold_table


def test_table_is_the_rule_for_every_character():
    table = fold_table()
    wrong = [hex(code) for code in range(PLANE) if table[code] != fold_code(code)]
    assert wrong == []


@pytest.mark.parametrize(
    ("character", "entry"),
    [
        ("A", ord("a")),
        ("É", ord("e")),
        ("ﬀ", ord("ﬀ")),  # two letters: stays itself, for the folded text must not grow
        ("Я", ord("я")),
        ("ẞ", ord("ß")),
        ("٣", ord("٣")),
        ("’", SEPARATOR),
        ("\u0301", IGNORED),
        ("\u200d", IGNORED),
        ("記", ord("記") | ALONE),
        ("ก", ord("ก") | ALONE),
        ("한", ord("한")),
    ],
)
def test_characters(character, entry):
    assert fold_table()[ord(character)] == entry, unicodedata.name(character)


def test_folding_never_makes_a_text_longer():
    table = fold_table()
    letters = table & (ALONE - 1)
    grown = [hex(c) for c in range(128, PLANE) if letters[c] > IGNORED and not 0xD800 <= letters[c] < 0xE000
             and len(chr(letters[c]).encode()) > len(chr(c).encode("utf-8", "surrogatepass"))]  # fmt: skip
    assert grown == []
