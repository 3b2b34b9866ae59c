"""The benchmarks' mail as our own code makes it; needs neither Django nor a database."""

from __future__ import annotations

from functools import lru_cache

from benchmarks import newsletter
from saleor_automation.messages.brand import BrandStyle
from saleor_automation.messages.compilation import CompiledMail, compile_mail
from saleor_automation.messages.content import parse_content
from saleor_automation.messages.links import LinkSigner
from saleor_automation.messages.rendering import RenderedMail, render

SIGNER = LinkSigner("https://shop.example/plugins/saleor.automation", ["benchmark-key"])
SUBJECT = "Autumn table"


@lru_cache(maxsize=1)
def compiled_mail() -> CompiledMail:
    content = parse_content({"subject": SUBJECT, "html": newsletter.source(), "text": newsletter.TEXT})
    return compile_mail(content, "en", BrandStyle("Shop"))


def finished_mail(number: int = 0) -> RenderedMail:
    """Return the mail of one reader, its links signed."""
    return render(compiled_mail(), newsletter.reader(number), SIGNER.for_message(number + 1))
