"""What a mention of an agency means: the newsroom's conventions for credit lines as ordered rules.

Each rule looks at one `Mention` (and the line before and after its own) and says copy, partial, attribution,
photo, press_release or nothing; the first that speaks decides. Order matters: a picture credit often looks
like a byline, and an attribution inside the text is never a credit. Sources of the conventions: agency style
guides and the credit lines listed in the project's field notes. Limits: English, French, German, Spanish,
Italian and Russian cue words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from wirecopy.facts.mentions import Mention
from wirecopy.lexicon import agencies
from wirecopy.model import CreditKind, SentenceKind


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands: its line, the lines around it, how far into the article it is."""

    line: str
    previous: str
    following: str
    kind: SentenceKind
    in_head: bool  # before the first long line of the article
    is_last: bool  # in the last lines


_NAME = r"[A-ZÀ-ÞА-Я][\w.'’-]+"

# --- pictures -----------------------------------------------------------------------------------------
_PHOTO_WORD_AFTER = re.compile(
    r"\s*(?:[/|,]\s*)?(?:photo|file|images?|picture|pool|handout|getty|video|stringer|\(photo)\b|[^\n]{0,25}\bgetty\b",
    re.I,
)
_PHOTO_NAME_AFTER = re.compile(rf"\s?/\s?(?!Ipsos)({_NAME}(?:\s{_NAME}){{0,3}})")
_PHOTO_WORD_BEFORE = re.compile(
    r"(?:\b(?:photo(?:graph|graphy|s)?|picture|pic|image|file|illustration|video|media|fotos?|bild|bilder|imagen"
    r"|crédits?|foto|фото|credit)\b|\bcourtesy of)[^\n.]{0,70}$",
    re.I,
)
_VIA_BEFORE = re.compile(r"\bvia\s+(?:the\s+)?$", re.I)
_CREDITED_NAME_BEFORE = re.compile(rf"{_NAME}\s?[/|]\s?$|\((?:{_NAME}\s){{1,3}}?{_NAME},\s?$|[\w.]\s?/\s?$")
_CAPTION = re.compile(
    r"^\W*FILE\b|\bfile photo\b|\bphoto\b|,\s(?:left|right|center|centre)\b|\((?:L|R|C)\)"
    r"|\b(?:shakes? hands|poses?|gestures?|looks? on|is seen|arrives? (?:at|for)|walks?|attends?)\b"
    r"|\bin this\b.*\bphoto\b",
    re.I,
)

# --- whose text -----------------------------------------------------------------------------------------
_DATELINE_BEFORE = re.compile(r"(?:^|[\s.:])[A-ZÀ-ÞА-Я][\w.'’ÀÞ/-]*[^()\n]{0,40}\($|^\W*\($|^\($")
_DATELINE_AFTER = re.compile(r"[^()\n]{0,25}\)\s*(?:--|[-–—:.])")
_OPEN_DATELINE_BEFORE = re.compile(rf"^\W*{_NAME}[^.\n]{{0,35}}[-–—,.]\s*$")
_OPEN_DATELINE_AFTER = re.compile(r"^\s*(?:--|[.–—-])\s")
_COPYRIGHT_BEFORE = re.compile(
    r"(?:©|\(c\)|copyright)\W*(?:\d{4}\W*)?(?:by\s+)?(?:the\s+)?(?:Thomson[/ ])?$", re.I
)
_PICTURE_BEFORE = re.compile(
    r"\b(?:image|photo(?:graph)?|picture|video|media|graphic)s?\W*(?:©|\(c\)|copyright)", re.I
)
_TRAILING_BEFORE = re.compile(r"(?:[-–—]\s?|\((?:[^()\n]{0,30}[/,;\s])?)$")
_TRAILING_AFTER = re.compile(r"^(?:[/,;\s][^()\n]{0,30})?\)?\W*$")
_BYLINE_WORD = re.compile(
    r"^\W*(?:by|von|par|por|da|by:|source|quelle|fuente|fonte|источник|автор|author)\b", re.I
)
_BYLINE_TAIL = re.compile(
    r"^\W*(?:[A-Z][a-z]+,?\s+)?(?:[A-Z][a-z]+\.?\s\d{1,2}(?:,\s\d{4})?.*)?$|^\W*(?:(?:\w+\s){0,2}(?:writers?|staff|correspondent|reporters?|news|india|uk|india)\b)?\W*$",
    re.I,
)
_PARTIAL = re.compile(
    r"\bcontribut|\bwith (?:files|inputs?|reporting|material|information|additional reporting)\b|\badditional"
    r" reporting\b|\binformation from\b|\bmaterial from\b|\bfrom wires?\b|\bwas used in\b|\bcompiled\b"
    r"|\bavec\b"
    r"|\bmit (?:material|agenturmaterial|informationen|inhalten)\b|\bcon (?:información|informacion)\b"
    r"|\band (?:news )?agencies\b|\bà partir\b|\bwire (?:reports|services)\b|с использованием",
    re.I,
)

