"""Who a version says a claim is from.

Takes draft claims and the witnesses' own facts (attributions, quotations, credits in the text), gives
`ClaimAttribution` rows: the source as the text words it, the agency or paper it came through, and where the
attribution stands. `speaker_key` folds a source to what two versions would have to share to mean the same
one; an unnamed source ("a source close to the president") has no key, since two of them may be two people.
"""

from __future__ import annotations

from collections.abc import Sequence

from wirecopy.account.claims import DraftClaim, span_of
from wirecopy.lexicon.function_words import is_function
from wirecopy.lexicon.speech import PERSON_NOUNS
from wirecopy.model import Attribution, ClaimAttribution, Span, Witness
from wirecopy.text.tokens import tokenise


def attributions_of(draft: DraftClaim, witnesses: Sequence[Witness]) -> tuple[ClaimAttribution, ...]:
    """Attributions of a claim, at most one for each stretch that carries it."""
    found: dict[tuple[str, int, int], ClaimAttribution] = {}
    for stretch in draft.stretches:
        witness = witnesses[stretch.witness]
        row = _attribution(witness, stretch.sentence, span_of(stretch, witness))
        if row:
            found.setdefault((row.version, row.start, row.end), row)
    return tuple(found.values())


def _attribution(witness: Witness, sentence: int, span: tuple[int, int]) -> ClaimAttribution | None:
    """The attribution whose content covers most of the stretch."""
    scored = [
        (_overlap(attribution.content, span), -index, attribution)
        for index, attribution in enumerate(witness.facts.attributions)
        if attribution.source
    ]
    best = max((row for row in scored if row[0] > 0), default=None, key=lambda row: row[:2])
    if best is None:
        return None
    source = best[2].source[0]
    return ClaimAttribution(
        version=witness.id,
        source=" ".join(witness.article.text[source.start : source.end].split()),
        via=_via(witness, sentence, best[2]),
        start=source.start,
        end=source.end,
    )


def _overlap(spans: Sequence[Span], span: tuple[int, int]) -> int:
    return sum(max(0, min(piece.end, span[1]) - max(piece.start, span[0])) for piece in spans)


def _via(witness: Witness, sentence: int, attribution: Attribution) -> str | None:
    """The agency or medium the source spoke to, named in the same sentence."""
    reach = [*attribution.source, *attribution.cue]
    where = witness.sentences[sentence]
    low = min([where.start, *(span.start for span in reach)])
    high = max([where.end, *(span.end for span in reach)])
    for credit in witness.facts.credits:
        if credit.kind == "attribution" and low <= credit.start < high:
            return credit.agency
    for quotation in witness.facts.quotations:
        if quotation.via and low <= quotation.start < high:
            return quotation.via
    return None


def speaker_key(source: str) -> str | None:
    """What identifies a named source: its last capitalised word, folded; None for an unnamed one."""
    tokens = tokenise(source, 0, len(source))
    names = [
        token
        for token in tokens
        if token.text[:1].isupper()
        and token.norm
        and not is_function(token.norm)
        and token.norm not in PERSON_NOUNS
    ]
    generic = any(token.norm in {"source", "sources", "official", "officials", "people"} for token in tokens)
    return names[-1].norm if names and not generic else None
