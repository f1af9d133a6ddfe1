"""Articles as they arrive: added to a copy index on disk, with an answer for each, or only asked about.

In: what `group` takes, and the folder of an index. Out: the rows of `group`, where what an article copies may
have come long ago. A family bears the id of its member that came first, because it grows with every arrival;
stories are not told apart from families. Articles go in by batches, each on disk for good before the next is
begun: a run that was cut short is repeated, and what is there already is answered and not added again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from wirecopy.front.copies import PathLike, Progress, Tell, hold
from wirecopy.readers import Note
from wirecopy.settings import Settings
from wirecopy.version import __version__

if TYPE_CHECKING:
    import pyarrow as pa

    from wirecopy.group.corpus import Corpus, Texts
    from wirecopy.index import Answer
    from wirecopy.readers.columns import Holdings

_BATCH_ROWS = 2_000
_BATCH_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class Arrived:
    """Articles that arrived and the answers on them.

    Attributes:
        holdings: what went in.
        answers: what was found, batch by batch.
        known: articles in the index now.
        rejected: how many rows could not be used.
        settings: how they were read.
    """

    holdings: Holdings
    answers: list[Answer]
    known: int
    rejected: int
    settings: Settings

    def table(self) -> pa.Table:
        """One row an article, in input order, with the columns of `group`."""
        import pyarrow as pa

        tables = [_table(answer) for answer in self.answers]
        about = {"version": __version__, "rejected": self.rejected, "settings": self.settings.as_dict()}
        return pa.concat_tables(tables).replace_schema_metadata({"wirecopy": json.dumps(about)})

    def count(self, relation: str = "") -> int:
        """How many articles are new in the index; or how many stand in this relation."""
        from wirecopy.group.corpus import RELATIONS

        if not relation:
            return sum(int(answer.added.sum()) for answer in self.answers)
        return sum(int((answer.relation == RELATIONS.index(relation)).sum()) for answer in self.answers)


def group_arrivals(
    source: Any,
    index: PathLike,
    *,
    ask: bool = False,
    settings: Settings | None = None,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> Arrived:
    """Add articles to an index and say of each what it copies of those that came before.

    Args:
        source: paths or a table, as `group` takes them.
        index: the folder of the index; made when it is not there.
        ask: add nothing, only answer; needs no right to write.
        settings: defaults when left out.
        progress: called with (stage, done, total) as the work goes on.
        tell: called with each note and each rejection as it is met.

    Raises:
        CallError: a path does not exist, or the source is neither paths nor a table.
        StoreError: the index is locked, damaged, of another making, or cannot be written.
    """
    from wirecopy.index import CopyIndex

    def note(said: str) -> None:
        if tell:
            tell(Note(str(index), said))

    settings = settings or Settings()
    threads = settings.grouping.workers
    with CopyIndex.open(index, read_only=ask, threads=threads, tell=note) as opened:
        holdings, rejected = hold(source, settings, tell, progress)
        answers: list[Answer] = []
        for begin, end in _batches(holdings.corpus):
            if progress:
                progress("asking" if ask else "adding", begin, len(holdings))
            part, ids = _rows(holdings.corpus, begin, end), _texts(holdings.ids, begin, end)
            if ask:
                answers.append(opened.ask(part.texts, ids))
            else:
                answers.append(opened.add(part, ids, holdings.outlet_names))
        return Arrived(holdings, answers, len(opened), rejected, settings)


def _batches(corpus: Corpus) -> Iterator[tuple[int, int]]:
    """First row and the row after the last of each batch; one empty batch where there are no rows."""
    offsets, count, begin = corpus.texts.offsets, len(corpus.texts), 0
    while True:
        room = int(np.searchsorted(offsets, offsets[begin] + _BATCH_BYTES, side="right")) - 1
        end = min(count, begin + _BATCH_ROWS, max(begin + 1, room))
        yield begin, end
        begin = end
        if begin >= count:
            return


def _rows(corpus: Corpus, begin: int, end: int) -> Corpus:
    """Some rows of a corpus, nothing copied."""
    here = slice(begin, end)
    texts = _texts(corpus.texts, begin, end)
    return type(corpus)(texts, corpus.outlets[here], corpus.times[here], corpus.order[here])


def _texts(texts: Texts, begin: int, end: int) -> Texts:
    return type(texts)(texts.data, texts.offsets[begin : end + 1])


def _table(answer: Answer) -> pa.Table:
    import pyarrow as pa

    from wirecopy.front.rows import evidence_array, share_array
    from wirecopy.group.corpus import RELATIONS

    family = pa.array(answer.family, pa.large_string())
    return pa.table(
        {
            "id": pa.array(answer.ids, pa.large_string()),
            "family_id": family,
            "story_id": family,
            "relation": pa.array(RELATIONS).take(pa.array(answer.relation)),
            "closest_id": pa.array(answer.closest, pa.large_string()),
            "shared_share": share_array(answer.shared),
            "contained_share": share_array(answer.contained),
            "evidence": evidence_array(answer.evidence_offsets, answer.evidence),
        }
    )