# --- said to, or by, an agency ----------------------------------------------------------------------------
_TOLD = re.compile(
    r"(?:\b(?:told|tells?|telling|informed|quoted|quoting|cited|citing|reported|interview with|statement to"
    r"|spoke (?:to|with)|speaking (?:to|with)|according|seen|obtained|reviewed|provided|published|carried"
    r"|report(?:s|ed)? by"
    r"|sagte|laut|gegenüber|zitiert|selon|déclaré|indiqué|confié|affirmé|según|dijo|declaró|secondo|detto)\b"
    r"|сообща|сообщ|передает|передаёт|заявил|рассказал|данным|пишет)[^.\n]{0,45}$"
    r"|\bto\s+(?:the\s+)?$|\bà\s+l['’]$|\bby\s+(?:the\s+)?$",
    re.I,
)
_SAYS = re.compile(
    r"(?:['’]s?)?\s*(?:news agency|news|agency|state media|reporters?|correspondent|journalists?|poll"
    r"|interview)?"
    r"[^.\n]{0,20}\b(?:report(?:s|ed|ing)?|sa(?:id|ys|ying)|quot(?:ed|es|ing)|cit(?:ed|es|ing)|not(?:ed|es)|wrote|writes"
    r"|has learned|learned|added|adds|sees|saw|meldet|meldete|berichtet|berichtete|rapporte|informó|informa"
    r"|riferisce|сообщает|сообщило|передает)\b"
    r"|\s+(?:news agency|state news agency|interview|reporters?|photographers?|correspondents?)\b"
    r"|['’]s\s+[A-Z]",
    re.I,
)
_AGENCY_BEFORE = re.compile(
    r"\b(?:agency|agencies|agence(?: de presse)?|nachrichtenagentur|agentur|agencia|agenzia"
    r"|wire service)\s*[,:]?\s*$"
    r"|агентств\w+\s*[«\"]?$",
    re.I,
)


def _photo(mention: Mention, place: Place) -> bool:
    before, after = mention.before, mention.after
    name_after = _PHOTO_NAME_AFTER.match(after)
    return bool(
        mention.group == "photo"
        or place.kind == "caption"
        or _PHOTO_WORD_AFTER.match(after)
        or (name_after and agencies.canonical(name_after.group(1).split()[0]) is None)
        or _PHOTO_WORD_BEFORE.search(before)
        or _VIA_BEFORE.search(before)
        or (_credited_name(before) and not (_is_credit_line(mention) and "|" in before and place.in_head))
        or (_is_credit_line(mention) and not _is_byline(mention) and _between_captions(place))
    )


def _credited_name(before: str) -> bool:
    match = _CREDITED_NAME_BEFORE.search(before)
    if match is None:
        return False
    last = re.split(r"[\s/|(,]+", match.group().strip(" /|(,"))[-1]
    return (agencies.canonical(last) is None and last.upper() != last) or " " in match.group().strip(" /|,")


def _between_captions(place: Place) -> bool:
    return bool(_CAPTION.search(place.following[:200]) or _CAPTION.search(place.previous[-200:]))


def _is_byline(mention: Mention) -> bool:
    """Whether the line holds "The" or a date beside the agency, as bylines do and picture credits do not."""
    return (
        mention.before.strip() in ("The", "By The")
        or re.search(r"\d{4}|\d\d?:\d\d", mention.after) is not None
    )


def _is_credit_line(mention: Mention) -> bool:
    """A short line of at most a name and an agency, no sentence."""
    rest = f"{mention.before}{mention.after}"
    return (
        mention.whole_before and mention.whole_after and len(rest) <= 60 and not re.search(r"[a-z]\.\s", rest)
    )


def _dateline(mention: Mention, place: Place) -> bool:
    if re.search(r"(?:\.\.\.|…)\W*$", place.line[-8:]):
        return False  # a teaser for another article
    bracketed = (
        mention.before.endswith("(")
        and _DATELINE_BEFORE.search(mention.before)
        and _DATELINE_AFTER.match(mention.after)
    )
    bare = (
        mention.whole_before
        and _OPEN_DATELINE_BEFORE.match(mention.before)
        and _OPEN_DATELINE_AFTER.match(mention.after)
    )
    return bool(bracketed or bare)


def _byline(mention: Mention, place: Place) -> bool:
    if not _is_credit_line(mention) or not _BYLINE_TAIL.match(mention.after):
        return False
    before = mention.before.strip(" \t([–—-|•*©")
    alone = not before or re.fullmatch(r"the|The", before) is not None
    credited = _BYLINE_WORD.match(mention.before) is not None
    named = all(
        word[0].isupper() or word in ("and", "the", "&", "|", "-", "–", "—", ",") for word in before.split()
    )
    return alone or credited or (named and place.in_head)


def _trailing(mention: Mention, place: Place) -> bool:
    ends_line = mention.whole_after and _TRAILING_AFTER.match(mention.after)
    return bool(
        ends_line
        and _TRAILING_BEFORE.search(mention.before)
        and (place.is_last or "(" in mention.before[-30:])
    )


def _copyright(mention: Mention, _: Place) -> bool:
    found = _COPYRIGHT_BEFORE.search(mention.before)
    return found is not None and _PICTURE_BEFORE.search(mention.before) is None


def _partial(mention: Mention, _: Place) -> bool:
    around = mention.before[-70:] + mention.after[:70]
    return mention.group == "agency" and _PARTIAL.search(around) is not None


def _attribution(mention: Mention, _: Place) -> bool:
    return bool(
        _TOLD.search(mention.before) or _SAYS.match(mention.after) or _AGENCY_BEFORE.search(mention.before)
    )


def _release(mention: Mention, _: Place) -> bool:
    return mention.group == "release"


_RULES: tuple[tuple[CreditKind, Callable[[Mention, Place], bool]], ...] = (
    ("press_release", _release),
    ("copy", _dateline),
    ("copy", _copyright),
    ("photo", _photo),
    ("copy", _byline),
    ("partial", _partial),
    ("copy", _trailing),
    ("attribution", _attribution),
)


def classify(mention: Mention, place: Place) -> CreditKind | None:
    """What a mention means, or None when the agency is merely talked about."""
    return next((kind for kind, holds in _RULES if holds(mention, place)), None)
