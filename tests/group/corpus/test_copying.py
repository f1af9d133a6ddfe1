"""What newsrooms do with a text is found, and called by the right word; what only looks like it is not."""

from __future__ import annotations

import random

import pytest

from tests.group.corpus.corpora import (
    Article,
    Row,
    families,
    find,
    paragraphs,
    prose,
    sentence,
    swapped,
    together,
)

RNG = random.Random(20)
WIRE = prose(RNG, 24)
OTHER = prose(RNG, 24)
WORDS_APART = [prose(RNG, 16) for _ in range(6)]
CURRENCIES = ["dollar", "euro", "pound", "franc", "yen", "rouble", "krona", "zloty", "peso", "rand"]
KERNELS = pytest.mark.parametrize("kernels", ["plain", "compiled"])


def after(made: str, source: str = WIRE, kernels: str = "compiled") -> Row:
    """What is found of a text made after a wire report, among articles that have nothing to do with it."""
    rest = [Article(f"z{number}", text) for number, text in enumerate(WORDS_APART)]
    found = find([Article("wire", source, time=1), Article("made", made, time=2), *rest], kernels=kernels)
    assert all(found[article.id].relation == "own" for article in rest)
    return found["made"]


def shuffled(text: str, seed: int = 3) -> str:
    mixed = paragraphs(text)
    random.Random(seed).shuffle(mixed)
    return "\n\n".join(mixed)


MADE = {
    "house style": (WIRE.replace(",", "").replace(".", " –").upper(), {"verbatim"}),
    "the same under a headline": ("Storm shuts ferry\n\n" + WIRE, {"verbatim", "trimmed"}),
    "paragraphs moved about": (shuffled(WIRE), {"verbatim", "trimmed"}),
    "the end cut off": ("\n\n".join(paragraphs(WIRE)[:7]), {"trimmed"}),
    "the middle cut out": ("\n\n".join(paragraphs(WIRE)[:3] + paragraphs(WIRE)[8:]), {"trimmed"}),
    "some words changed": (swapped(WIRE, 25, random.Random(2)), {"edited", "trimmed"}),
    "many words changed": (swapped(WIRE, 4, random.Random(2)), {"reworded"}),
    "put into a longer text": (f"{WIRE}\n\n{prose(RNG, 20)}", {"partial"}),
    "merged with another": (f"{WIRE}\n\n{OTHER}", {"partial"}),
    "a long passage taken": (
        "\n\n".join([prose(RNG, 10), *paragraphs(WIRE)[2:8], prose(RNG, 6)]),
        {"partial"},
    ),
}


@KERNELS
@pytest.mark.parametrize("case", MADE)
def test_what_was_made_of_a_text_is_found(case: str, kernels: str) -> None:
    made, relations = MADE[case]
    row = after(made, kernels=kernels)
    assert (row.kin, row.closest) == ({"wire", "made"}, "wire")
    assert row.relation in relations
    assert row.evidence


def test_a_text_put_into_the_middle_of_another_is_part_of_it() -> None:
    row = after(f"{prose(RNG, 10)}\n\n{WIRE}\n\n{prose(RNG, 10)}")
    assert (row.relation, row.contained) == ("partial", 1.0)


def test_the_source_published_later_is_a_part_of_what_was_made_of_it() -> None:
    row = after(WIRE, f"{prose(RNG, 12)}\n\n{WIRE}\n\n{prose(RNG, 12)}")
    assert (row.relation, row.shared) == ("trimmed", pytest.approx(1.0))
    assert row.contained < 0.7


def test_shares_are_shares_of_words() -> None:
    row = after("\n\n".join(paragraphs(WIRE)[:6]))
    assert row.shared == pytest.approx(1.0)
    wanted = len(" ".join(paragraphs(WIRE)[:6]).split()) / len(WIRE.split())
    assert row.contained == pytest.approx(wanted, abs=0.02)


