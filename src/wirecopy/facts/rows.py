"""One row an article, as `wirecopy extract` writes it.

Takes a `Witness` with its facts, gives a plain dict in the contract's field order: `id, outlet, title,
published, language, text, sentences, credits, attributions, quotes, quantities, names`, and the dates. Spans
are `{start, end}` in code points of `text`.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from wirecopy.model import Witness


def extract_row(witness: Witness) -> dict[str, Any]:
    """The extract row of one article."""
    article, facts = witness.article, witness.facts
    return {
        "id": article.id,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "language": article.language,
        "text": article.text,
        "sentences": [asdict(sentence) for sentence in witness.sentences],
        "credits": [asdict(credit) for credit in facts.credits],
        "attributions": [_listed(asdict(attribution)) for attribution in facts.attributions],
        "quotes": [asdict(quotation) for quotation in facts.quotations],
        "quantities": [asdict(quantity) for quantity in facts.quantities],
        "names": [asdict(name) for name in facts.names],
        "dates": [asdict(date) for date in facts.dates],
    }


def _listed(row: dict[str, Any]) -> dict[str, Any]:
    """Tuples as lists, so that the row equals its own JSON."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in row.items()}
