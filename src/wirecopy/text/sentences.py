"""Lines and sentences of a text, as spans.

Takes the bare text of an article and its language, gives half-open spans in reading order. A newline always
ends a sentence (news copy is one paragraph a line), except in hard-wrapped plain text, where single newlines
are spaces. English and its kin are cut by nupunkt, corrected by four rules: never before a lower-case letter
(the residue stays with the sentence it was torn from), never between a mark and the quotation mark that
closes with it, never leaving a piece without a word, and always after a plain lower-case word with a full
stop. Chinese, Japanese, Arabic, Urdu, Hindi and others are cut at their own full stops. Every character that
is not white space belongs to exactly one span. Known limit: abbreviations outside the list below, in
languages other than English, end a sentence.

Source: nupunkt (Bommarito et al. 2025, arXiv 2504.04131); Kiss and Strunk 2006 for Punkt.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Callable, Iterator

from wirecopy.lexicon.people import ROLE_TITLES, TITLE_MODIFIERS
from wirecopy.lexicon.speech import verb
from wirecopy.lexicon.wordlist import word_set
from wirecopy.model import Span

# White space, and the invisible marks that scraped text carries like white space.
BLANK = "".join(map(chr, range(0x21))) + (
    "\x7f\x85\u00a0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
_SPACE = "[" + re.escape(BLANK) + "]"
_NEWLINE = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
CLOSERS = "\"'”’»›)]}」』】）"
OPENERS = "\"'“‘„«‹([{「『【（¿¡"
# Possessive and anchored at the first stop of a run, so that a megabyte of dots stays linear.
_BREAK = re.compile(rf"(?<![.!?…])[.!?…]++[{re.escape(CLOSERS)}]*+{_SPACE}++(?:[”’»›)\]}}]++{_SPACE}++)?")
_OWN_STOP = re.compile(rf"[。！？｡]+[{re.escape(CLOSERS)}]*|[؟۔।॥።]+[{re.escape(CLOSERS)}]*")
_LAST_WORD = re.compile(r"[^\W\d_][\w.'’-]*$")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_POWERS = frozenset(["U.S", "U.K", "U.N", "E.U", "D.C"])
_OFFICES = (
    ROLE_TITLES
    | TITLE_MODIFIERS
    | word_set("""
    ambassador department senate congress house army navy air marine marines coast state embassy supreme
    district court attorney treasury capitol special open federal forces military security intelligence
""")
)
_NUPUNKT = frozenset(["en"])

# Words that carry a full stop inside a sentence. The English list guards the forced cut and the residue
# cue; the others stand in for the model nupunkt lacks in their language.
_ABBREVIATIONS = word_set("""
    conn mass penn calif colo ariz ark ala va md mont nev okla ore wyo minn tenn wisc dak
    adm al approx apr art asst assn aug ave bde bldg blvd brig bros ca capt cf cit cllr cmdr co col comdr
    corp cpl ct dec del dept det dist dr ed eds esp esq est etc ext feb fig fla ft gen gov govt hon hr hrs
    ib ill inc insp intl jan jr jul jun kan lb lbs lt ltd maj mar mass messrs mich min minn miss mo mr mrs
    ms msgr mt mts neb nev no nos nov oct okla op ore pa par pfc ph pl pp pres prof pvt rd rep reps ret
    rev rt sec sen sens sept ser sgt spc sq sr st ste supt tel tenn tex tr univ vol vols vs wash wed wis
    yr yrs abb abs bzw ca dgl dipl evtl fr frl geb ggf hr hrn inkl ing jh mio mrd nr prof sog st str tsd
    usw vgl zzt m mm mlle mlles mme mmes me pr env av bd éd sr sra srta srs d da dna ud uds vd lic ing
    gral cap núm pág av avda exc excmo sig dott ecc on pag sigg г гг тыс млн млрд руб им ул д т е др пр св
    см стр проф акад ст р
""")
_AFTER_ORDINAL = word_set("""
    januar jänner februar märz april mai juni juli august september oktober november dezember jahrhundert
    januari februari maart mei augustus
""")


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen."""
    return not text.strip(BLANK)


