"""What the lineage stage may be told, with the reason for each default.

The model's numbers were chosen by coordinate search on 120 simulated families of 5 to 10 versions, whose
wording comes from another simulator than that of `benchmarks/lineage.py`; none was chosen on a real story.
Rates are chances per place, penalties are natural logarithms of odds.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineageSettings:
    """Constants of the descent model, its search and its support."""

    # What one copyist does before his text is looked at: chance to reword a place, to cut a sentence.
    reword_chance: float = 0.15
    cut_chance: float = 0.1
    prior_weight: float = 6.0  # how many places that first guess is worth
    tail_cut_chance: float = 0.45  # cutting from the end is routine: little evidence of kinship
    addition_chance: float = 0.05  # a sentence, or a run of them, of one's own
    regain_chance: float = 0.01  # writing again, from nothing, a sentence that had been cut
    shared_origin: float = 0.6  # a sentence of two or more versions stood in the original
    own_origin: float = 0.2  # a sentence of one version did
    # Prices of what nobody has seen.
    hidden_penalty: float = 6.5  # a lost text between two versions
    root_penalty: float = 8.0  # a lost original, when nothing speaks for one
    root_bonus: float = 5.0  # ... when a credit names an agency that is not among the versions
    # Search.
    sweeps: int = 30
    second_start_versions: int = (
        24  # larger families are searched from the naive star alone, to stay quadratic
    )
    fits: int = 3  # rounds of expectation and maximisation after each move
    pool_margin: float = 12.0  # rival trees this close to the best are kept for the bootstrap
    # Support.
    replicates: int = 200
    seed: int = 20220207
    consensus_support: float = 0.35  # the published tree is the one whose edges stand furthest above this
    support: float = 0.6  # an edge below this collapses upwards
    source_support: float = 0.6  # a version is named as the source of another from here on
    # Warrant of a descent, set on simulated families and on sets of independent translations.
    same_share: float = (
        0.65  # of the places where the family varies, those where the copy reads as its source
    )
    against_share: float = 0.25  # most places where it reads with others against it, to those where it agrees
    against_doubt: float = 5.0  # places added to the former, so that little evidence is not enough
    repeated_share: float = 0.75  # of the readings its source has alone, those it repeats
    repeated_least: int = 3  # with all of them repeated and none against, so many are enough
    sure_children: int = 2  # a first text with so many warranted children is the source of the others too
    date_tolerance_days: float = 0.04  # a parent may be younger than its child by an hour: clocks differ
