"""Cues, the article's own date, and its language."""

import datetime as dt

import pytest

from wirecopy.model import Article
from wirecopy.text import anchor_date, detect_language, prepare, segment
from wirecopy.text.dates import parse_date


def cues(text: str) -> set[tuple[str, str]]:
    _, found = segment(Article("a", "a.txt", text, language="en"))
    return {(cue.kind, text[cue.start : cue.end]) for cue in found}


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Marlow spoke on Monday. Marlowhas now left the town.", ("glued", "Marlowhas")),
        ("The minister said rain could fall. making plans.", ("residue", "making plans.")),
        ("The minister said rain could fall. making plans.", ("stray stop", ".")),
        ("The rain fell in Ostland .", ("stray stop", " .")),
        ("Date 2021-05-03\nThe rain fell on the town.", ("metadata date", "Date 2021-05-03")),
        ("MOSCOW (Reuters) - The rain fell on the town.", ("dateline", "MOSCOW (Reuters) -")),
        ("Moscow: The rain fell on the town.", ("dateline", "Moscow:")),
        ("BERLIN, May 3 (Reuters) - The rain fell.", ("dateline", "BERLIN, May 3 (Reuters) -")),
        ("The rain fell on the town today.", ("localised date", "today")),
        ("The rain fell on Mr Marlow.", ("courtesy title", "Mr")),
        ("Rain falls on Westmere | World\nThe rain fell on the town.", ("section mark", " | World")),
        ("They await a “supermonday” of votes.", ("fused compound", "supermonday")),
        ("Russia has massed tanks near its border. However, he denies any plan.", ("pronoun slip", "he")),
        ("“It rained,” the White House said. “It stopped,” he added.", ("pronoun slip", "he")),
        ("It is Marlowâ€™s dam.", ("mojibake", "â€™")),
        ("It is a da\u00adm.", ("soft hyphen", "\u00ad")),
        ("It is a\u200b dam.", ("zero width", "\u200b")),
        ("The rain fell.\nlive TV", ("furniture", "live TV")),
    ],
)
def test_cue(text: str, cue: tuple[str, str]) -> None:
    assert cue in cues(text), cues(text)


@pytest.mark.parametrize(
    "text",
    [
        "Gen. van Holm and St. john met at No. ten, Ostland Corp. said.",
        "Russia has massed tanks, President Ada Holm said. However, she denies any plan.",
        "“Why?” he asked. “It rained.” he said.",
        "It is over . . . for now.",
        "Healthcare workers and schoolmasters came.",
        "Note: The rain fell on the town.",
    ],
)
def test_ordinary_copy_gives_no_cue(text: str) -> None:
    assert cues(text) == set()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-02-07T10:00:00Z", (2022, 2, 7)),
        ("Monday, 3 May 2021 10:04 GMT", (2021, 5, 3)),
        ("May 3rd, 2021", (2021, 5, 3)),
        ("3. Mai 2021", (2021, 5, 3)),
        ("3 de mayo de 2021", (2021, 5, 3)),
        ("3 мая 2021", (2021, 5, 3)),
        ("2021年5月3日", (2021, 5, 3)),
        ("03.05.2021", (2021, 5, 3)),
        ("25/12/2021", (2021, 12, 25)),
        ("12/25/2021", (2021, 12, 25)),
        ("03/05/2021", None),
        ("31 February 2021", None),
        ("no date", None),
    ],
)
def test_dates(text: str, day: tuple[int, int, int] | None) -> None:
    assert parse_date(text) == (dt.date(*day) if day else None)


def test_the_published_field_goes_before_the_stamp_in_the_text() -> None:
    text = " date 2021-05-03 The rain fell on the town."
    assert anchor_date(Article("a", "a", text)) == dt.date(2021, 5, 3)
    assert anchor_date(Article("a", "a", text, published="2021-05-04T01:00:00+02:00")) == dt.date(2021, 5, 4)
    assert anchor_date(Article("a", "a", "It rained on 3 May 2021 in the town.")) is None
    witness = prepare(Article("a", "a", text))
    assert (witness.article.published, witness.article.language, witness.article.text) == (
        "2021-05-03",
        "en",
        text,
    )


def test_title_comes_from_the_headline_unless_given() -> None:
    text = "Dam breaks above Westmere\n\nThe dam above Westmere broke on Monday after rain."
    assert prepare(Article("a", "a", text)).article.title == "Dam breaks above Westmere"
    assert prepare(Article("a", "a", text, title="Flood")).article.title == "Flood"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The dam above Westmere broke on Monday after three days of rain."),
        ("fr", "Le barrage a cédé lundi après trois jours de pluie dans la région."),
        ("de", "Der Damm ist am Montag nach drei Tagen Regen gebrochen."),
        ("es", "La presa se rompió el lunes después de tres días de lluvia."),
        ("ru", "Плотина прорвалась в понедельник после трёх дней дождя."),
        ("uk", "Гребля прорвалася в понеділок після трьох днів дощу."),
        ("zh", "大坝在下了三天雨之后于星期一决堤。"),
        ("ja", "ダムは三日間の雨の後、月曜日に決壊した。"),
        ("ar", "انهار السد يوم الاثنين بعد ثلاثة أيام من المطر في المنطقة"),
        ("ur", "تین دن کی بارش کے بعد پیر کو بند ٹوٹ گیا ہے اور لوگ چلے گئے"),
        ("hi", "तीन दिन की बारिश के बाद सोमवार को बांध टूट गया"),
        (None, "12:40 ..."),
        (None, ""),
    ],
)
def test_language(language: str | None, text: str) -> None:
    assert detect_language(text) == language
