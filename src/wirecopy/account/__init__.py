"""The source ledger: claims, the reports behind them, quotations, what each version is and left out."""

from __future__ import annotations

from wirecopy.account.claims import DraftClaim, draft_claims
from wirecopy.account.identity import content_id
from wirecopy.account.quotes import find_quotes
from wirecopy.account.reports import Descent, count_reports
from wirecopy.account.versions import Standing, credited, omitted, standings

__all__ = [
    "Descent",
    "DraftClaim",
    "Standing",
    "content_id",
    "count_reports",
    "credited",
    "draft_claims",
    "find_quotes",
    "omitted",
    "standings",
]
