"""Where lines and sentences end, and the laws their spans obey."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.model import Article
from wirecopy.text import prepare
from wirecopy.text.sentences import BLANK, lines, split_line


def cut(text: str, language: str = "en") -> list[str]:
    return [text[s.start : s.end] for line in lines(text) for s in split_line(text, line, language)]


@pytest.mark.parametrize(
    "pieces",
    [
        ["The dam broke on Jan. 5.", "Gen. Ada Holm said 3.5 tons fell."],
        ["He left the U.S. Senate.", "She stayed."],
        ["It met U.S. Ambassador Roe.", "It left."],
        ["“We are late. ”", "The train left."],
        ["“The river is high.", "It will fall,” said Mayor Vale."],
        ["“Why now?” Vale asked.", "Nobody knew."],
        ["The river crossed into Ostland . in a way.", "It fell."],
        ["Could the dam take more? he asked.", "No."],
        ["The mayor said so.", "Sen. Holm agreed."],
        ["J. K. Marlow and George W. Tarn met at 5 p.m. Monday."],
        ["Reed waited... and waited.", "Then it rained."],
        ["Floods hit Westmere for the third day"],
        ["The bridge is shut in Westmere .", "It opens soon ."],
    ],
)
def test_english_sentences(pieces: list[str]) -> None:
    assert cut(" ".join(pieces)) == pieces


@pytest.mark.parametrize(
    ("language", "pieces"),
    [
        ("zh", ["大坝周一决堤。", "“水位很高。”", "市长说。"]),
        ("ur", ["بند ٹوٹ گیا۔", "لوگ چلے گئے۔"]),
        ("ar", ["هل انهار السد؟", "نعم."]),
        ("hi", ["बांध टूट गया।", "लोग चले गए।"]),
        ("de", ["Am 3. Mai kam Dr. Holm.", "Es regnete."]),
        ("de", ["Sie schwieg.", "»Es regnet.«"]),
        ("fr", ["M. Vale est arrivé.", "Il pleuvait."]),
        ("ru", ["Он приехал в 2021 г. из Вестмера.", "Шёл дождь."]),
    ],
)
def test_other_languages(language: str, pieces: list[str]) -> None:
    assert cut(" ".join(pieces), language) == pieces


def test_a_newline_ends_a_sentence_unless_the_text_is_hard_wrapped() -> None:
    assert cut("Flood in Westmere\nThe dam broke on Monday.") == [
        "Flood in Westmere",
        "The dam broke on Monday.",
    ]
    row = "the water rose above the second step of the old town hall in"
    wrapped = "\n".join(["In the morning " + row[15:], *[row] * 8, "the rain."]) + "\n\nThe end came soon."
    assert len(cut(wrapped)) == 2, cut(wrapped)


def test_marks_nobody_sees_are_no_part_of_a_sentence() -> None:
    assert cut("\x00\ufeff The dam broke.\u200b\r\n\xa0It fell. \x00") == ["The dam broke.", "It fell."]


ALPHABET = st.sampled_from(
    [*"aB c.?!…\"”“'(\n\r\xa0\x00\u200b\u00ad0،؟。字|:—_@/", "Mr. ", "said ", " date 2022-02-07 "]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(ALPHABET, max_size=120).map("".join))


@settings(max_examples=300, deadline=None)
@given(text=TEXTS, language=st.sampled_from([None, "en", "de", "ar", "zh"]))
def test_spans_cover_every_visible_character_once_in_order(text: str, language: str | None) -> None:
    witness = prepare(Article("a", "a.txt", text, language=language))
    assert witness.article.text == text
    position = 0
    for index, sentence in enumerate(witness.sentences):
        assert sentence.index == index
        assert not text[position : sentence.start].strip(BLANK), "a visible character outside all sentences"
        assert position <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start] not in BLANK, "a sentence begins with white space"
        assert text[sentence.end - 1] not in BLANK, "a sentence ends with white space"
        position = sentence.end
    assert not text[position:].strip(BLANK)
    assert len(witness.tokens) == len(witness.sentences)
    for sentence, words in zip(witness.sentences, witness.tokens, strict=True):
        assert all(text[word.start : word.end] == word.text for word in words)
        assert all(sentence.start <= word.start < word.end <= sentence.end for word in words)
    assert all(0 <= cue.start < cue.end <= len(text) for cue in witness.cues)
    assert prepare(Article("a", "a.txt", text, language=language)) == witness


@pytest.mark.parametrize(
    "unit",
    ["x", "1,", ".", "\x00", " ", '"a." ', "A ", "a_", "a/", "(", "A", "“", "a | ", "By A ", "5 ", "Ã¢â‚¬"],
)
def test_a_hostile_line_costs_time_in_proportion_to_its_length(unit: str) -> None:
    def seconds(size: int) -> float:
        article = Article("a", "a.txt", unit * (size // len(unit)), language="en")
        start = time.process_time()
        prepare(article)
        return time.process_time() - start

    seconds(1000)  # warm
    # The best of three: what else the machine and the collector of garbage do only ever adds.
    small, large = (min(seconds(size) for _ in range(3)) for size in (20_000, 80_000))
    # Four times the text may cost four times the time; quadratic would cost sixteen.
    assert large < 10 * small + 0.3, f"{small:.3f} s, then {large:.3f} s"
