"""Lines that are not the story: credits, captions and page furniture, known by their wording alone.

Takes one line or sentence as a string, says what newsroom kind its wording gives away, or None; where it
stands is for `kinds` to weigh. Patterns are general newsroom usage (credit lines, bylines, copyright bars,
share and newsletter prompts, players, menus) in English with the commonest German, French, Spanish and
Russian forms; nothing here knows a site. Every pattern is anchored at the start or end of a short string, so
that a long line costs nothing.
"""

from __future__ import annotations

import re

from wirecopy.model import SentenceKind
from wirecopy.text.dates import is_stamp

_LONGEST = 400  # a credit, caption or prompt is shorter; longer lines are prose

_AGENCY = (
    r"(?:Reuters|AP|AFP|UPI|dpa|DPA|EPA|EFE|ANSA|TASS|RIA|Xinhua|Kyodo|PTI|IANS|ANI|PA|Press Association|"
    r"Associated Press|The Associated Press|Agence France-Presse|Agencies|Agences|Agenturen|Bloomberg|CNN|"
    r"Getty|Getty Images|AFP/Getty Images|APA|ATS|SDA|KEYSTONE|Belga|ANP|TT|NTB|Ritzau|STT|CTK|MTI|Interfax|"
    r"Anadolu|AA|APP|UNI|NAN|SNG|AAP|Tribune News Service|Ukrinform|Unian|Sputnik|WAFA|SPA|WAM|KUNA|MENA)"
)
_NAME = r"(?:(?:[A-Z][\w.’'-]*|de|da|van|von|der|den|bin|al|el|la|le)\s?){1,5}"
_SIGNATURE = re.compile(
    rf"[(\[–—-]?\s*{_AGENCY}(?:\s*[/,&|+]\s*{_AGENCY}|\s+and\s+{_AGENCY})*\s*[)\].]*", re.I
)
_BYLINE = re.compile(
    r"(?:by|von|par|por|di|door|av|автор:?|text:?|story by|words by|written by|author:?)\s+"
    r"[A-ZÀ-ÝА-Я(][^.!?]*(?:\b[A-Z]\.[^.!?]*)*[.)]?",
)
_BYLINE_CASED = re.compile(
    r"(?:By|BY|Von|VON|Par|PAR|Por|POR|Автор:?|Author:?|Text:|Story by|Words by|Written by|Posted by|from)\s"
)
_CREDIT = re.compile(
    r"(?:additional |further |other |with )?(?:reporting|report|editing|writing|compiled|translated|edited|"
    r"written|produced|production|graphics?|research)(?: and (?:writing|editing|reporting))? by\b"
    r"|with (?:additional )?(?:inputs?|reporting|files|material|agency inputs?) (?:from|by)\b"
    r"|(?:text|source|sources|quelle|fuente|fonte|источник|by|via|credit|credits|courtesy)\s*[:|–-]\s*\S"
    r"|(?:©|\(c\)|copyright)\s*(?:©|\(c\)|\d{4}|by|the\b)"
    r"|(?:this|the) (?:article|story|report|content|material|item)\b.{0,60}\b(?:first appeared|originally|was published|"
    r"was provided by|was produced by|is published|may not be|reprinted|syndicated|written by|from the conversation|"
    r"auto-generated|has been corrected|was corrected|from a syndicated)"
    r"|.{0,40}\ball rights reserved\b|(?:mit material von|avec (?:l’|l')?(?:afp|reuters)|con información de|"
    r"mit agenturmaterial|\(?hs/|по материалам)"
    r"|.{3,160}\bcontributed to this (?:report|story|article)\b",
    re.IGNORECASE,
)
_REPORTED_FROM = re.compile(
    rf"{_NAME}(?:, {_NAME})*(?:,? and {_NAME})?\s?(?:reported|wrote|contributed) from [A-Z][\w., ]+\."
)
_COPYRIGHT_REST = re.compile(
    r"(?:all rights reserved|this material may not be (?:published|broadcast)|alle rechte vorbehalten|"
    r"tous droits réservés|todos los derechos reservados|все права защищены)",
    re.IGNORECASE,
)
_PHOTO = re.compile(
    r"(?:(?:file|ap|afp|reuters|epa|pool|handout|stock|representative|agency|courtesy)\s+)?"
    r"(?:photos?|photographs?|pictures?|images?|picture credit|photo credit|image credit|image source|foto|fotos|bild|"
    r"photographie|crédit photo|фото|getty images|credit)\s*(?:by|credit|source|courtesy(?: of)?)?\s*[:/|©–—]\s*\S"
    r"|(?:photo|photograph|picture|image)s? (?:by|courtesy|credit)\b"
    r"|(?:ap|afp|reuters|epa|file) photo\b",
    re.IGNORECASE,
)
_PHOTO_HOUSE = (
    r"(?:Getty Images|Getty|REUTERS|Reuters|AP|AFP|EPA(?:-EFE)?|Associated Press|AP Photo|Sputnik|Bloomberg(?: News)?|"
    r"Shutterstock|Alamy(?: Stock Photo)?|TASS|PA(?: Wire| Images)?|Pool(?: Photo)?|Handout|NurPhoto|Anadolu(?: Agency)?|"
    r"Xinhua|Rex(?: Features)?|ZUMA(?: Press)?|Corbis|dpa|picture alliance|imago|Keystone|The New York Times)"
)
_PHOTO_SLASH = re.compile(
    rf"(?:[\w.’' -]+\s?[/|,•]\s?)*{_PHOTO_HOUSE}(?:\s?[/|,]\s?[\w.’' -]+)*(?: via [\w ]+)?", re.UNICODE
)
CAPTION_END = re.compile(
    rf"(?:\((?:(?:file )?(?:photo|image|picture|credit|source|foto)s?\b[^()]{{0,120}}|[^()]{{0,80}}{_PHOTO_HOUSE}[^()]{{0,60}})\)"
    rf"|[./|:–—-]\s?(?:file photo|archive photo|archivbild|symbolbild|photo d'archives)"
    rf"|\|\s?[^|.]{{3,60}}{_PHOTO_HOUSE}|{_PHOTO_HOUSE}\s?/\s?[A-Z][\w.’' -]{{3,40}}|[\w.’' -]{{3,30}}/\s?{_PHOTO_HOUSE})"
    r"(?:\s*[A-Z][\w.’' -]{0,40}\s(?:AP|AFP|REUTERS|EPA))?[.)]?$",
    re.IGNORECASE,
)
_CAPTION_START = re.compile(
    r"(?:file\s*[-–—:]\s*|file photo\b|file picture\b|in this (?:\w+[ ,.]+){1,7}(?:photo|image|picture|frame|handout)\b|"
    r"pictured?\b(?: here)?[:,]|caption:|this (?:combination of|photo|picture|image|file|handout)\b.{0,40}\bshows\b|"
    r"FILE\b|archivbild|symbolbild)",
    re.IGNORECASE,
)
_CAPTION_INNER = re.compile(
    r"\((?:left|right|centre|center|l|r|c|file|pictured|from left|second left|top|bottom)\)|\bfrom left\b|\b(?:file|handout) (?:photo|picture)\b",
    re.I,
)


