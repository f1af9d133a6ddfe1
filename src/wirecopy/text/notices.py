"""Credits and captions, known by their wording alone.

Takes one line or sentence as a string, says whether its wording makes it a credit (signature, byline,
copyright, contributors), a photo credit, or a caption. Where it stands is for `kinds` to weigh. The wordings
are general newsroom usage in English with the commonest German, French, Spanish and Russian forms; agencies
come from the lexicon. Long lines are looked at only near their two ends. Known limit: a byline without a
by-word ("Jane Roe, Springfield Herald") is found only beside other credits, by `kinds`.
"""

from __future__ import annotations

import functools
import re

from wirecopy.lexicon.agencies import PHOTO_AGENCIES, canonical, short_name
from wirecopy.lexicon.people import GIVEN_NAMES
from wirecopy.lexicon.wordlist import word_set
from wirecopy.text.dates import is_stamp
from wirecopy.text.phrases import opens_with, phrases

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_BY_WORDS = word_set("""
    by von par por автор от text författare door di words_by written_by story_by posted_by
""")
_CREDIT_OPENINGS = phrases("""
    authored_by posted_by reporting_by additional_reporting_by additional_reporting further_reporting_by
    other_reporting_by editing_by writing_by compiled_by translated_by written_by edited_by produced_by
    reporting_and_writing_by writing_and_editing_by reporting_and_editing_by reporting_by:
    with_inputs_from with_input_from with_agency_inputs with_additional_reporting with_reporting_by
    with_reporting_from with_files_from with_agencies with_material_from with_additional_material
    includes_reporting_by this_report_includes all_rights_reserved this_material_may_not_be
    alle_rechte_vorbehalten tous_droits_réservés todos_los_derechos_reservados все_права_защищены
    mit_material_von mit_agenturmaterial mit_informationen_von avec_afp avec_reuters avec_ap
    con_información_de con_informaciones_de по_материалам this_article_originally_appeared
    this_article_was_originally this_story_was_originally this_article_first_appeared
    this_story_first_appeared this_article_was_first this_story_was_produced this_post_authored
    originally_published_by originally_published_on from_the_conversation this_article_is_republished
    republished_from copyright courtesy_of image_courtesy published_with_permission
    reprinted_with_permission this_story_has_been_published_from this_story_has_not_been_edited
    except_for_the_headline
""")
_CREDIT_LABELS = word_set("""
    source sources quelle quellen fuente fuentes fonte источник credit credits via author authors reporter
    editor текст автор reporting editing writing bron media
""")
_AGENCIES = word_set("agencies agenturen agences agencias with_agencies")
_CREDIT_INNER = (
    "contributed to this report", "contributed to this story", "contributed to this article",
    "contributed reporting", "contributed from", "all rights reserved", "reporting was contributed by",
)  # fmt: skip
_REPORTED_FROM = re.compile(
    r"(?:[A-Z][\w.’'-]*[ ,]+(?:and )?){1,9}?(?:reported|wrote) from [A-Z][^.]{2,60}\."
)
_PICTURE = word_set(
    "photo photos photograph photographs photographer picture pictures image images foto fotos bild фото"
)
_PICTURE_LABELS = _PICTURE | word_set("""
    photo_credit image_credit picture_credit photo_by photos_by image_source photo_courtesy file_photo
    photo_source images_credit crédit_photo photographie representative_image credit
""")
_PICTURE_OPENINGS = phrases("""
    ap_photo reuters_photo afp_photo file_photo photo_by photos_by photograph_by image_by picture_by
    photo_courtesy image_courtesy courtesy_photo epa_photo pool_photo handout_photo photo_via
    photo_illustration getty_images fotografía_de foto_de foto_von
""")
_PICTURE_HOUSES = word_set("""
    getty getty_images afp/getty_images reuters ap afp epa epa-efe associated_press ap_photo sputnik
    bloomberg shutterstock alamy tass pa pa_wire pa_images pool handout nurphoto anadolu anadolu_agency
    xinhua rex rex_features zuma zuma_press corbis dpa picture_alliance imago keystone file_photo istock
    redux eyevine magnum_photos sipa abaca unsplash wikimedia_commons flickr screengrab ap_file pool_photo
    afp_photo lapresse upi zumapress belga anp tt_news_agency scanpix keystone-sda imago_images imageslive
""") | frozenset(name.casefold() for name in PHOTO_AGENCIES)  # fmt: skip
_CAPTION_OPENINGS = phrases("""
    file_photo file_picture file_image this_combination_of in_this_file this_file_photo this_handout
    a_file_photo archivbild symbolbild pictured_here this_undated in_an_undated
""")
_IN_THIS = re.compile(
    r"(?:FILE\b|in this (?:[\w.,]+ ){0,7}(?:photo|image|picture|frame|handout)\b|FILE ?[-–—:])", re.IGNORECASE
)
_POINTERS = re.compile(
    r"\((?:left|right|centre|center|file|pictured|from left|second left|"
    r"top|bottom|above|below|L-R|front)\)"
    r"|\(file (?:photo|picture)\)|\b(?:pictured|seen) (?:above|below|left|right|here)\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"\b(?:Published|Posted|Updated)\b")
_POST_SIGNATURE = re.compile(r"[-–—]{1,2}\s*[^()]{1,60}\(@\w{1,30}\)\s*[\w .,:]{4,30}")
_HOUSE_WORDS = word_set("via de van von and for dpa file pool")
_DESKS = word_set("reporter editor correspondent writer contributor columnist journalist fellow staff")
_BRACKET_END = re.compile(r"[(\[]([^()\[\]]{2,140})[)\]][.\s]*$")
_PICTURE_MARKS = (
    " | ", " Photo: ", " Photograph: ", " Picture: ", " Image: ", " Photo by ", " Foto: ", " Фото: ", " © ",
)  # fmt: skip
_HOUSE_CUT = re.compile(r"\s*[/|,;+•&]\s*|\s+via\s+|\s+and\s+|\s+for\s+|\s+[-–—]\s+")


def of_credit(line: str) -> bool:
    """Whether a line names whose text or work this is: signature, byline, copyright, contributors."""
    head = line.lstrip("([{–—-_*• ")
    if head[:1] == "©" or head[:3].lower() == "(c)" or line.startswith("(c)"):
        return True
    if opens_with(head, _CREDIT_OPENINGS) or _has_label(line, _CREDIT_LABELS) or _is_signature(line):
        return True
    short = line if len(line) <= 600 else line[-300:]
    if any(phrase in short.lower() for phrase in _CREDIT_INNER):
        return True
    return (
        _is_byline(line)
        or _is_name_and_role(line)
        or _is_name_and_stamp(line)
        or bool(_POST_SIGNATURE.fullmatch(line))  # "— Name (@handle) July 16, 2018" under a shown post
        or (len(line) <= 200 and bool(_REPORTED_FROM.fullmatch(line)))
    )


def _has_label(line: str, labels: frozenset[str]) -> bool:
    """Whether a short line is a label, a colon or bar, and what it labels."""
    for mark in (":", "|"):
        label, found, rest = line[:140].partition(mark)
        if (
            found
            and rest.strip()
            and len(line) <= 140
            and " ".join(label.lower().strip(" (").split()) in labels
        ):
            return True
    return False


def _is_signature(line: str) -> bool:
    """As in "(REUTERS)", "AP/AFP", "Agencies": nothing but names of agencies."""
    bare = line.strip("()[]–—-. ")
    if not bare or len(bare) > 60:
        return False
    parts = [part.strip() for part in _HOUSE_CUT.split(bare)]
    return all(part and _agency(part) for part in parts)


@functools.lru_cache(maxsize=4096)
def _agency(name: str) -> bool:
    return bool(canonical(name) or short_name(name)) or name.lower() in (
        "agencies",
        "agenturen",
        "agences",
        "with agencies",
    )


def _is_byline(line: str) -> bool:
    """As in "By Jane Roe", "By JANE ROE and John Doe, Agency": a by-word and names."""
    if len(line) > 140 or line[-1:] in "?!:;":
        return False
    words = _WORD.findall(line)
    if len(words) < 2 or len(words) > 18 or words[0].lower() not in _BY_WORDS:
        return False
    if not words[0][0].isupper() and not (words[0] == "by" and words[1][0].isupper()):
        return False
    rest = words[1:]
    named = sum(word[0].isupper() or word[0].isdigit() for word in rest)
    return rest[0][0].isupper() and named >= 0.6 * len(rest) and not (line.endswith(".") and len(rest) > 8)


def _is_name_and_role(line: str) -> bool:
    """As in "Jane Roe | Politics Reporter", "Jane Roe, Staff Writer"."""
    name, bar, role = line[:100].partition("|" if "|" in line else ",")
    if not bar or len(line) > 80 or not role.strip():
        return False
    words = name.split()
    return 2 <= len(words) <= 3 and words[0].lower() in GIVEN_NAMES and role.split()[-1].lower() in _DESKS


def _is_name_and_stamp(line: str) -> bool:
    """As in "Jane Roe Monday, July 16, 2018", "The Agency | July 15, 2018": whose it is, then when."""
    if len(line) > 100 or not any(char.isdigit() for char in line):
        return False
    match = _PUBLISHED.search(line)
    if match and match.start() and is_stamp(line[match.start() :]):
        return len(line[: match.start()].split()) <= 8
    by, dash, when = line.rpartition(" - ") if " - " in line else line.rpartition(" — ")
    if dash and by.lower().startswith("by ") and is_stamp(when):
        return True
    head, bar, rest = line.partition("|")
    if bar:
        return is_stamp(rest.strip()) and (_is_signature(head) or len(head.split()) <= 3)
    words = line.split()
    named = len(words) > 3 and words[0].lower() in GIVEN_NAMES and words[1][0].isupper()
    return named and (is_stamp(" ".join(words[2:])) or is_stamp(" ".join(words[3:])))


def of_photo(line: str) -> bool:
    """Whether a line is nothing but a photo credit."""
    if len(line) > 140:
        return False
    bare = line.strip("()[]* ")
    if opens_with(bare, _PICTURE_OPENINGS) and len(bare.split()) <= 12:
        return True
    return _has_label(bare, _PICTURE_LABELS) or _is_house_line(bare)


def _is_house_line(bare: str) -> bool:
    """As in "Jane Roe/Agency", "Jane Roe, AP", "Agency via Getty Images": one is a picture house."""
    parts = [part for part in _HOUSE_CUT.split(bare) if part]
    if len(parts) < 2 or len(bare.split()) > 10 or bare[-1:] in "?!":
        return False
    if not any(_is_picture_house(part) for part in parts):
        return False
    return all(not word[0].islower() or word in _HOUSE_WORDS for word in bare.replace("/", " ").split())


def _is_picture_house(name: str) -> bool:
    folded = name.lower().strip(" .()")
    return (
        folded in _PICTURE_HOUSES or _agency(name) or folded.endswith((" images", " photo", " press photo"))
    )


def of_caption(line: str) -> bool:
    """Whether a line tells what a picture shows: a photo credit at its end, or a caption's own words."""
    if len(line) > 900:
        return False
    if opens_with(line, _CAPTION_OPENINGS) or _IN_THIS.match(line[:160]) or _POINTERS.search(line):
        return True
    return credit_at_end(line) > 0


def credit_at_end(line: str) -> int:
    """Where the photo credit at the end of a line begins; 0 if there is none.

    "... on Monday. (Jane Roe/Agency)", "... on Monday. | Jane Roe/Agency", "... on Monday. Photo: Jane Roe".
    """
    tail_start = max(0, len(line) - 200)
    tail = line[tail_start:]
    if (match := _BRACKET_END.search(tail)) and _is_picture_note(match[1]):
        return tail_start + match.start()
    for mark in (
        " | ",
        " Photo: ",
        " Photograph: ",
        " Picture: ",
        " Image: ",
        " Photo by ",
        " Foto: ",
        " Фото: ",
        " © ",
    ):
        _, found, rest = tail.rpartition(mark)
        if found and (mark != " | " or _is_house_line(rest)) and len(rest.split()) <= 10:
            return len(line) - len(rest) - len(found)
    return 0


def _is_picture_note(inner: str) -> bool:
    """Whether what stands in brackets at the end of a line credits a picture."""
    words = _WORD.findall(inner.lower())
    if not words or len(words) > 16:
        return False
    if words[0] in _PICTURE or words[-1] in _PICTURE or ("photo" in words and len(words) <= 12):
        return True
    parts = [part for part in _HOUSE_CUT.split(inner) if part]
    if len(parts) == 1 and not inner.isupper():
        return inner.lower() in _PICTURE_HOUSES and inner.lower() not in ("pool", "file photo")
    return len(parts) > 1 and any(_is_picture_house(part) for part in parts)
