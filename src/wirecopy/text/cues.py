"""Traces of how a text was made, flagged and never mended.

Takes a text with its typed sentences, gives cues: glued words, residues torn off by a full stop, stray
stops, metadata dates, datelines, localised dates, courtesy titles, section marks, furniture, mojibake and
invisible marks. Each cue says where it stands. A cue is evidence for the lineage, not a verdict: one alone
proves nothing.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from wirecopy.model import Cue, Sentence, Token
from wirecopy.text.datelines import dateline_length
from wirecopy.text.dates import is_stamp
from wirecopy.text.sentences import is_abbreviation
from wirecopy.text.slips import find_slips

_RESIDUE = re.compile(
    r"(?<=[^\W\d_])([^\W\d_][^\W\d_]\.)[ \u00a0]+(?=[a-zà-ÿ])(?!\S*(?:://|\.\S))"
)  # no link behind it
_STRAY_STOP = re.compile(r"(?<=\w)[ \u00a0]+[.,](?=\s|$)(?![ \u00a0]\.)")  # but not a spaced ellipsis
_LOCALISED = re.compile(r"\b(?:today|tomorrow|yesterday|tonight|this (?:morning|afternoon|evening))\b", re.I)
_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Shri|Smt)\.? (?=[A-Z])")
_SECTION = re.compile(r"\s[|»]\s*(?=\S)[^|»]{2,60}$")
_MOJIBAKE = re.compile(
    r"(?:Ã[\u0080-\u00bf€ƒ‚„…†‡ˆ‰Š‹Œ¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿]|â€[\u0080-\u00bf™œ“”˜\u009d¦]?|Â[\u00a0-\u00bf]|ï¿½|\ufffd)+"
)
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]+")


def find_cues(
    text: str, sentences: Sequence[Sentence], tokens: Sequence[Sequence[Token]], language: str | None
) -> tuple[Cue, ...]:
    """All cues of an article, in reading order.

    Args:
        text: the whole article.
        sentences: its typed sentences.
        tokens: their words, parallel to the sentences.
        language: ISO 639-1; the wording cues are for English, and None counts as English.
    """
    cues: list[Cue] = []
    english = language in (None, "en")
    for sentence, words in zip(sentences, tokens, strict=True):
        cues += _of_kind(text, sentence)
        if english and sentence.kind in ("body", "headline", "subhead", "caption"):
            cues += _of_wording(text, sentence, words)
    if english:
        cues += find_slips(text, sentences, tokens)
    cues += _of_encoding(text)
    return tuple(sorted(set(cues), key=lambda cue: (cue.start, cue.end, cue.kind)))


def _of_kind(text: str, sentence: Sentence) -> Iterator[Cue]:
    """Cues a sentence gives by what kind it is."""
    start, end = sentence.start, sentence.end
    if sentence.kind == "dateline":
        yield Cue("metadata date" if is_stamp(text[start:end]) else "dateline", start, end)
    elif sentence.kind == "furniture":
        yield Cue("furniture", start, end)
    elif sentence.kind == "headline" and (match := _SECTION.search(text[max(start, end - 70) : end])):
        offset = max(start, end - 70)
        yield Cue(
            "section mark", offset + match.start(), offset + match.end(), "headline and section in one line"
        )


def _of_wording(text: str, sentence: Sentence, words: Sequence[Token]) -> Iterator[Cue]:
    """Cues within the wording of one sentence of English prose."""
    start, end = sentence.start, sentence.end
    if sentence.kind == "body" and (length := dateline_length(text[start : min(end, start + 160)])):
        yield Cue("dateline", start, start + len(text[start : start + length].rstrip()))
    for left, right in itertools.pairwise(words):
        if left.end == right.start and left.text.isalpha() and right.text.isalpha():
            yield Cue("glued", left.start, right.end, f"{left.text} {right.text}")
    yield from _of_stops(text, sentence)
    for match in _LOCALISED.finditer(text, start, end):
        yield Cue("localised date", match.start(), match.end())
    for match in _COURTESY.finditer(text, start, end):
        yield Cue("courtesy title", match.start(), match.end() - 1, "house style")


def _of_stops(text: str, sentence: Sentence) -> Iterator[Cue]:
    """Full stops where none belongs, and what they tore off."""
    start, end = sentence.start, sentence.end
    for match in _STRAY_STOP.finditer(text, start, end):
        yield Cue("stray stop", match.start(), match.end(), "space before the mark")
    matches = [match for match in _RESIDUE.finditer(text, start, end) if not _is_short(text, match.end(1))]
    for i, match in enumerate(matches):
        stop = matches[i + 1].end(1) if i + 1 < len(matches) else end
        if len(text[match.end() : stop].split()) < 2:
            continue  # one word is more likely a button ("less")
        yield Cue("stray stop", match.end(1) - 1, match.end(1), "full stop inside a sentence")
        yield Cue("residue", match.end(), stop, "lower-case fragment after a full stop")


def _is_short(text: str, stop: int) -> bool:
    """Whether the full stop that ends at an offset belongs to an abbreviation."""
    words = text[max(0, stop - 30) : stop - 1].split()
    return bool(words) and is_abbreviation(words[-1].lstrip("(\"'“‘"))


def _of_encoding(text: str) -> Iterator[Cue]:
    """Marks of a broken encoding, and marks nobody sees."""
    for match in _MOJIBAKE.finditer(text):
        yield Cue("mojibake", match.start(), match.end(), "text decoded with the wrong encoding")
    for match in _INVISIBLE.finditer(text):
        kind = "soft hyphen" if text[match.start()] == "\u00ad" else "zero width"
        yield Cue(kind, match.start(), match.end())
