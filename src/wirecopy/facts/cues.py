"""Reporting cues in a clause: which verbs (and "according to") say that someone says something.

Takes a `Clause`, gives `Cue` rows in order. A form that is also a noun ("reports", "plans", "calls") counts
only where the word before it can be its subject; a participle only with its auxiliary or after a comma. Verbs
that report in under half of their uses need a clause or a quotation after them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from wirecopy.facts.clauses import AUXILIARIES, RELATIVES, Clause
from wirecopy.lexicon import people, places, speech
from wirecopy.lexicon.wordlist import word_set

CueKind = Literal["verb", "ing", "passive", "according"]

_DETERMINERS = word_set("the a an his her their its our my your this these those no any some each every of")
_SUBJECT_LIKE = people.PRONOUNS | RELATIVES | word_set("others some many critics both it")
_PASSIVE = word_set("""
    expected believed said thought reported alleged known considered seen understood rumored rumoured
""")
_BE = word_set("is are was were be been being isn't aren't wasn't weren't")
_HAVE = word_set("has have had hasn't haven't hadn't having")
# After these a form that is also a noun is one, and "there" says nothing: "followed by questions".
_GOVERNING = word_set("by of with without into from to there")
_PREPOSITIONAL = word_set("according citing quoting")
_OPENERS = word_set("that whether how why what if")
# Verbs that report in fewer than half of their uses in news: they need a clause or a quotation after them.
# (Counted on the development part of PolNeAR, outside quotation marks.)
_WEAK = word_set("""
    state back tweet vote post plan show attack want see call question think release put judge comment
    hold press know report name begin speak believe text address find order continue talk view push
    feel seek offer hope document appeal ask read decide request consider hear answer charge publish
    fear understand relate endorse accept protest project discuss detail prove measure determine learn
    commit regret prefer celebrate threaten forget remember recognize recognise suspect assume regard
    guess imagine realize realise counter welcome doubt wish aim communicate refer calculate discover
    demonstrate respond disagree agree
""")
# The same for past forms and participles, which fewer nouns share.
_WEAK_PAST = word_set("""
    vote post plan want see release pledge find think know believe speak talk view push feel seek hope
    appeal read decide consider hear charge publish understand relate accept discuss detail learn back
    intend aim allege maintain welcome celebrate prefer discover recognize recognise advise
    demonstrate suspect repeat express support threaten offer estimate put begin hold prove address
    press order communicate refer call continue favor favour
""")
_NOUNS = word_set("""
    state states back vote votes plan plans attack attacks question questions comment comments press
    report reports name names text order orders view views push document documents appeal appeals
    request requests answer answers charge charges protest protests project projects detail details
    measure measures doubt wish aim aims offer offers claim claims call calls tweet tweets post posts
    promise promises demand demands vow vows pledge pledges remark remarks estimate estimates
    complaint praise thanks hope hopes fear fears show shows judge judges quote quotes note notes
    address addresses guarantees guarantee posits talk talks release releases counter blame doubts
    dispute disputes alarm forecast forecasts reply replies mention worry worries concern concerns
    hold find finds point points email emails support supports favor favors signal signals hint hints
    echo voice voices express
""")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: token positions of its group, its verb and its grammatical kind."""

    first: int
    after: int
    verb: int
    lemma: str
    kind: CueKind


def find_cues(clause: Clause) -> Iterator[Cue]:
    """The reporting cues of a clause, in order."""
    verbs = speech.verbs()
    for at, word in enumerate(clause.lower):
        if (word not in verbs and word not in _PREPOSITIONAL) or clause.inside[at] >= 0:
            continue
        cue = _according(clause, at) or _verb(clause, at)
        if cue is not None:
            yield cue


def _according(clause: Clause, at: int) -> Cue | None:
    if clause.norm(at) == "according" and clause.norm(at + 1) == "to":
        return Cue(at, at + 2, at, "accord", "according")
    if clause.norm(at) in ("citing", "quoting") and (at == 0 or clause.breaks(at)):
        return Cue(at, at + 1, at, "cite", "according")
    return None


