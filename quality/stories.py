"""Same-event stories, fixed settings, on three sets.

ECB+ has two events of a kind in every topic, BASIL three outlets that report in their own words, UCI only
titles. Articles of a set are pooled, every one counts, and each article is its own family: what is measured
is the likeness and the joining in `wirecopy.group.events`, B-cubed over labels.story.
"""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

from quality.measure import Json, Measure, b_cubed, shared
from wirecopy.group.events.batch import find_events
from wirecopy.group.events.signature import Signature, sign

_NAMED = 12  # stories told about in the details


def ecbplus() -> list[Measure] | None:
    """ECB+ topics 1-35: no dates, and two events of one kind in a topic stay apart."""
    return _measure("ecbplus", "stories-ecbplus")


def basil() -> list[Measure] | None:
    """BASIL: long, dated reports of one event by three outlets come together."""
    return _measure("basil", "stories-basil")


def uci() -> list[Measure] | None:
    """UCI headlines: stories of nine titles and of three hundred."""
    return _measure("uci_headlines", "stories-uci")


def signature_of(row: Json) -> Signature:
    """The signature of a row of a set."""
    return sign(row["title"], row["text"], _seconds(row["published"]), row["language"])


def _measure(folder: str, name: str) -> list[Measure] | None:
    home = shared()
    if home is None:
        return None
    with gzip.open(home / "data" / folder / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = find_events([signature_of(row) for row in rows], range(len(rows)))
    gold = {index: row["labels"]["story"] for index, row in enumerate(rows)}
    precision, recall, f1 = b_cubed({index: n for n, group in enumerate(found) for index in group}, gold)
    mixed = [sorted({gold[index] for index in group}) for group in found]
    details = [f"one story of {' '.join(names)}" for names in mixed if len(names) > 1][:_NAMED]
    return [Measure(f"{name}.b3_f1", f1, (f"precision {precision:.3f}, recall {recall:.3f}", *details))]


def _seconds(published: str | None) -> int | None:
    if not published:
        return None
    moment = datetime.fromisoformat(published)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
