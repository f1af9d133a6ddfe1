"""What it means that one word stands where another version has a different one.

Takes two words that answer each other and their relation, gives a verdict: how grave, why, and which of the
two the reason is about; or nothing where they mean the same. Opposites are grave, so are a charged word
against a neutral one and a verb of saying against a verb of doing ("denounce", "halt"); an unrelated word is
medium, a near-synonym low. Limits: no sense disambiguation.
"""

from __future__ import annotations

from typing import NamedTuple

from wirecopy.collate.changes import grammar
from wirecopy.collate.changes.drafts import GRAVITY
from wirecopy.collate.changes.view import Word
from wirecopy.lexicon.charged import CHARGED, HEDGES, INTENSIFIERS, ChargeClass
from wirecopy.lexicon.speech import verb as speech_verb
from wirecopy.lexicon.wordnet import Relation, lemmas, lexnames
from wirecopy.model import Severity

# Fields in which one verb for another moves the picture but seldom the act.
_PLAIN_FIELDS = frozenset(
    {"motion", "possession", "stative", "change", "body", "perception", "cognition", "weather", "contact"}
)
_MERE_TELLING = frozenset({"neutral", "show", "think", "learn", "stress"})
_GRAVE_CHARGES = frozenset({"force", "violence"})
_NEAR: frozenset[Relation] = frozenset({"synonym", "hypernym"})
# Fields whose sister nouns are different things ("a doctor", "a teacher").
_CONCRETE = frozenset(
    f"noun.{field}"
    for field in ("person", "animal", "artifact", "body", "food", "group", "location", "plant")
)


class Verdict(NamedTuple):
    """How grave a swap of two words is; `reason` has {odd} and {others} to fill in."""

    severity: Severity
    reason: str
    odd_is_left: bool


def charge(word: Word) -> ChargeClass | None:
    """The class of a charged word, by form or lemma."""
    if word.norm in CHARGED:
        return CHARGED[word.norm]
    return next((CHARGED[lemma] for lemma, _ in lemmas(word.norm) if lemma in CHARGED), None)


def is_hedge(word: Word) -> bool:
    """Whether a word casts doubt."""
    return word.norm in HEDGES or any(lemma in HEDGES for lemma, _ in lemmas(word.norm))


def judge(a: Word, b: Word, relation: Relation) -> Verdict | None:
    """The verdict on a swap of two content words; None where it is no change of wording.

    Hedges against hedges and names against names are left to their own rules.
    """
    if relation in {"same", "derived"} or (is_hedge(a) and is_hedge(b)) or a.is_name or b.is_name:
        return None
    light = {grammar.verb_lemma(a.norm), grammar.verb_lemma(b.norm)} <= grammar.LIGHT_VERBS
    if relation == "antonym" and a.pos == b.pos and not light:  # "come" and "go" depend on who tells
        return Verdict("high", "{odd} is the opposite of {others}", True)
    verdicts = [_charged(a, b), _plain(a, b, relation)]
    return max(filter(None, verdicts), key=lambda verdict: GRAVITY[verdict.severity], default=None)


def _plain(a: Word, b: Word, relation: Relation) -> Verdict | None:
    if a.pos == b.pos == "v":
        return _acts(a, b, relation)
    if "r" in {a.pos, b.pos} or {a.norm, b.norm} & INTENSIFIERS or _is_near(a, b, relation):
        return Verdict("low", "{odd} is a near-synonym of {others}", True)
    if a.pos == b.pos or abs(a.column - b.column) <= 1:
        return Verdict("medium", "{odd} does not mean {others}", True)
    return None


def _is_near(a: Word, b: Word, relation: Relation) -> bool:
    if relation == "sister":
        return not _CONCRETE & {*lexnames(a.norm, "n")[:1], *lexnames(b.norm, "n")[:1]}
    return relation in _NEAR


def _charged(a: Word, b: Word) -> Verdict | None:
    ours, theirs = charge(a), charge(b)
    if (ours is None) == (theirs is None):
        return None
    said = ours or theirs
    if said == "admission" and not _is_plainly_said(b if ours else a):
        return None  # "admit a member" presupposes nothing
    grave = said in _GRAVE_CHARGES and {a.pos, b.pos} <= {"n", "v"}
    reason = "{odd} is charged where the others say {others}"
    return Verdict("high" if grave else "medium", reason, ours is not None)


def _is_plainly_said(word: Word) -> bool:
    verb = speech_verb(word.norm)
    return verb is not None and verb.force == "neutral"


def _acts(a: Word, b: Word, relation: Relation) -> Verdict:
    if relation in _NEAR:
        return Verdict("low", "{odd} is a near-synonym of {others}", True)
    if {grammar.verb_lemma(a.norm), grammar.verb_lemma(b.norm)} & grammar.LIGHT_VERBS:
        return Verdict("low", "{odd} stands for {others}", True)
    if relation == "none" and ((_is_saying(a) and _is_doing(b)) or (_is_doing(a) and _is_saying(b))):
        return Verdict("high", "{odd} is another act than {others}", True)
    plain = {*grammar.verb_fields(a.norm)[:1], *grammar.verb_fields(b.norm)[:1]} <= _PLAIN_FIELDS
    said, told = speech_verb(a.norm), speech_verb(b.norm)
    alike = said and told and said.force == told.force
    return Verdict("low" if plain or alike else "medium", "{odd} does not mean {others}", True)


def _is_saying(word: Word) -> bool:
    """Whether a verb acts by words: it blames, demands, warns; a mere "said" or "added" does not count."""
    verb, fields = speech_verb(word.norm), grammar.verb_fields(word.norm)
    if verb is not None:
        return verb.force not in _MERE_TELLING and fields[:1] == ("communication",)
    return bool(fields) and set(fields) == {"communication"}


def _is_doing(word: Word) -> bool:
    """Whether a verb acts by deeds."""
    return speech_verb(word.norm) is None and grammar.verb_fields(word.norm)[:1] not in {
        (),
        ("communication",),
    }
