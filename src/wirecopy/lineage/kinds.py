"""How each version changed the text it had: the kind of an edge.

Takes the family, the evidence and the readings of the parent (a version's own, or those reconstructed for a
lost text), gives `Handling`: the share of words changed, sentences of its own, traces of another language,
and the kind of edge. Thresholds follow newsroom practice: a copy keeps practically every word; an edit
touches a few; a rewording touches most sentences.
Known limits: a translation there and back cannot be told from a thorough paraphrase sentence by sentence; it
is named only on traces in the text itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from wirecopy.lineage.characters import Evidence, group_words
from wirecopy.lineage.family import Family
from wirecopy.lineage.matrix import LACUNA, Integers
from wirecopy.model import EdgeKind, Quotation

COPIED, EDITED = 0.02, 0.08  # shares of words changed; set by eye on one real story, not measured
_MERGED, _MERGED_LEAST = 0.3, 3  # share and number of sentences from elsewhere
_QUOTES_REWORDED, _QUOTES_LEAST = 0.6, 3
TRANSLATION_CUES = frozenset(
    ("residue", "calque", "pronoun slip", "fused compound", "pronoun_slip", "fused_compound", "literal idiom")
)


@dataclass(frozen=True, slots=True)
class Handling:
    """What one copyist did."""

    changed: float
    own: int
    body: int
    trailing: int
    trailing_own: int
    cues: tuple[str, ...]
    quotes: int
    quotes_reworded: int
    kind: EdgeKind


def handling(family: Family, evidence: Evidence, row: int, witness: int, parent: Integers) -> Handling:
    """How a version handled its parent's text.

    Args:
        family: the family.
        evidence: its characters.
        row: the version's row among the characters.
        witness: the version's index in the collation.
        parent: readings of its parent, one state a column.
    """
    states = evidence.characters.states[row]
    changed = 0
    for column, reading in enumerate(evidence.readings):
        mine, theirs = int(states[column]), int(parent[column])
        if LACUNA not in (mine, theirs) and mine != theirs:
            known = theirs < len(reading.norms)
            changed += max(1, len(reading.norms[mine]), len(reading.norms[theirs]) if known else 0)
    groups = family.collation.groups
    words = sum(group_words(group, witness) for group in groups)
    share = min(1.0, changed / max(1, words))
    quotes, reworded = _quotations(family, evidence, row, witness, parent)
    cues = tuple(c.kind for c in family.collation.witnesses[witness].cues if c.kind in TRANSLATION_CUES)
    trailing, trailing_own = _trailing(family, witness)
    foreign = bool(cues) or (quotes >= _QUOTES_LEAST and reworded >= _QUOTES_REWORDED * quotes)
    kind: EdgeKind = "copy" if share <= COPIED else "edit" if share <= EDITED else "rewording"
    if kind == "rewording" and foreign:
        kind = "translation"
    if merges(family, witness):
        kind = "merge"
    return Handling(
        changed=share,
        own=len(family.own[witness]),
        body=family.body[witness],
        trailing=trailing,
        trailing_own=trailing_own,
        cues=cues,
        quotes=quotes,
        quotes_reworded=reworded,
        kind=kind,
    )


def merges(family: Family, witness: int) -> bool:
    """Whether a good share of a version is other reporting: sentences of its own that quote or attribute."""
    own = family.own[witness]
    if len(own) < _MERGED_LEAST or family.own_share(witness) < _MERGED:
        return False
    source = family.collation.witnesses[witness]
    spans = [(source.sentences[s].start, source.sentences[s].end) for s in own]
    told = [span for a in source.facts.attributions for span in a.content]
    quoted = [(q.start, q.end) for q in source.facts.quotations]
    places = [*((span.start, span.end) for span in told), *quoted]
    return any(start <= place[0] < end for start, end in spans for place in places)


def _trailing(family: Family, witness: int) -> tuple[int, int]:
    """How many of the last body sentences most of the family lacks, and how many of these are its own."""
    body = [s.index for s in family.collation.witnesses[witness].sentences if s.kind == "body"]
    own, members = set(family.own[witness]), set(family.members)
    usual = {
        sentence
        for group in family.collation.groups
        if 2 * len({w for w, _ in group.members} & members) >= len(members)
        for w, sentence in group.members
        if w == witness
    }
    count = 0
    while count < len(body) and (body[-1 - count] in own or body[-1 - count] not in usual):
        count += 1
    return count, sum(sentence in own for sentence in body[len(body) - count :])


def _quotations(
    family: Family, evidence: Evidence, row: int, witness: int, parent: Integers
) -> tuple[int, int]:
    """Quoted utterances of a version that take part in the collation, and how many are worded otherwise."""
    source = family.collation.witnesses[witness]
    utterances = [q for q in source.facts.quotations if q.kind == "utterance"]
    compared = {
        s for group in family.collation.groups if len({w for w, _ in group.members}) > 1
        for w, s in group.members if w == witness
    }  # fmt: skip
    spans = [(source.sentences[s].start, source.sentences[s].end) for s in compared]
    shared = [q for q in utterances if any(start <= q.start < end for start, end in spans)]
    states = evidence.characters.states[row]
    reworded: set[Quotation] = set()
    for column, reading in enumerate(evidence.readings):
        mine, theirs = int(states[column]), int(parent[column])
        if LACUNA in (mine, theirs) or mine == theirs:
            continue
        for found in family.collation.places[reading.place].readings:
            for ref in found.refs.get(witness, ()):
                start = source.token(ref).start
                reworded.update(q for q in shared if q.start <= start < q.end)
    return len(shared), len(reworded)
