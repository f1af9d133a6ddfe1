"""Claims: what the story says, clause by clause, and which versions say it.

Takes a collation, gives draft claims (members, label, where in the collation they come from); reports are
counted later by `account.reports`. A claim-sized segment of an aligned group is one claim; a stretch that
shares no word of substance with any other stretch of its segment stands beside them by chance of place and
is a claim of its own. A headline or subhead joins the claim of its group that it resembles most. Sentences
outside all groups are cut at their own clauses and make claims of one version.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wirecopy.account.clauses import clause_starts
from wirecopy.account.segments import Segment, Stretch, common_stems, content, cut_group
from wirecopy.lexicon.places import state
from wirecopy.lexicon.wordnet import senses
from wirecopy.model import Collation, Witness

_DAMAGE = frozenset({"glued", "residue", "stray stop", "mojibake"})
_LEADING = re.compile(r"^(?:and|but|or)\s+(?=\S+\s+\S+)", re.IGNORECASE)
_TIED_SHARE = 0.3  # of a stretch's words of substance must be met in the others
_LEAST_CONTENT = 3  # content words a clause of a lone sentence needs to stand alone


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """A claim before its reports are counted.

    Attributes:
        group: index of the aligned group it comes from; None for a sentence of one version only.
        columns: first and last column of its segment, inclusive; None with group None.
        stretches: the words that carry it, by witness, the fullest first within a witness.
    """

    group: int | None
    columns: tuple[int, int] | None
    stretches: tuple[Stretch, ...]

    @property
    def witnesses(self) -> tuple[int, ...]:
        """Witness indices that carry the claim, rising."""
        return tuple(sorted({stretch.witness for stretch in self.stretches}))


def draft_claims(collation: Collation) -> tuple[DraftClaim, ...]:
    """All claims of a story: shared ones in the order of their groups, then those of one version."""
    claims: list[DraftClaim] = []
    grouped: set[tuple[int, int]] = set()
    for number, group in enumerate(collation.groups):
        grouped.update(group.members)
        drafts: list[DraftClaim] = []
        for segment in cut_group(group, collation.witnesses):
            drafts.extend(_claims_of_segment(number, segment, collation.witnesses))
        claims.extend(_with_displays(drafts, number, collation))
    for w, witness in enumerate(collation.witnesses):
        for sentence in witness.sentences:
            if sentence.kind == "body" and (w, sentence.index) not in grouped:
                claims.extend(_lone_claims(w, sentence.index, witness))
    return tuple(claims)


def _claims_of_segment(number: int, segment: Segment, witnesses: Sequence[Witness]) -> Iterable[DraftClaim]:
    columns = (segment.first_column, segment.last_column)
    words = {stretch: _meanings(stretch, witnesses) for stretch in segment.stretches}
    together: list[Stretch] = []
    apart: list[Stretch] = []
    for stretch in segment.stretches:
        others = [words[other] for other in segment.stretches if other.witness != stretch.witness]
        (together if _tied(words[stretch], others) else apart).append(stretch)
    if len({stretch.witness for stretch in together}) < 2:
        together, apart = [], [*together, *apart]
    if together:
        yield DraftClaim(number, columns, tuple(together))
    for stretch in apart:
        yield DraftClaim(number, columns, (stretch,))


def _meanings(stretch: Stretch, witnesses: Sequence[Witness]) -> list[frozenset[str]]:
    """For every word of substance, what another word would have to be or mean to say the same."""
    return [
        frozenset({token.stem, f"@{state(token.norm)}"} - {"@None"}) | senses(token.norm)
        for token in content(witnesses[stretch.witness], stretch)
    ]


def _tied(words: Sequence[frozenset[str]], others: Sequence[Sequence[frozenset[str]]]) -> bool:
    """Whether enough of a stretch's words are met among the others' to say it carries their claim.

    Enough is measured on the shortest stretch: one that says more beside the claim still carries it.
    """
    known = frozenset().union(*(meant for other in others for meant in other))
    shortest = min([len(words), *(len(other) for other in others)])
    return sum(bool(meant & known) for meant in words) >= max(1, _TIED_SHARE * shortest)


def _with_displays(drafts: list[DraftClaim], number: int, collation: Collation) -> list[DraftClaim]:
    """Add headlines, subheads and captions of a group to the claim whose words they share most."""
    for w, s in collation.groups[number].members:
        witness = collation.witnesses[w]
        if witness.sentences[s].kind == "body" or not drafts or not witness.tokens[s]:
            continue
        stretch = Stretch(w, s, 0, len(witness.tokens[s]) - 1)
        stems = {token.stem for token in content(witness, stretch)}
        shares = [
            sum(
                count
                for stem, count in common_stems(draft.stretches, collation.witnesses).items()
                if stem in stems
            )
            / len(draft.stretches)
            for draft in drafts
        ]
        best = max(range(len(drafts)), key=lambda index: (round(shares[index], 9), -index))
        if shares[best] > 0:
            draft = drafts[best]
            drafts[best] = DraftClaim(draft.group, draft.columns, (*draft.stretches, stretch))
    return drafts


def _lone_claims(w: int, s: int, witness: Witness) -> Iterable[DraftClaim]:
    tokens = witness.tokens[s]
    if not tokens:
        return
    language = witness.article.language or "en"
    bounds = [0]
    for start in clause_starts(witness.article.text, tokens, language):
        before = Stretch(w, s, bounds[-1], start - 1)
        after = Stretch(w, s, start, len(tokens) - 1)
        if min(len(content(witness, before)), len(content(witness, after))) >= _LEAST_CONTENT:
            bounds.append(start)
    for first, end in zip(bounds, [*bounds[1:], len(tokens)], strict=True):
        yield DraftClaim(None, None, (Stretch(w, s, first, end - 1),))


def span_of(stretch: Stretch, witness: Witness) -> tuple[int, int]:
    """Start and end of a stretch in its article's text; a closing quotation mark is left outside."""
    tokens = witness.tokens[stretch.sentence]
    return tokens[stretch.first].start, tokens[stretch.last].end


def label_of(claim: DraftClaim, witnesses: Sequence[Witness]) -> str:
    """The wording most like all the others, as it stands in its version, without a leading conjunction."""
    bags = {
        stretch: Counter(
            token.norm
            for token in witnesses[stretch.witness].tokens[stretch.sentence][stretch.first : stretch.last + 1]
        )
        for stretch in claim.stretches
    }

    def typical(stretch: Stretch) -> tuple[bool, bool, float, int, str]:
        bag = bags[stretch]
        likeness = sum(
            2 * (bag & other).total() / max(1, bag.total() + other.total()) for other in bags.values()
        )
        body = witnesses[stretch.witness].sentences[stretch.sentence].kind == "body"
        whole = not _is_damaged(stretch, witnesses[stretch.witness])
        return (body, whole, round(likeness, 9), bag.total(), witnesses[stretch.witness].id)

    best = max(claim.stretches, key=typical)
    witness = witnesses[best.witness]
    start, end = span_of(best, witness)
    label = " ".join(witness.article.text[start:end].split())
    return _LEADING.sub("", label)


def _is_damaged(stretch: Stretch, witness: Witness) -> bool:
    """Whether words run together or a leftover of editing stand in a stretch."""
    start, end = span_of(stretch, witness)
    return any(cue.kind in _DAMAGE and cue.start < end and cue.end > start for cue in witness.cues)
