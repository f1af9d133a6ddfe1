"""Who a version says a claim is from.

Takes draft claims and the witnesses' own facts (attributions, quotations, credits in the text), gives
`ClaimAttribution` rows: the source as the text words it, the agency or paper it came through, and where the
attribution stands. `speaker_key` folds a source to what two versions would have to share to mean the same
one; an unnamed source ("a source close to the president") has no key, since two of them may be two people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wirecopy.account.claims import DraftClaim, span_of
from wirecopy.lexicon.function_words import is_function
from wirecopy.lexicon.places import state
from wirecopy.lexicon.speech import ANONYMOUS_NOUNS, PERSON_NOUNS
from wirecopy.lexicon.wordlist import word_set
from wirecopy.model import Attribution, ClaimAttribution, Span, Witness
from wirecopy.text.reach import by_sentence
from wirecopy.text.tokens import tokenise

_PARTISANS = word_set("republican democrat conservative liberal tory independent socialist green labour")

BySentence = Mapping[int, Sequence[Attribution]]


def attributions_by_sentence(witness: Witness) -> BySentence:
    """The attributions with a source, under every sentence their content reaches into."""
    return by_sentence(
        witness.sentences,
        (attribution for attribution in witness.facts.attributions if attribution.source),
        lambda attribution: [(piece.start, piece.end) for piece in attribution.content],
    )


def attributions_of(
    draft: DraftClaim, witnesses: Sequence[Witness], attributions: Sequence[BySentence]
) -> tuple[ClaimAttribution, ...]:
    """Attributions of a claim, at most one for each stretch that carries it.

    Args:
        draft: the claim.
        witnesses: all witnesses of the story.
        attributions: for each witness, its attributions as `attributions_by_sentence` gives them.
    """
    found: dict[tuple[str, int, int], ClaimAttribution] = {}
    for stretch in draft.stretches:
        witness = witnesses[stretch.witness]
        near = attributions[stretch.witness].get(stretch.sentence, ())
        row = _attribution(witness, stretch.sentence, span_of(stretch, witness), near)
        if row:
            found.setdefault((row.version, row.start, row.end), row)
    return tuple(found.values())


def _attribution(
    witness: Witness, sentence: int, span: tuple[int, int], near: Sequence[Attribution]
) -> ClaimAttribution | None:
    """The attribution whose content covers most of the stretch."""
    scored = [
        (_overlap(attribution.content, span), -index, attribution) for index, attribution in enumerate(near)
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
    """What identifies a named source: the last word of its name, folded; None where none is named.

    "Senator Rand Vole, the party's whip" is vole; "the northern senator" and "the Republican" may be anybody.
    """
    tokens = [
        token
        for token in tokenise(source.split(",", maxsplit=1)[0], 0, len(source.split(",", maxsplit=1)[0]))
        if token.norm
    ]
    if not tokens or any(token.norm in ANONYMOUS_NOUNS for token in tokens):
        return None
    last = tokens[-1]
    generic = last.norm in PERSON_NOUNS or last.norm in _PARTISANS or state(last.norm) is not None
    named = last.text[:1].isupper() and not is_function(last.norm) and not generic
    return last.norm if named else None