def trim(text: str, start: int, end: int) -> Span | None:
    """The span without the white space and invisible marks around it; None if nothing is left."""
    piece = text[start:end]
    bare = piece.lstrip(BLANK)
    start = end - len(bare)
    bare = bare.rstrip(BLANK)
    return Span(start, start + len(bare)) if bare else None


def lines(text: str) -> tuple[Span, ...]:
    """The lines of a text that hold something, trimmed; hard-wrapped paragraphs come back whole."""
    spans: list[Span] = []
    position = 0
    for match in _NEWLINE.finditer(text):
        if span := trim(text, position, match.start()):
            spans.append(span)
        position = match.end()
    if span := trim(text, position, len(text)):
        spans.append(span)
    return tuple(_unwrap(text, spans)) if _is_wrapped(text, spans) else tuple(spans)


def _is_wrapped(text: str, spans: list[Span]) -> bool:
    """Whether a text was broken at a fixed width: most breaks fall inside a sentence, at one length."""
    if len(spans) < 6:
        return False
    pairs = list(itertools.pairwise(spans))
    inner = [left.end - left.start for left, right in pairs if _runs_on(text, left, right)]
    if len(inner) < 4 or len(inner) < 0.3 * len(pairs):
        return False
    width = statistics.median(inner)
    return 40 <= width <= 110 and sum(abs(length - width) <= 15 for length in inner) >= 0.8 * len(inner)


def _runs_on(text: str, left: Span, right: Span) -> bool:
    """Whether the second of two neighbouring lines goes on in the middle of the first one's sentence."""
    if text.count("\n", left.end, right.start) > 1:
        return False
    return text[left.end - 1] not in ".!?…:;" + CLOSERS and text[right.start].islower()


def _unwrap(text: str, spans: list[Span]) -> Iterator[Span]:
    """Paragraphs of a hard-wrapped text: lines that touch are one, unless the first is a short line."""
    width = max(span.end - span.start for span in spans)
    open_span: Span | None = None
    last = spans[0]
    for span in spans:
        if open_span is None:
            open_span = span
        elif text.count("\n", last.end, span.start) == 1 and last.end - last.start >= 0.6 * width:
            open_span = Span(open_span.start, span.end)
        else:
            yield open_span
            open_span = span
        last = span
    if open_span is not None:
        yield open_span


def split_line(text: str, line: Span, language: str | None = "en") -> tuple[Span, ...]:
    """The sentences of one line.

    Args:
        text: the whole article.
        line: where the line stands.
        language: ISO 639-1; None counts as English.
    """
    piece = text[line.start : line.end]
    cuts = _cuts(piece, language or "en")
    spans: list[Span] = []
    start = 0
    for cut in [*cuts, len(piece)]:
        span = trim(piece, start, cut)
        if span is None:
            continue
        if not _has_word(piece, span.start, span.end) and spans:
            spans[-1] = Span(spans[-1].start, span.end)  # a stray stop or mark belongs to what it follows
        else:
            spans.append(span)
        start = cut
    return tuple(Span(line.start + span.start, line.start + span.end) for span in _lead_marks(piece, spans))


def _has_word(text: str, start: int, end: int) -> bool:
    return any(text[i].isalnum() for i in range(start, end))


def _lead_marks(piece: str, spans: list[Span]) -> list[Span]:
    """The spans, with a wordless first span (a bullet, a dash) joined to the sentence it opens."""
    if len(spans) > 1 and not _has_word(piece, spans[0].start, spans[0].end):
        return [Span(spans[0].start, spans[1].end), *spans[2:]]
    return spans


def _cuts(piece: str, language: str) -> list[int]:
    """Offsets at which sentences of a line end, ascending."""
    found = {match.end() for match in _OWN_STOP.finditer(piece) if match.end() < len(piece)}
    breaks = [match.end() for match in _BREAK.finditer(piece) if match.end() < len(piece)]
    if breaks:
        wanted = _nupunkt_cuts(piece) if language in _NUPUNKT else set()
        check: Callable[[str, int], bool] = _is_plain_stop if language in _NUPUNKT else _is_stop
        found |= {cut for cut in breaks if cut in wanted or check(piece, cut)}
    return sorted(cut for cut in found if _may_cut(piece, cut) and not _is_inner(piece, cut))


