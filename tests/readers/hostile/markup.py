"""Too much of what markup is made of: attributes, depth, links, tags that nobody closes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.readers.hostile.story import ARTICLE, page


def _attributes(count: int) -> str:
    return " ".join(f"a{number}='1'" for number in range(count))


def _nested(tag: str, count: int) -> str:
    return f"<{tag}>" * count


PAGES: Mapping[str, Callable[[], bytes]] = {
    "200k_attributes": lambda: page(before=f"<div {_attributes(200_000)}>x</div>"),
    "attributes_on_many_tags": lambda: page(before=f"<div {_attributes(1_500)}>x</div>" * 300),
    "one_attribute_200k_times": lambda: page(before="<div " + "id=a " * 200_000 + ">x</div>"),
    "100k_nested_divs": lambda: page(before=_nested("div", 100_000)),
    "1900_nested_divs": lambda: page(before=_nested("div", 1_900), after="</div>" * 1_900),
    "nested_and_closed_wrong": lambda: page(before="<div><b><i><p>" * 12_000, after="</i></b>" * 12_000),
    "nested_formatting": lambda: page(before="<b><i><u><s>" * 450 + "<p>x" * 2_000),
    "nested_tables": lambda: page(before="<table><tr><td>" * 600),
    "nested_lists": lambda: page(before="<ul><li>" * 1_900),
    "nested_quotes": lambda: page(before="<blockquote>" * 1_900 + "x"),
    "nested_spans": lambda: page(before=_nested("span", 1_900) + "x"),
    "200k_links": lambda: page(before="<a href='/x'>y</a>" * 200_000),
    "8k_links": lambda: page(before="<a href='/x'>y</a> " * 8_000),
    "unclosed_links": lambda: page(before="<a href='/x'>y " * 20_000),
    "unclosed_everything": lambda: page(before="<p><b><i><a href=x><font color=red><table><tr><td>" * 4_000),
    "unclosed_paragraphs": lambda: page(before="<p>one word and another " * 40_000),
    "a_million_breaks": lambda: page(after="<br>" * 1_000_000),
    "20k_breaks": lambda: page(after="word<br>" * 20_000),
    "a_million_headlines": lambda: page(before="<h1>Quay</h1>" * 1_000_000),
    "8k_headlines": lambda: page(before="<h1>Quay</h1>" * 8_000),
    "huge_table": lambda: page(before="<table>" + "<tr>" + "<td>1</td>" * 100 + "</tr>" * 2_000 + "</table>"),
    "wide_table": lambda: page(before="<table><tr>" + "<td>1" * 20_000 + "</table>"),
    "50k_options": lambda: page(before="<select>" + "<option>x</option>" * 50_000 + "</select>"),
    "20k_options": lambda: page(before="<select>" + "<option>x</option>" * 20_000 + "</select>"),
    "angles": lambda: page(before="<" * 4_000_000),
    "angles_and_spaces": lambda: page(before="< " * 450_000),
    "end_tags": lambda: page(before="</p>" * 49_000),
    "end_tags_of_nothing": lambda: page(before="</x>" * 24_000 + "</div>" * 24_000),
    "a_tag_without_end": lambda: page(before="<div class='" + "x" * 3_000_000),
    "frameset": lambda: (
        b"<html><frameset cols='50%,50%'>" + b"<frame src='a.html'>" * 20_000 + b"</frameset></html>"
    ),
    "plaintext": lambda: page(before="<plaintext>" + "<div>" * 10_000),
    "forms": lambda: page(before="<form><input><label>x</label><button>y</button>" * 9_000),
    "custom_elements": lambda: page(before="".join(f"<x-{number}>y</x-{number}>" for number in range(8_000))),
    "ids_and_classes": lambda: page(
        before="".join(f"<p id='comment-{n}' class='share nav menu teaser-{n}'>x</p>" for n in range(20_000))
    ),
    "time_elements": lambda: page(before="<time datetime='2024-03-05'>5 March</time>" * 8_000),
    "two_thousand_articles": lambda: page(after=ARTICLE * 2_000),
}
