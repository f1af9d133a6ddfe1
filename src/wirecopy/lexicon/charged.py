"""Words that carry a judgement, a doubt or a denial.

Gives, for English lemmas and folded forms: charged words by class (force, blame, regime, admission, deceit,
alarm), hedges with the strength of the doubt they cast, negators and verbs that deny by themselves, and words
that make a number approximate. Newsroom knowledge, after the word lists in the style guides of Reuters, BBC,
AP and the Guardian ("claim", "admit", "regime", "slam") and the bias lexicon idea of Recasens et al. 2013,
"Linguistic models for analyzing and detecting biased language". Limits: no sense disambiguation ("the storm
attacked the coast"); the class of a word says how it can colour a report, not that it does.
"""

from __future__ import annotations

from typing import Literal

from wirecopy.lexicon.wordlist import word_set

ChargeClass = Literal[
    "force", "pressure", "violence", "killing", "blame", "regime", "admission", "deceit", "alarm"
]
HedgeStrength = Literal["weak", "medium", "strong"]

_CLASSES: dict[ChargeClass, str] = {
    # Power or ground taken against someone's will.
    "force": "seize seizure invade invasion invader annex annexation usurp usurpation conquer conquest "
    "overthrow oust coup putsch coerce coercion blackmail",
    # The like, of words with a peaceful sense as well ("occupy a post", "storm to victory").
    "pressure": "occupy occupation grab topple capture storm raid takeover crush crackdown expel evict "
    "deport bully",
    "violence": "attack assault murder slaughter massacre terror terrorist terrorism torture genocide "
    "atrocity riot rioter assassinate assassination butcher onslaught bloodbath carnage aggression lynch",
    # Death told as somebody's doing.
    "killing": "kill killing bomb bombard shell ambush execute execution",
    # Criticism told as a blow.
    "blame": "slam blast lash lambast lambaste rip bash savage berate denounce denunciation decry deplore "
    "vilify condemn condemnation accuse accusation blame rebuke castigate excoriate",
    # Rule the reporter does not accept as lawful.
    "regime": "regime dictate dictates dictator dictatorship junta tyrant tyranny puppet autocrat strongman "
    "oligarch crony clique despot warlord propaganda henchman mouthpiece",
    # Saying that presupposes guilt or truth.
    "admission": "admit admission concede concession confess confession acknowledge reveal revelation expose",
    "deceit": "liar fraud hoax sham scam rig dupe deceive deception falsehood fabricate fabrication fake "
    "conspiracy collude collusion plot scheme cover-up whitewash smear",
    "alarm": "crisis chaos disaster catastrophe fiasco debacle scandal outrage fury panic meltdown collapse "
    "plunge soar skyrocket crash humiliate humiliation fiery explosive radical extremist hardline fanatic",
}

CHARGED: dict[str, ChargeClass] = {word: name for name, words in _CLASSES.items() for word in words.split()}
"""Lemma -> class of charge."""

_HEDGES: dict[HedgeStrength, str] = {
    "strong": "could might may possibly perhaps maybe alleged allegedly allege purported purportedly "
    "rumored rumor unconfirmed unverified suspected suspect claim speculate speculation apparently "
    "apparent",
    "medium": "reportedly seem appear suggest potential potentially possible likely probably probable "
    "believed thought expected expect fear feared",
    "weak": "should largely generally mostly usually often tend partly somewhat relatively broadly",
}

HEDGES: dict[str, HedgeStrength] = {word: name for name, words in _HEDGES.items() for word in words.split()}
"""Folded form or lemma -> how much doubt it casts."""

CERTAIN = word_set("will shall must certainly definitely surely clearly undoubtedly inevitably always proven")
"""Words that claim certainty: against one of these a hedge weighs more."""

NEGATORS = word_set("not no never none nobody nothing nowhere neither nor without cannot hardly")
"""Words that negate by themselves; contractions are expanded first."""

IMPLICIT_NEGATIVES = word_set(
    "deny denial refuse refusal reject rejection fail failure lack prevent avoid decline forbid ban prohibit "
    "prohibition dismiss dispute disavow exclude exclusion halt stop cease abandon oppose opposition unable "
    "unwilling unlikely impossible absent absence doubt"
)
"""Lemmas that say "not" with a verb or noun: "rejects" against "accepts", "failed to" against "did"."""

APPROXIMATORS = word_set(
    "about around approximately roughly some nearly almost circa estimated estimate close up"
)
"""Words before a number that leave its value standing."""

UNIVERSAL = word_set("all every each entire whole everyone everybody always both")
PARTIAL = word_set("some many most several few certain part half majority minority number")
"""Scope words: who or how much of a thing is meant."""

INTENSIFIERS = word_set(
    "very highly extremely deeply strongly widely much so really truly totally absolutely completely heavily "
    "particularly especially simply just even quite rather"
)