def _nupunkt_cuts(piece: str) -> set[int]:
    """Where nupunkt ends a sentence, moved past closing quotation marks and white space."""
    import nupunkt

    return {_past_closers(piece, start, end) for start, end in nupunkt.sent_spans(piece)}


def _past_closers(piece: str, start: int, end: int) -> int:
    """The end of a sentence moved past the marks that close with it and the white space behind them."""
    position = end
    while position < len(piece) and piece[position] in BLANK:
        position += 1
    mark = position
    while mark < len(piece) and piece[mark] in CLOSERS:
        mark += 1
    if (
        mark > position
        and (mark == len(piece) or piece[mark] in BLANK)
        and not _opens(piece, start, position)
    ):
        position = mark
        while position < len(piece) and piece[position] in BLANK:
            position += 1
    return position


def _opens(piece: str, start: int, position: int) -> bool:
    """Whether a straight quotation mark opens a quotation: an even number stands before it."""
    return piece[position] in "\"'" and piece.count(piece[position], start, position) % 2 == 0


def _may_cut(piece: str, cut: int) -> bool:
    """Whether a sentence may begin at a cut: not with a lower-case letter, quotation mark or not."""
    if piece[cut] in CLOSERS and piece[cut + 1 : cut + 2] in BLANK:
        return False  # the mark closes what stands before the blank
    for char in piece[cut : cut + 4]:
        if char.isalnum():
            return not char.islower()
        if char not in OPENERS and char not in BLANK:
            return True
    return True


def _is_inner(piece: str, cut: int) -> bool:
    """Whether a mark before a cut ends no sentence, whoever said so."""
    return _names_a_body(piece, cut) or _is_speech_tag(piece, cut)


def _is_speech_tag(piece: str, cut: int) -> bool:
    """Whether a cut parts a quotation that ends in ? or ! from its speaker: "Why?" Roe asked."""
    head = piece[max(0, cut - 6) : cut].rstrip(BLANK)
    if head[-1:] not in tuple(CLOSERS) or head.rstrip(CLOSERS)[-1:] not in tuple("?!"):
        return False
    words = piece[cut : cut + 80].split()[:5]
    tag = next((i for i, word in enumerate(words) if word[0].islower()), 0)
    return 0 < tag <= 4 and verb(words[tag].strip(".,;:")) is not None


def _names_a_body(piece: str, cut: int) -> bool:
    """Whether a cut falls inside "U.S. Ambassador", "U.N. Secretary": initials of a power, then an office."""
    if _word_before(piece, cut) not in _POWERS:
        return False
    match = _NEXT_WORD.match(piece, cut)
    return match is not None and match.group().lower() in _OFFICES


def _word_before(piece: str, cut: int) -> str:
    """The word whose full stop ends just before a cut, without the stop; "" if the stop is another mark."""
    head = piece[max(0, cut - 40) : cut].rstrip(BLANK + CLOSERS)
    if not head.endswith(".") or head.endswith(".."):
        return ""
    match = _LAST_WORD.search(head[:-1])
    return match.group() if match else ""


def is_abbreviation(word: str) -> bool:
    """Whether a word before a full stop is likely to be short for a longer one."""
    return len(word) == 1 or "." in word or word.lower() in _ABBREVIATIONS


def _is_plain_stop(piece: str, cut: int) -> bool:
    """Whether a full stop after an ordinary lower-case word stands before a cut."""
    word = _word_before(piece, cut)
    return len(word) > 1 and word.isalpha() and word.islower() and not is_abbreviation(word)


def _is_stop(piece: str, cut: int) -> bool:
    """Whether a sentence ends before a cut, in a language nupunkt does not know."""
    head = piece[max(0, cut - 40) : cut].rstrip(BLANK + CLOSERS)
    if not head.endswith(".") or head.endswith(".."):
        return True
    word = _word_before(piece, cut)
    if word:
        return not is_abbreviation(word)
    return not (head[:-1][-1:].isdigit() and _after_ordinal(piece, cut))


def _after_ordinal(piece: str, cut: int) -> bool:
    """Whether "3." is an ordinal: a month or a century follows."""
    match = _NEXT_WORD.match(piece, cut)
    return match is not None and match.group().lower() in _AFTER_ORDINAL
