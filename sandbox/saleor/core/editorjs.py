"""Descriptions are EditorJS documents: {"blocks": [{"type": "paragraph", "data": {"text": "..."}}]}."""

import copy
from html import unescape
from html.parser import HTMLParser


class _Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts = []

    def handle_data(self, data):
        self.parts.append(data)


def _without_tags(text: str) -> str:
    parser = _Text()
    parser.feed(text)
    return "".join(parser.parts)


def clean_editorjs(definitions: dict, *, to_string: bool = False):
    """Return the document with tags removed from its texts, or only its texts joined by spaces."""
    definitions = copy.deepcopy(definitions or {})
    texts = []
    for block in definitions.get("blocks", ()):
        data = block.get("data", {})
        if isinstance(data.get("text"), str):
            data["text"] = _without_tags(data["text"])
            texts.append(unescape(data["text"]))
    return " ".join(texts) if to_string else definitions