def of_credit(line: str) -> bool:
    """Whether a line names whose text or work this is: signature, byline, copyright, contributors."""
    if _SIGNATURE.fullmatch(line) or _CREDIT.match(line) or _COPYRIGHT_REST.match(line):
        return True
    if _REPORTED_FROM.fullmatch(line):
        return True
    return _is_byline(line)


def _is_byline(line: str) -> bool:
    """ "By Jane Roe", "By JANE ROE and John Doe, Agency": a by-word and capitalised names, no sentence."""
    match = _BYLINE_CASED.match(line)
    if not match or len(line) > 120 or line[-1:] in "?!:":
        return False
    words = re.findall(r"[^\W\d_][\w.’'-]*", line[match.end() :])
    names = sum(word[0].isupper() for word in words)
    return bool(words) and words[0][0].isupper() and names >= 0.6 * len(words) and len(words) <= 14


def of_photo(line: str) -> bool:
    """Whether a line is nothing but a photo credit."""
    if len(line) > 120:
        return False
    if line.startswith("(") and line.endswith(")"):
        line = line[1:-1].strip()
    if _PHOTO.match(line):
        return True
    return (
        bool("/" in line or "," in line or "|" in line)
        and bool(_PHOTO_SLASH.fullmatch(line))
        and len(line) > 4
    )


def of_caption(line: str) -> bool:
    """Whether a line tells what a picture shows, by its wording."""
    if len(line) > 700:
        return False
    return bool(_CAPTION_START.match(line) or CAPTION_END.search(line[-160:]))
