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
from wirecopy.account.sources import attributions_of, speaker_key
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
    return tuple(_claim(draft, collation.witnesses, descent) for draft in drafts)


def _claim(draft: DraftClaim, witnesses: Sequence[Witness], descent: Descent) -> Claim:
    members = tuple(
        ClaimMember(
            witnesses[stretch.witness].id, stretch.sentence, *span_of(stretch, witnesses[stretch.witness])
        )
        for stretch in draft.stretches
    )
    attributions = attributions_of(draft, witnesses)
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
    sources: dict[str, set[str]] = {}  # what each report is traced to -> the sources its blocks name
    unknown = 0
    for family, block in sorted(blocks.items()):
        named = {source for w in block if (source := _source_of(w, witnesses, descent, attributions))}
        same = next((name for name, known in sources.items() if known & named), None)
        origin = descent.origin_of.get(family) or min(named, default=None)
        if same is not None:
            sources[same] |= named
        elif origin is not None:
            sources.setdefault(origin, set()).update(named)
        else:
            unknown += 1
    best = max(1, len(sources))
    loose = _loose_ends(draft, witnesses, descent)
    high = max(best, len(sources) + unknown) + loose
    origins = tuple(sources) or tuple(f"own text of {witnesses[block[0]].id}" for block in blocks.values())
    reason = _reason(draft, blocks, (len(sources), unknown, loose), descent)
    return Reports(best, 1 if high > best or best == 1 else best, high), origins, reason


def _source_of(
    w: int, witnesses: Sequence[Witness], descent: Descent, attributions: Sequence[ClaimAttribution]
) -> str | None:
    """What one version says the claim is from: the agency it came through, else the speaker it names."""
    own = [attribution for attribution in attributions if attribution.version == witnesses[w].id]
    for attribution in own:
        if attribution.via:
            return attribution.via
    for attribution in own:
        key = speaker_key(attribution.source)
        if key:
            return key
    return descent.agency_of.get(w)


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
