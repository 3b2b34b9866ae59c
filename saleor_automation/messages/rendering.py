"""Fill a compiled mail in for one person. The same code serves sending and preview."""

import html
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from minijinja import Environment, TemplateError, safe

from saleor_automation.core.exceptions import PermanentError

from .compilation import CompiledMail
from .plain_text import squeeze
from .template_engine import HTML, SUBJECT, TEXT, complaint, new_environment


class MessageLinks(Protocol):
    """The links of one message; links.py signs them."""

    @property
    def unsubscribe_url(self) -> str: ...

    @property
    def preferences_url(self) -> str: ...

    @property
    def pixel_url(self) -> str: ...

    def click(self, url: str) -> str: ...


class RenderedMail(NamedTuple):
    subject: str
    html: str
    text: str


class RenderError(PermanentError):
    """A mail that passed its checks cannot be rendered for this person; the text holds no personal data."""


def render(compiled: CompiledMail, data: Mapping[str, Any], links: MessageLinks) -> RenderedMail:
    """Return the finished mail for one person.

    data holds plain values by variable name (variables.py lists them); a value that is missing or None prints
    nothing. The subject is one line whatever the data contain.

    Raises RenderError, for example when the template runs out of fuel.
    """
    environment = _environment(compiled)
    values = _copied(data)
    values["unsubscribe_url"] = links.unsubscribe_url
    values["preferences_url"] = links.preferences_url
    # The engine calls back for an address that depends on the person; these are in every mail, so they come escaped.
    values["_unsubscribe_url"] = _address(links.unsubscribe_url)
    values["_preferences_url"] = _address(links.preferences_url)
    values["_pixel"] = _address(links.pixel_url)
    values["_track"] = links.click
    for name, address in compiled.links:
        values[name] = links.click(address)
    values["_address"] = _address
    try:
        subject = environment.render_template(SUBJECT, **values)
        page = environment.render_template(HTML, **values)
        text = environment.render_template(TEXT, **values)
    except TemplateError as error:
        raise RenderError(f"The mail cannot be rendered: {complaint(error)}; check its template.") from None
    subject = " ".join(subject.split())
    return RenderedMail(
        subject=subject,
        html=page,
        # a text part without words counts as a sign of spam
        text=squeeze(text) or subject,
    )


@lru_cache(maxsize=128)
def _environment(compiled: CompiledMail) -> Environment:
    environment = new_environment()
    environment.add_template(SUBJECT, compiled.subject)
    environment.add_template(HTML, compiled.html)
    environment.add_template(TEXT, compiled.text)
    return environment


def _copied(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy without None, for which the engine would print the word.

    What a template does to the copy does not reach the next mail.
    """
    # most values are words: asking no further about those halves the time
    return {name: item if type(item) is str else _plain(item) for name, item in data.items() if item is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return _copied(value)
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value if item is not None]
    raise TypeError(f"Mail data holds a {type(value).__name__}; give text, numbers, lists and dictionaries.")


def _address(url: object) -> str:
    """Return an address for an attribute of HTML, escaped as usual.

    The engine would escape slashes as well, which spam filters take for disguise.
    """
    return safe(html.escape(str(url or "")))
