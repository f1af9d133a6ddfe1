"""How many reports stand behind a claim: the best guess with its bounds, and why.

Takes draft claims, families and the collation, gives counted `Claim` rows. A report is one act of
reporting. Versions of one family rest on the text they descend from, so they count once, however many they
are. Versions of different families share no text; whether they share a source is then a matter of what they
say: the same agency, or the same named speaker, makes one report; a credit or a source of their own makes
two; nothing said leaves it open, and open never counts as a second report in the best guess, only in the
upper bound. A version that merges several texts may have a clause from elsewhere: where its wording there
has little in common with the family's, the upper bound says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wirecopy.account.claims import DraftClaim, label_of, span_of
from wirecopy.account.identity import content_id
from wirecopy.account.segments import Stretch, content
from wirecopy.account.sources import BySentence, attributions_by_sentence, attributions_of, speaker_key
from wirecopy.model import Claim, ClaimAttribution, ClaimMember, Collation, Reports, Witness

_TIED = 0.5  # share of a clause's words of substance that stand in another version's clause


@dataclass(frozen=True, slots=True)
class Descent:
    """What is known of the versions' descent before claims are counted.

    Attributes:
        family_of: family number of every witness.
        origin_of: name of the text a family descends from, for families of two or more.
        mixed: witnesses that carry much other reporting beside their family's text.
        agency_of: agency a witness credits for its text, if it names one.
    """

    family_of: Mapping[int, int]
    origin_of: Mapping[int, str]
    mixed: frozenset[int]
    agency_of: Mapping[int, str]


def count_reports(drafts: Sequence[DraftClaim], collation: Collation, descent: Descent) -> tuple[Claim, ...]:
    """The claims with their reports, in the order of the drafts."""
    told = [attributions_by_sentence(witness) for witness in collation.witnesses]
    return tuple(_claim(draft, collation.witnesses, descent, told) for draft in drafts)


def _claim(
    draft: DraftClaim, witnesses: Sequence[Witness], descent: Descent, told: Sequence[BySentence]
) -> Claim:
    members = tuple(
        ClaimMember(
            witnesses[stretch.witness].id, stretch.sentence, *span_of(stretch, witnesses[stretch.witness])
        )
        for stretch in draft.stretches
    )
    attributions = attributions_of(draft, witnesses, told)
    reports, origins, reason = _count(draft, witnesses, descent, attributions)
    return Claim(
        id=content_id("c", *sorted(f"{m.version}:{m.start}:{m.end}" for m in members)),
        label=label_of(draft, witnesses),
        members=members,
        attributions=attributions,
        reports=reports,
        reason=reason,
        origins=origins,
    )


def _count(
    draft: DraftClaim,
    witnesses: Sequence[Witness],
    descent: Descent,
    attributions: Sequence[ClaimAttribution],
) -> tuple[Reports, tuple[str, ...], str]:
    blocks: dict[int, list[int]] = {}
    for w in draft.witnesses:
        blocks.setdefault(descent.family_of[w], []).append(w)
    sources: list[_Source] = []
    unknown = 0
    for family, block in sorted(blocks.items()):
        found = _source_of(family, block, witnesses, descent, attributions)
        same = next((source for source in sources if source.meets(found)), None)
        if same is not None:
            same.agencies |= found.agencies
            same.speakers |= found.speakers
        elif all(source.differs(found) for source in sources):
            sources.append(found)
        else:
            unknown += 1
    best = len(sources)
    loose = _loose_ends(draft, witnesses, descent)
    high = best + unknown + loose
    reason = _reason(draft, blocks, (best, unknown, loose), descent)
    origins = tuple(source.name for source in sources)
    return Reports(best, 1 if high > best else best, high), origins, reason


@dataclass(slots=True)
class _Source:
    """What the versions of one text say a claim is from."""

    name: str
    agencies: set[str]
    speakers: set[str]

    def meets(self, other: _Source) -> bool:
        """Whether both name one agency or one speaker."""
        return bool(self.agencies & other.agencies or self.speakers & other.speakers)

    def differs(self, other: _Source) -> bool:
        """Whether what both say excludes one source; silence on either side excludes nothing."""
        return bool(self.agencies and other.agencies) or bool(self.speakers and other.speakers)


def _source_of(
    family: int,
    block: Sequence[int],
    witnesses: Sequence[Witness],
    descent: Descent,
    attributions: Sequence[ClaimAttribution],
) -> _Source:
    """The source of one text's versions: its origin, the agencies it came through, the speakers it names."""
    ids = {witnesses[w].id for w in block}
    own = [attribution for attribution in attributions if attribution.version in ids]
    agencies = {attribution.via for attribution in own if attribution.via}
    agencies |= {descent.agency_of[w] for w in block if w in descent.agency_of}
    speakers = {key for attribution in own if (key := speaker_key(attribution.source))}
    name = descent.origin_of.get(family) or min(agencies, default=f"own text of {witnesses[block[0]].id}")
    return _Source(name, agencies, speakers)


def _loose_ends(draft: DraftClaim, witnesses: Sequence[Witness], descent: Descent) -> int:
    """1 where a version of mixed origin words the claim too differently to be tied to its family's text."""
    by_witness: dict[int, set[str]] = {}
    for stretch in draft.stretches:
        by_witness.setdefault(stretch.witness, set()).update(_stems(stretch, witnesses))
    for w in descent.mixed & set(by_witness):
        kin = [
            other for other in by_witness if other != w and descent.family_of[other] == descent.family_of[w]
        ]
        if kin and all(_tie(by_witness[w], by_witness[other]) < _TIED for other in kin):
            return 1
    return 0


def _stems(stretch: Stretch, witnesses: Sequence[Witness]) -> set[str]:
    return {token.stem for token in content(witnesses[stretch.witness], stretch)}


def _tie(a: set[str], b: set[str]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))


def _reason(
    draft: DraftClaim, blocks: Mapping[int, Sequence[int]], found: tuple[int, int, int], descent: Descent
) -> str:
    known, unknown, loose = found
    size = len(draft.witnesses)
    if size == 1:
        return "Carried by one version only."
    if len(blocks) == 1:
        origin = descent.origin_of.get(next(iter(blocks)), "one text")
        text = f"{size} versions carry it in wording that descends from one text: {origin}."
        if loose:
            text += (
                " One of them draws on other texts too and words it differently: a second report is possible."
            )
        return text
    text = f"{size} versions of {len(blocks)} texts that share no wording carry it."
    if known > 1:
        return text + f" They name {known} different sources."
    if unknown:
        return text + " Where some have it from is not said: no second report is shown, but one is possible."
    return text + " They name the same source: one report."
