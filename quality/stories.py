"""Same-event stories, fixed settings, on three sets; and pairs of articles in two languages.

ECB+ has two events of a kind in every topic, BASIL three outlets that report in their own words, UCI only
titles. Articles of a set are pooled, every one counts, and each article is its own family: what is measured
is the likeness and the joining in `wirecopy.group.events`, B-cubed over labels.story. Pairs in two languages
are those of SemEval-2022 Task 8 that people scored from 1, one event, to 4; they have no dates, some are
machine translations, and they need the extra `multilingual`.
"""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

from quality.measure import Json, Measure, b_cubed, shared
from wirecopy.errors import MissingExtraError
from wirecopy.group.events.batch import find_events
from wirecopy.group.events.likeness import SAME_EVENT, alone, likeness
from wirecopy.group.events.signature import Signature, sign
from wirecopy.text.meaning import Encode, encoder

_NAMED = 12  # stories, or pairs, told about in the details
_SAME, _OTHER = 1.75, 3.0  # up to this score two articles are on one event, from that on they are not


def ecbplus() -> list[Measure] | None:
    """ECB+ topics 1-35: no dates, and two events of one kind in a topic stay apart."""
    return _measure("ecbplus", "stories-ecbplus")


def basil() -> list[Measure] | None:
    """BASIL: long, dated reports of one event by three outlets come together."""
    return _measure("basil", "stories-basil")


def uci() -> list[Measure] | None:
    """UCI headlines: stories of nine titles and of three hundred."""
    return _measure("uci_headlines", "stories-uci")


def across() -> list[Measure] | None:
    """SemEval-2022 Task 8: pairs in two languages, joined by what the articles mean."""
    home = shared()
    try:
        encode = encoder()
    except MissingExtraError:
        return None
    if home is None:
        return None
    texts = {row["id"]: row for row in _rows(home, "semeval_t8", "articles")}
    joined: dict[bool, list[bool]] = {True: [], False: []}
    details: list[str] = []
    for pair in _rows(home, "semeval_t8", "pairs"):
        left, right = texts[pair["left"]], texts[pair["right"]]
        if left["language"] == right["language"] or _SAME < pair["score"] < _OTHER:
            continue
        same = pair["score"] <= _SAME
        found = likeness(*(alone(signature_of(row, encode)) for row in (left, right))) >= SAME_EVENT
        joined[same].append(found)
        if found != same:
            details.append(f"{'missed' if same else 'wrong'}: {pair['id']}, scored {pair['score']}")
    recall, wrong = (sum(joined[same]) / len(joined[same]) for same in (True, False))
    return [
        Measure("stories-across.pairs_joined", recall, tuple(details[:_NAMED])),
        Measure("stories-across.pairs_joined_wrong", wrong),
    ]


def signature_of(row: Json, encode: Encode | None = None) -> Signature:
    """The signature of a row of a set."""
    return sign(row["title"], row["text"], _seconds(row["published"]), row["language"], encode)


def _measure(folder: str, name: str) -> list[Measure] | None:
    home = shared()
    if home is None:
        return None
    rows = _rows(home, folder, "articles")
    found = find_events([signature_of(row) for row in rows], range(len(rows)))
    gold = {index: row["labels"]["story"] for index, row in enumerate(rows)}
    precision, recall, f1 = b_cubed({index: n for n, group in enumerate(found) for index in group}, gold)
    mixed = [sorted({gold[index] for index in group}) for group in found]
    details = [f"one story of {' '.join(names)}" for names in mixed if len(names) > 1][:_NAMED]
    return [Measure(f"{name}.b3_f1", f1, (f"precision {precision:.3f}, recall {recall:.3f}", *details))]


def _rows(home: Path, folder: str, name: str) -> list[Json]:
    with gzip.open(home / "data" / folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _seconds(published: str | None) -> int | None:
    if not published:
        return None
    moment = datetime.fromisoformat(published)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
