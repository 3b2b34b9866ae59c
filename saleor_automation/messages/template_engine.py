"""The template engine of mails: minijinja without anything that could reach beyond the data it is given."""

from typing import Literal

from minijinja import Environment, TemplateError

# One unit is about one instruction: a cart of a hundred lines takes some 10,000.
FUEL = 200_000

_REASONS = {"UndefinedError": "a name is unknown", "OutOfFuel": "it does too much work"}

HTML, TEXT, SUBJECT = "mail.html", "mail.txt", "subject.txt"


def new_environment(undefined: Literal["chainable", "strict"] = "chainable") -> Environment:
    """Return an engine without loader, without `safe`, and with a limit on the work of one rendering.

    Values are escaped in HTML, not in the subject and the text part. A missing value prints nothing, unless
    undefined is "strict": then it is an error, which says more about its place.
    """
    environment = Environment(
        undefined_behavior=undefined,
        fuel=FUEL,
        # errors would quote the data, which may be personal
        debug=undefined == "strict",
        pycompat=False,
        keep_trailing_newline=True,
        # `{#` is common in CSS (`@media{#outlook …`), where it must not open a comment
        comment_start_string="<%#",
        comment_end_string="#%>",
    )
    environment.remove_filter("safe")
    environment.remove_global("debug")
    return environment


def complaint(error: TemplateError) -> str:
    """Return what the engine objects to, without any value of the data (it may be personal)."""
    source, span = error.template_source, error.range
    place = f" at {source.encode()[span[0] : span[1]].decode(errors='replace')!r}" if source and span else ""
    line = f" in line {error.line}" if error.line else ""
    # what is wrong with the syntax is known before any data
    reason = error.detail if error.kind == "SyntaxError" else _REASONS.get(error.kind, error.kind)
    return f"{reason}{place}{line}"
