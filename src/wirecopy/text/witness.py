"""An article made ready for collation.

Takes an `Article`, gives a `Witness`: its language, date and title filled in where the text tells them, its
typed sentences, their word tokens and the cues. The text itself is never altered: all offsets slice the
original. Facts stay empty: they are another room's.
"""

from __future__ import annotations

import dataclasses

from wirecopy.model import Article, Cue, Sentence, Span, Witness
from wirecopy.text.cues import find_cues
from wirecopy.text.dates import is_stamp, stamp_length, stamped_date
from wirecopy.text.kinds import classify
from wirecopy.text.language import detect_language
from wirecopy.text.sentences import lines, split_line, trim
from wirecopy.text.tokens import tokenise_sentences

_TOP_LINES = 3  # a stamp set before other text stands in the first lines


def segment(article: Article) -> tuple[tuple[Sentence, ...], tuple[Cue, ...]]:
    """The typed sentences of an article and the cues found in it.

    Args:
        article: the article as read; its language is detected if it has none.
    """
    language = article.language or detect_language(article.text)
    sentences = _sentences(article, language)
    tokens = tokenise_sentences(article.text, sentences, language or "en")
    return sentences, find_cues(article.text, sentences, tokens, language)


def prepare(article: Article) -> Witness:
    """The article as a witness: typed sentences, tokens and cues, with no facts yet.

    Args:
        article: the article as read. Language, date and title are filled in where they are missing and
            the text tells them; id, path and text are kept as they are.
    """
    language = (article.language or detect_language(article.text) or "").lower().split("-")[0] or None
    sentences = _sentences(article, language)
    day = None if article.published else stamped_date(article.text)
    article = dataclasses.replace(
        article,
        language=language,
        published=article.published or (day.isoformat() if day else None),
        title=article.title or _headline(article.text, sentences),
    )
    tokens = tokenise_sentences(article.text, sentences, language or "en")
    cues = find_cues(article.text, sentences, tokens, language)
    return Witness(article, sentences, tokens, cues=cues)


def _sentences(article: Article, language: str | None) -> tuple[Sentence, ...]:
    rows: list[tuple[Span, tuple[Span, ...]]] = []
    for i, line in enumerate(lines(article.text)):
        length = stamp_length(article.text[line.start : line.end][:120]) if i < _TOP_LINES else 0
        if length:
            stamp = Span(line.start, line.start + length)
            rows.append((stamp, (stamp,)))
        rest = trim(article.text, line.start + length, line.end) or line
        whole = is_stamp(article.text[rest.start : rest.end])  # "3. Mai 2021" is no two sentences
        rows.append((rest, (rest,) if whole else split_line(article.text, rest, language)))
    kinds = classify(article.text, rows, article.title)
    spans = [span for _, sentences in rows for span in sentences]
    return tuple(
        Sentence(i, span.start, span.end, kind)
        for i, (span, kind) in enumerate(zip(spans, kinds, strict=True))
    )


def _headline(text: str, sentences: tuple[Sentence, ...]) -> str | None:
    """The first headline as a title, on one line."""
    first = next((sentence for sentence in sentences if sentence.kind == "headline"), None)
    return " ".join(text[first.start : first.end].split()) if first else None
