"""What kind a line is, on invented pages."""

import pytest

from wirecopy.model import Article
from wirecopy.text import prepare

BODY = (
    "The dam above Westmere broke on Monday after three days of rain, the river authority said.",
    "About 4,000 people left their homes before nightfall, officials said.",
)


def kinds(*rows: str, title: str | None = None) -> list[tuple[str, str]]:
    text = "\n\n".join(rows)
    witness = prepare(Article("a", "a.txt", text, title=title))
    return [(sentence.kind, text[sentence.start : sentence.end]) for sentence in witness.sentences]


@pytest.mark.parametrize(
    "line",
    [
        "live TV",
        "more_vert",
        "share",
        "Advertisement",
        "Read more: Ostland votes",
        "Sign up for our newsletter",
        "Sign up for the Morning Brief and get the news that matters daily. You can unsubscribe at any time.",
        "We use cookies to give you the best experience.",
        "Comments",
        "Follow us on Twitter",
        "Click here to comment on this article",
        "1,204 shares",
        "Facebook Twitter Email",
        "Image 1 of 3",
        "Home | World | Business",
        "https://example.org/flood",
        "window._q = window._q || [];",
        "___",
        "Lesen Sie auch",
        "Читайте также",
        "Trending in World",
        "Your browser does not support video.",
    ],
)
def test_furniture(line: str) -> None:
    found = kinds(*BODY, line, BODY[1])[2:-1]
    assert {kind for kind, _ in found} == {"furniture"}, found


@pytest.mark.parametrize(
    "line",
    [
        "(REUTERS)",
        "By Jane Roe",
        "By JANE ROE and JOHN VALE Associated Press",
        "With inputs from PTI",
        "Reporting by Jane Roe; Editing by John Vale",
        "© 2022 The Westmere Post. All rights reserved.",
        "Source: AFP",
        "Photo: Jane Roe/Reuters",
        "AP Photo/Jane Roe",
        "Jane Roe, AFP/Getty Images",
        "Copyright 2022 by Westmere News. All rights reserved.",
        "Jane Roe | Politics Reporter",
        "Associated Press writer Jane Roe in Westmere contributed to this report.",
        "— Ana Dorn (@anadorn) March 3, 2021",
    ],
)
def test_credits(line: str) -> None:
    found = kinds(*BODY, line)[len(BODY) :]
    assert {kind for kind, _ in found} == {"credit"}, found


@pytest.mark.parametrize(
    "line",
    [
        "date 2022-02-07",
        "Published 3 May 2021 10:04 GMT",
        "Updated: May 3, 2021 at 4:05 p.m. EDT",
        "Monday, 3 May 2021",
        "4 hours ago",
        "Stand: 3. Mai 2021, 10:04 Uhr",
        "3 мая 2021 в 10:04",
        "Publié le 3 mai 2021 à 10h04",
        "2021年5月3日",
        "2021-05-03T10:04:00Z",
        "1:10 p.m.",
    ],
)
def test_stamps(line: str) -> None:
    assert kinds("Dam breaks above Westmere after rain", line, *BODY)[1] == ("dateline", line)


def test_a_stamp_before_other_text_is_a_sentence_of_its_own() -> None:
    assert kinds(" date 2022-02-07 " + BODY[0], BODY[1])[:2] == [
        ("dateline", "date 2022-02-07"),
        ("body", BODY[0]),
    ]


def test_headline_subhead_and_links_to_other_stories() -> None:
    found = kinds(
        "Westmere Post",
        "Dam breaks above Westmere after rain",
        "By Jane Roe",
        BODY[0],
        "‘Water to the roofs’",
        BODY[1],
        "Related Content",
        "Ostland wins the cup final again",
        BODY[1],
        "Most read",
        "Ten ways to cook a turnip",
        title=None,
    )
    assert [kind for kind, _ in found] == [
        "furniture",
        "headline",
        "credit",
        "body",
        "subhead",
        "body",
        "furniture",
        "furniture",
        "body",
        "furniture",
        "furniture",
    ]


def test_captions_stand_with_their_credit() -> None:
    inline = "A woman wades through Westmere on Monday. Photo: Jane Roe/File Photo"
    assert [kind for kind, _ in kinds(inline, *BODY)] == ["caption", "credit", "body", "body"]
    below = "A woman stands on a roof in Westmere on Monday."
    assert [kind for kind, _ in kinds("Dam breaks above Westmere", below, "Jane Roe/AP", *BODY)][1:3] == [
        "caption",
        "credit",
    ]
    assert kinds(BODY[0], "Mayor Vale (left) meets farmers near the dam.", BODY[1])[1][0] == "caption"
    assert kinds(BODY[0], "FILE - In this 2019 photo the dam is full. (AP Photo/Jane Roe)")[1][0] == "caption"


def test_standfirst_and_title_are_headlines() -> None:
    assert kinds("After that, the mayor will visit the dam.", *BODY)[0][0] == "headline"
    assert kinds("The mayor falls.", *BODY, title="The mayor falls")[0][0] == "headline"
    assert kinds("Two people died.", *BODY)[0][0] == "body", "a short lead is no standfirst"
    assert kinds("Rain did it.", "WESTMERE (AP) - " + BODY[0])[0][0] == "headline"


def test_a_clean_body_stays_body() -> None:
    rows = [
        "WASHINGTON (AP) — " + BODY[0],
        "Gov. Ada Holm (R) signed the aid bill into law.",
        "“Never again.”",
        "She said: “Read more books.”",
        "The window. A document. All lost.",
        "— 4,000 people moved",
        "By Monday the rain had stopped and the roads were open again.",
        BODY[1],
    ]
    assert {kind for kind, _ in kinds(*rows)} == {"body"}
