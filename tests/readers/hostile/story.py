"""The article that stands in every hostile page, so that a reader has something to find."""

from __future__ import annotations

PARAGRAPHS = (
    "The harbour master of Vessin said the eastern quay would stay shut until the divers had finished.",
    "Ships bound for the quay are sent to the outer roads, where eleven of them were waiting on Tuesday.",
    "The port authority gave no date, and the insurers declined to say what the delay would cost them.",
)
HEAD = (
    "<title>Quay stays shut | The Vessin Post</title><meta charset='utf-8'>"
    "<meta property='article:published_time' content='2024-03-05T10:00:00Z'>"
)
ARTICLE = (
    "<article><h1>Quay stays shut</h1>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</article>"
)


def page(head: str = "", before: str = "", after: str = "") -> bytes:
    """A sound page with something in its head, before its article or after it."""
    top = f"<!DOCTYPE html><html lang='en'><head>{HEAD}{head}</head>"
    text = f"{top}<body>{before}{ARTICLE}{after}</body></html>"
    return text.encode("utf-8", "surrogatepass")
