"""Reports, rows and comparisons of articles, one object each.

In: paths, articles, pairs of ids. Out: a `Report`, rows, a `Comparison`. What cannot be used is data: in
`Report.rejected`, or told to the `tell` callback where results are streamed.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from wirecopy.errors import CallError, InputError
from wirecopy.model import Article, Comparison, Rejected, Report, Witness
from wirecopy.readers import Note, iter_paths
from wirecopy.settings import Settings

_PREPARED = 512  # articles kept ready between pairs; those of one story mostly stand close together

PathLike = str | os.PathLike[str]
Tell = Callable[[Note | Rejected], None]
Progress = Callable[[str, int, int], None]


def read(
    paths: PathLike | Sequence[PathLike],
    *,
    settings: Settings | None = None,
    progress: Progress | None = None,
    tell: Tell | None = None,
) -> Report:
    """The report on everything these paths hold: stories, claims, and how many reports stand behind each.

    Args:
        paths: files and folders; a single path may stand alone.
        settings: defaults when left out.
        progress: called with (stage, done, total) as the work goes on.
        tell: called with each note and each rejection as it is met.

    Raises:
        CallError: a path does not exist.
    """
    from wirecopy import pipeline

    settings = settings or Settings()
    rejected: list[Rejected] = []
    articles = list(_articles(paths, settings, _keep(rejected, tell)))
    return pipeline.read_articles(articles, rejected, settings, progress)


def extract(
    paths: PathLike | Sequence[PathLike],
    *,
    settings: Settings | None = None,
    tell: Tell | None = None,
) -> Iterator[dict[str, Any]]:
    """What each article says about itself, one row an article, in input order, one article in memory.

    Args:
        paths: files and folders.
        settings: defaults when left out.
        tell: called with each note and each rejection as it is met; rejections are not in the rows.
    """
    from wirecopy import pipeline
    from wirecopy.facts.rows import extract_row

    settings = settings or Settings()
    for article in _articles(paths, settings, tell):
        yield extract_row(pipeline.prepare(article, settings))


def compare(
    left: PathLike | Article, right: PathLike | Article, *, settings: Settings | None = None
) -> Comparison:
    """How two articles belong together: same story, same copy, linked sentences, changes.

    Args:
        left: an article, or a path that holds exactly one.
        right: the other one.
        settings: defaults when left out.

    Raises:
        CallError: a path does not exist, or holds no article or several.
        InputError: the one article of a path cannot be used.
    """
    from wirecopy import pipeline

    settings = settings or Settings()
    first, second = _single(left, settings), _single(right, settings)
    if first.id == second.id:
        second = replace(second, id=f"{second.id}-2")
    return pipeline.compare_articles(first, second, settings)


def compare_pairs(
    pairs: Iterable[Mapping[str, Any]],
    paths: PathLike | Sequence[PathLike],
    *,
    settings: Settings | None = None,
    tell: Tell | None = None,
) -> Iterator[dict[str, Any]]:
    """Scores for many pairs: rows of `id, left, right` in, `id, same_story, same_copy` out, none lost.

    A pair that names an unknown article, or none, comes out with empty scores and an `error`.

    Args:
        pairs: the rows; `left` and `right` are ids of articles.
        paths: where the articles are.
        settings: defaults when left out.
        tell: called with each note and each rejection among the articles.
    """
    from wirecopy import pipeline

    settings = settings or Settings()
    articles = {article.id: article for article in _articles(paths, settings, tell)}

    @functools.lru_cache(maxsize=_PREPARED)
    def prepared(name: str) -> Witness:
        return pipeline.prepare(articles[name], settings)

    for pair in pairs:
        error = str(pair["error"]) if "error" in pair else _pair_error(pair, articles)
        row: dict[str, Any] = {"id": pair.get("id"), "same_story": None, "same_copy": None}
        if error:
            yield row | {"error": error}
            continue
        left, right = (prepared(str(pair[side])) for side in ("left", "right"))
        same_story, same_copy = pipeline.score_pair(left, right, settings=settings)
        yield row | {"same_story": same_story, "same_copy": same_copy}


def _pair_error(pair: Mapping[str, Any], articles: Mapping[str, Article]) -> str:
    """Why a pair cannot be compared; empty when it can."""
    for side in ("left", "right"):
        if pair.get(side) is None:
            return f"no {side!r} in the pair"
        if str(pair[side]) not in articles:
            return f"no article with the id {str(pair[side])!r}"
    return ""


def _articles(
    paths: PathLike | Sequence[PathLike], settings: Settings, tell: Tell | None
) -> Iterator[Article]:
    """The articles of these paths, in the language the settings insist on; the rest is told."""
    for item in iter_paths([paths] if isinstance(paths, str | os.PathLike) else paths, settings.reading):
        if not isinstance(item, Article):
            if tell:
                tell(item)
        elif settings.language:
            yield replace(item, language=settings.language)
        else:
            yield item


def _keep(rejected: list[Rejected], tell: Tell | None) -> Tell:
    """A listener that keeps the rejections and passes everything on."""

    def listen(item: Note | Rejected) -> None:
        if isinstance(item, Rejected):
            rejected.append(item)
        if tell:
            tell(item)

    return listen


def _single(source: PathLike | Article, settings: Settings) -> Article:
    if isinstance(source, Article):
        return source
    rejected: list[Rejected] = []
    articles = list(_articles(source, settings, _keep(rejected, None)))
    if len(articles) == 1:
        return articles[0]
    where = os.fspath(source)
    if not articles and rejected:
        raise InputError("cannot be compared", rejected[0].path, rejected[0].reason)
    raise CallError(f"{len(articles)} articles where one was expected", where, "use --pairs to compare many")
