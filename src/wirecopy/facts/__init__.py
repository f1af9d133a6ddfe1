"""What one article says about itself: credits, attributions, quotations, quantities, dates, names.

What comes in is a `Witness` (typed sentences and tokens); what goes out is its `Facts`, every row with
offsets into the article's own text. Each finder also stands alone and reads nothing but the text, the
sentences, the tokens, the language and the article's own day. Rules and word lists only: no model, no
network, no state.
"""

from __future__ import annotations

from wirecopy.facts.attributions import find_attributions
from wirecopy.facts.credits import find_credits, whose_copy
from wirecopy.facts.dates import find_dates
from wirecopy.facts.marks import find_quoted
from wirecopy.facts.names import find_names
from wirecopy.facts.quantities import find_quantities
from wirecopy.facts.quotations import find_quotations
from wirecopy.facts.rows import extract_row
from wirecopy.model import Facts, Witness
from wirecopy.text import anchor_date

__all__ = [
    "extract_row",
    "find",
    "find_attributions",
    "find_credits",
    "find_dates",
    "find_names",
    "find_quantities",
    "find_quotations",
    "find_quoted",
    "whose_copy",
]


def find(witness: Witness) -> Facts:
    """All facts of one article."""
    article, text = witness.article, witness.article.text
    language = article.language or "en"
    quoted = find_quoted(text)
    names = find_names(text, witness.tokens, language=language)
    dates = find_dates(text, anchor=anchor_date(article))
    attributions = find_attributions(text, witness.sentences, witness.tokens, quoted, language=language)
    return Facts(
        credits=find_credits(text, witness.sentences, outlet=article.outlet, url=article.url),
        attributions=attributions,
        quotations=find_quotations(text, quoted, attributions, names),
        quantities=find_quantities(text, witness.tokens, language=language, dates=dates),
        dates=dates,
        names=names,
    )
