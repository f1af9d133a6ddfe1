"""Small invented families as collations: a version is a list of (sentence number, words)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from wirecopy.collate.places import find_places
from wirecopy.model import (
    AlignedGroup,
    Article,
    Collation,
    Credit,
    Cue,
    Facts,
    Place,
    Sentence,
    Token,
    TokenRef,
    Witness,
)

Text = Sequence[tuple[int, Sequence[str]]]
HARBOUR = (
    "ferry captain refused orders leave harbour storm warning",
    "port authority fined operator twelve thousand crowns negligence",
    "passengers slept benches terminal volunteers brought blankets soup",
    "mayor promised inquiry before council meets next month",
    "engine failure stranded same vessel twice last winter",
    "union demanded stricter rules overnight crossings exposed coast",
)


def story() -> list[tuple[int, list[str]]]:
    """The original of the invented harbour story."""
    return [(number, line.split()) for number, line in enumerate(HARBOUR)]


def change(text: Text, changes: Mapping[tuple[int, int], str]) -> list[tuple[int, list[str]]]:
    """The text with words replaced, by (sentence number, word number)."""
    return [
        (number, [changes.get((number, slot), word) for slot, word in enumerate(words)])
        for number, words in text
    ]


def collation(
    versions: Mapping[str, Text],
    *,
    credited: Mapping[str, str] | None = None,
    published: Mapping[str, str] | None = None,
    cues: Mapping[str, Sequence[str]] | None = None,
) -> Collation:
    """Versions side by side, words at the same number in one column, witnesses in the order given."""
    witnesses = tuple(
        _witness(
            name, text, (credited or {}).get(name), (published or {}).get(name), (cues or {}).get(name, ())
        )
        for name, text in versions.items()
    )
    holders: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for w, text in enumerate(versions.values()):
        for s, (number, _) in enumerate(text):
            holders[number].append((w, s))
    groups: list[AlignedGroup] = []
    places: list[Place] = []
    texts = list(versions.values())
    for _, members in sorted(holders.items()):
        if len(members) > 1:
            width = max(len(texts[w][s][1]) for w, s in members)
            columns = tuple(
                {w: TokenRef(s, slot) for w, s in members if slot < len(texts[w][s][1])}
                for slot in range(width)
            )
            group = AlignedGroup(tuple(members), columns)
            places.extend(find_places(len(groups), group, witnesses))
            groups.append(group)
    return Collation(witnesses, tuple(groups), tuple(places), ())


def _witness(
    name: str, text: Text, credit: str | None, published: str | None, cues: Sequence[str]
) -> Witness:
    words: list[str] = []
    sentences: list[Sentence] = []
    tokens: list[tuple[Token, ...]] = []
    at = 0
    for index, (_, line) in enumerate(text):
        start, row = at, []
        for word in line:
            row.append(Token(at, at + len(word), word, word, word))
            words.append(word)
            at += len(word) + 1
        sentences.append(Sentence(index, start, at - 1, "body"))
        tokens.append(tuple(row))
    facts = Facts(credits=(Credit(credit, "copy", 0, 1),) if credit else ())
    article = Article(name, name, " ".join(words), published=published, language="en")
    return Witness(article, tuple(sentences), tuple(tokens), facts, tuple(Cue(kind, 0, 1) for kind in cues))
