"""Too much inside of one thing: comments, scripts, pictures, entities, metadata, words."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping

from tests.readers.hostile.story import page


def _json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def _entities() -> bytes:
    """Entities of entities, as an XML parser would follow them."""
    levels = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10 if n else 'ha'}'>" for n in range(12))
    return b"<?xml version='1.0'?><!DOCTYPE html [" + levels.encode() + b"]>" + page(before="<p>&e11;</p>")


def _base64(count: int) -> str:
    return base64.b64encode(bytes(range(256)) * (count * 3 // 4 // 256)).decode()


PAGES: Mapping[str, Callable[[], bytes]] = {
    "10_mb_of_comments": lambda: page(before="<!-- " + "x " * 5_000_000 + "-->"),
    "many_comments": lambda: page(before="<!-- <div> -->" * 49_000),
    "comment_without_end": lambda: page(before="<!-- " + "x " * 1_000_000),
    "comment_dashes": lambda: page(before="<!" + "-" * 3_000_000),
    "conditional_comments": lambda: page(
        before="<!--[if IE]><div><![endif]--><![if !IE]>x<![endif]>" * 8_000
    ),
    "giant_svg": lambda: page(before="<svg>" + "<path d='M0 0L1 1'/>" * 40_000 + "</svg>"),
    "giant_svg_path": lambda: page(before=f"<svg><path d='{'M0 0L1 1' * 500_000}'/></svg>"),
    "giant_json": lambda: page(before="<script>window.x=" + '{"a":[1,2,3]},' * 300_000 + "</script>"),
    "giant_base64": lambda: page(before=f"<img src='data:image/png;base64,{_base64(4_000_000)}'>"),
    "base64_in_text": lambda: page(after=f"<p>{_base64(900_000)}</p>"),
    "script_without_end": lambda: page(after="<script>" + "var a = '<div>';" * 200_000),
    "style_without_end": lambda: page(after="<style>" + "p { color: red } " * 200_000),
    "title_without_end": lambda: b"<html><head><title>" + b"Quay stays shut " * 250_000,
    "title_of_a_megabyte": lambda: page(head=f"<title>{'Quay ' * 200_000}</title>").replace(
        b"<title>Quay stays", b"<t>", 1
    ),
    "headline_of_a_megabyte": lambda: page(before=f"<h1>{'Quay | ' * 150_000}</h1>"),
    "a_million_entities": lambda: page(after="<p>" + "&amp;" * 900_000 + "</p>"),
    "unknown_entities": lambda: page(after="<p>" + "&nosuch;" * 500_000 + "</p>"),
    "ampersands": lambda: page(after="<p>" + "&" * 3_000_000 + "</p>"),
    "numbered_surrogates": lambda: page(after="<p>" + "&#xD800;&#0;&#x110000;&#55357;" * 20_000 + "</p>"),
    "entity_bomb": _entities,
    "metas": lambda: page(head="<meta name='author' content='Ann Ode'>" * 45_000),
    "meta_trap": lambda: page(head="<meta " + "content " * 100_000 + "charset" + "=" * 100_000),
    "meta_values": lambda: page(head=f"<meta name='date' content='{'1' * 2_000_000}'>"),
    "title_separators": lambda: page(head=f"<meta property='og:title' content='{' - ' * 600_000}'>"),
    "url_trap": lambda: page(head=f"<link rel='canonical' href='http://{'a.' * 1_000_000}example/'>"),
    "date_trap": lambda: page(after="<p>" + "2024-03-05 " * 300_000 + "</p>").replace(
        b"article:published_time", b"x"
    ),
    "digits_in_text": lambda: page(after="<p>" + "1.2.3.4.5/6/7 " * 300_000 + "</p>").replace(
        b"article:pub", b"x"
    ),
    "json_ld_deep": lambda: page(head=_json_ld("[" * 400_000)),
    "json_ld_deep_objects": lambda: page(head=_json_ld('{"a":' * 200_000)),
    "json_ld_wide": lambda: page(head=_json_ld("[" + '{"@type":"NewsArticle"},' * 150_000 + "{}]")),
    "json_ld_100k_blocks": lambda: page(head=_json_ld("{}") * 100_000),
    "json_ld_40k_blocks": lambda: page(head=_json_ld("{}") * 40_000),
    "json_ld_broken": lambda: page(head=_json_ld('{"headline":"' + "\\" * 900_000)),
    "json_ld_commas": lambda: page(head=_json_ld("{" + ", " * 450_000 + "}")),
    "json_ld_digits": lambda: page(head=_json_ld('{"datePublished":' + "9" * 900_000 + "}")),
    "json_ld_loop": lambda: page(
        head=_json_ld(
            '{"@graph":[{"@id":"a","@type":"NewsArticle","author":{"@id":"a"},"publisher":{"@id":"a"}}]}'
        )
    ),
    "words_without_spaces": lambda: page(after="<p>" + "x" * 900_000 + "</p>"),
    "bidi_controls": lambda: page(after="<p>" + "\u202e\u2066word\u2069\u202c " * 100_000 + "</p>"),
    "combining_marks": lambda: page(after="<p>" + ("e" + "\u0301" * 500) * 1_000 + "</p>"),
    "cdata": lambda: page(before="<![CDATA[ <div> ]]>" * 20_000),
    "meta_refresh": lambda: page(
        head="<meta http-equiv='refresh' content='0;url=/'>", before="<p>Moved.</p>"
    ),
    "noscript": lambda: page(before="<noscript>" + "<p>Turn scripts on.</p>" * 10_000 + "</noscript>"),
    "xhtml_with_external_dtd": lambda: (
        b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://127.0.0.1:9/x.dtd" '
        b'[<!ENTITY file SYSTEM "file:///etc/hostname">]>' + page(before="<p>&file;</p>")
    ),
}