@KERNELS
@pytest.mark.parametrize(
    "letters",
    [
        (0x4E00, 0x9000),
        (0x0E01, 0x0E2E),
        (0x3041, 0x3096),
        (0x0780, 0x07A5),
        (0x0620, 0x063A),
        (0xAC00, 0xD000),
    ],
    ids=["ideographs", "Thai", "kana", "Thaana", "Arabic", "Hangul"],
)
def test_any_script(letters: tuple[int, int], kernels: str) -> None:
    rng = random.Random(letters[0])
    spaced = letters[0] in {0x0780, 0x0620, 0xAC00}

    def write(size: int) -> str:
        parts = ["".join(chr(rng.randint(*letters)) for _ in range(rng.randint(2, 7))) for _ in range(size)]
        return (" " if spaced else "").join(parts) + "。"

    wire, own, other = write(150), write(60), write(150)
    articles = [Article("a", wire), Article("b", wire[: len(wire) * 2 // 3]), Article("c", own + wire)]
    found = find([*articles, Article("d", other), Article("e", own[::-1] + other[::-1])], kernels=kernels)
    assert families(found) == {frozenset("abc"), frozenset("d"), frozenset("e")}
    assert found["b" if found["a"].relation == "first" else "a"].shared > 0.95


@KERNELS
def test_bulletins_with_other_numbers_are_no_copies(kernels: str) -> None:
    rng = random.Random(4)

    def price() -> str:
        return f"{rng.randint(1000, 9999) / 100:.2f}"

    def bulletin() -> str:
        quotes = [
            f"The {name} stood at {price()} against {price()} the day before, having opened at {price()}."
            for name in CURRENCIES
        ]
        opening = "Rates of the Marrow Bay exchange at the close of trading today."
        return " ".join([opening, *quotes, "All figures are those of the exchange and without warranty."])

    found = find([Article(f"b{day}", bulletin(), outlet=3) for day in range(4)], kernels=kernels)
    assert {row.relation for row in found.values()} == {"own"}


@KERNELS
@pytest.mark.parametrize("outlet", [-1, 5])
def test_furniture_of_a_page_is_no_copy(outlet: int, kernels: str) -> None:
    rng = random.Random(6)
    head = (
        "Marrow Bay Courier News Sport Opinion Subscribe now for full access Share this article with friends"
    )
    foot = "\n\n".join(sentence(rng) for _ in range(5))
    pages = [Article(f"p{number}", f"{head}\n\n{prose(rng, 20)}\n\n{foot}", outlet) for number in range(8)]
    found = find(pages, kernels=kernels)
    assert {row.relation for row in found.values()} == {"own"}


@KERNELS
def test_a_shared_quotation_is_no_copy(kernels: str) -> None:
    rng = random.Random(7)
    statement = "“" + " ".join(sentence(rng) for _ in range(4)) + "”"

    def report() -> str:
        return f"{prose(rng, 10)}\n\n{statement} said {sentence(rng)}\n\n{prose(rng, 8)}"

    found = find([Article("a", report()), Article("b", report()), Article("c", report())], kernels=kernels)
    assert {row.relation for row in found.values()} == {"own"}


@KERNELS
def test_a_short_item_and_its_copies(kernels: str) -> None:
    item = "Police in Marrow Bay closed the harbour bridge on Monday night after a lorry struck the railing."
    also = "Voters in Oda Falls will choose a new mayor on Sunday after the old one resigned over a loan."
    found = find(
        [
            Article("a", item),
            Article("b", f"{item} Nobody was hurt."),
            Article("c", item),
            Article("d", also),
        ],
        kernels=kernels,
    )
    assert families(found) == {frozenset("abc"), frozenset("d")}


def test_a_digest_of_many_reports_does_not_make_them_one_family() -> None:
    rng = random.Random(9)
    reports = [prose(rng, 14) for _ in range(8)]
    copies = [swapped(report, 20, rng) for report in reports]
    digest = "\n\n".join(" ".join(paragraphs(report)[:2]) for report in reports)
    articles = [Article(f"r{number}", text) for number, text in enumerate(reports)]
    articles += [Article(f"s{number}", text) for number, text in enumerate(copies)]
    found = find([*articles, Article("digest", digest)])
    assert all(together(found, f"r{number}", f"s{number}") for number in range(8))
    assert len(families(found)) >= 8


def test_a_chain_of_edits_is_one_family() -> None:
    rng = random.Random(11)
    versions = [prose(rng, 20)]
    for _ in range(6):
        versions.append(swapped(versions[-1], 15, rng))
    found = find([Article(f"v{number}", text, time=number) for number, text in enumerate(versions)])
    assert len(families(found)) == 1
    for number in range(1, 7):
        assert found[f"v{number}"].closest in {f"v{number - 1}", f"v{number + 1}"}