def _verb(clause: Clause, at: int) -> Cue | None:
    verb = speech.verb(clause.norm(at))
    if (
        verb is None
        or (clause.capital(at) and _inside_name(clause, at))
        or (at > 0 and clause.gap(at) in ("-", "‑", "’", "'"))
        or clause.gap(at + 1) == "-"
    ):
        return None
    first = clause.verb_group(at)
    helpers = {clause.norm(position) for position in range(first, at)}
    if (
        verb.form in ("past", "participle")
        and clause.norm(at) in _PASSIVE
        and helpers & _BE
        and not helpers & _HAVE
    ):
        return Cue(first, at + 1, at, verb.lemma, "passive") if clause.norm(at + 1) == "to" else None
    accept = {"past": _past, "participle": _past, "s": _third, "base": _base, "ing": _ing}[verb.form]
    if not accept(clause, at, first, helpers):
        return None
    weak = _WEAK_PAST if verb.form in ("past", "participle") else _WEAK
    if verb.lemma in weak and not (_says_something(clause, at + 1) or _after_quotation(clause, first)):
        return None
    kind: CueKind = "ing" if verb.form == "ing" and not helpers & (_BE | {"has", "have", "had"}) else "verb"
    return Cue(first, at + 1, at, verb.lemma, kind)


def _inside_name(clause: Clause, at: int) -> bool:
    """A capitalised form in running text is part of a name ("the United States"), in a headline it is not."""
    if at == 0 or clause.breaks(at):
        return False
    around = range(max(0, at - 6), min(len(clause.words), at + 7))
    return sum(clause.capital(number) for number in around) < 0.7 * len(around)


def _past(clause: Clause, at: int, first: int, helpers: set[str]) -> bool:
    """Finite past or perfect; no participle before a noun or of a passive."""
    before = clause.norm(first - 1)
    if before in _DETERMINERS or (helpers & _BE and not helpers & _HAVE and clause.norm(at) not in ("said",)):
        return False
    if clause.norm(at) == "asked" and (first == 0 or before in ("when", "if", "once")):
        return False  # the one asked is the subject to come
    return clause.norm(at + 1) != "by"


def _third(clause: Clause, at: int, first: int, _: set[str]) -> bool:
    before = clause.norm(first - 1)
    if before in _DETERMINERS or before in _GOVERNING or _is_demonym(before):
        return False
    if clause.norm(at) not in _NOUNS:
        return first > 0 or clause.breaks(first)
    possessive = clause.gap(at).lstrip().startswith(("'", "’")) or clause.gap(at)[:2] in ("'s", "’s")
    return not possessive and (
        before in _SUBJECT_LIKE or clause.capital(first - 1) or before in speech.PERSON_NOUNS
    )


def _is_demonym(word: str) -> bool:
    return places.country(word) is not None and word not in places.COUNTRY_NAMES


def _base(clause: Clause, at: int, first: int, helpers: set[str]) -> bool:
    before = clause.norm(first - 1)
    if before in _DETERMINERS or before in _GOVERNING or clause.gap(at)[:2] in ("'s", "’s"):
        return False
    if helpers & AUXILIARIES:
        return True
    plural = before in ("they", "we", "i", "you", "who", "others", "some", "many", "people") or (
        before.endswith("s") and not before.endswith(("ss", "us", "is")) and not clause.capital(at)
    )
    return plural and (
        clause.norm(at) not in _NOUNS
        or before in speech.PERSON_NOUNS
        or before in people.PRONOUNS
        or _says_something(clause, at + 1)
    )


def _ing(clause: Clause, _: int, first: int, helpers: set[str]) -> bool:
    if helpers & _BE:
        return True
    return clause.breaks(first) or clause.norm(first - 1) in (
        "by",
        "while",
        "and",
        "without",
        "before",
        "after",
        "in",
    )


def _after_quotation(clause: Clause, first: int) -> bool:
    """Whether a quotation ends shortly before the verb: '"...?" she asked'."""
    return any(clause.inside[at] >= 0 for at in range(max(0, first - 5), first))


def _says_something(clause: Clause, at: int) -> bool:
    """Whether a statement follows: a clause word, a quotation, or a subject with its verb."""
    if at >= len(clause.words):
        return False
    gap = clause.gap(at)
    if clause.inside[at] >= 0 or ":" in gap or clause.norm(at) in _OPENERS:
        return True
    if clause.norm(at) in ("for", "on", "upon", "out"):
        return True
    for position in range(at, min(at + 6, len(clause.words))):
        if position > at and clause.breaks(position):
            return False
        if (
            clause.norm(position) in _OPENERS
            or clause.norm(position) in AUXILIARIES
            or clause.inside[position] >= 0
        ):
            return True
    return clause.norm(at) in people.PRONOUNS
