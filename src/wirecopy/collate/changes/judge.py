"""What it means that one word stands where another version has a different one.

Takes two words that answer each other and their relation, gives a verdict: how grave, why, and which of the
two the reason is about; or nothing where they mean the same. Opposites are grave, so are a charged word
against a neutral one and a verb of saying against a verb of doing ("decry", "block"); an unrelated word is
medium, a near-synonym low. Limits: no sense disambiguation.
"""

from __future__ import annotations

from typing import NamedTuple

from wirecopy.collate.changes import grammar
from wirecopy.collate.changes.drafts import GRAVITY
from wirecopy.collate.changes.view import Word
from wirecopy.lexicon.charged import CHARGED, HEDGES, INTENSIFIERS, ChargeClass
from wirecopy.lexicon.speech import verb as speech_verb
from wirecopy.lexicon.wordnet import Relation, lemmas
from wirecopy.model import Severity

# Fields in which one verb for another moves the picture but seldom the act.
_PLAIN_FIELDS = frozenset(
    {"motion", "possession", "stative", "change", "body", "perception", "cognition", "weather", "contact"}
)
_GRAVE_CHARGES = frozenset({"force", "violence"})
_NEAR: frozenset[Relation] = frozenset({"synonym", "hypernym", "sister"})


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
    if relation == "antonym" and a.pos == b.pos:
        return Verdict("high", "{odd} is the opposite of {others}", True)
    verdicts = [_charged(a, b), _plain(a, b, relation)]
    return max(filter(None, verdicts), key=lambda verdict: GRAVITY[verdict.severity], default=None)


def _plain(a: Word, b: Word, relation: Relation) -> Verdict | None:
    if a.pos == b.pos == "v":
        return _acts(a, b, relation)
    if "r" in {a.pos, b.pos} or {a.norm, b.norm} & INTENSIFIERS or relation in _NEAR:
        return Verdict("low", "{odd} is a near-synonym of {others}", True)
    if a.pos == b.pos or abs(a.column - b.column) <= 1:
        return Verdict("medium", "{odd} does not mean {others}", True)
    return None


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
    said, told = speech_verb(a.norm), speech_verb(b.norm)
    if said and told:
        return Verdict("low" if said.force == told.force else "medium", "{odd} is not {others}", True)
    ours, theirs = grammar.verb_fields(a.norm), grammar.verb_fields(b.norm)
    if {grammar.verb_lemma(a.norm), grammar.verb_lemma(b.norm)} & grammar.LIGHT_VERBS:
        return Verdict("low", "{odd} stands for {others}", True)
    if relation == "none" and _is_another_act(ours, theirs):
        return Verdict("high", "{odd} is another act than {others}", True)
    plain = {*ours[:1], *theirs[:1]} <= _PLAIN_FIELDS
    return Verdict("low" if plain else "medium", "{odd} does not mean {others}", True)


def _is_another_act(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether one verb is saying and the other is not, by the commonest sense of each."""
    return bool(ours and theirs) and (ours[0] == "communication") != (theirs[0] == "communication")
