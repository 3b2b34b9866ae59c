"""Template tags of mails: find them, judge them, hide them while HTML tools are at work.

`{{ … }}` prints, `{% … %}` decides. HTML tools would percent-encode, move or escape such tags, so each is
replaced by an inert token before they see the markup and put back afterwards.
"""

import re
from collections.abc import Iterator

_STRING = r'"(?:\\.|[^"\\])*"' + r"|'(?:\\.|[^'\\])*'"
TAG = re.compile(rf"\{{\{{(?:{_STRING}|[^\"'])*?\}}\}}|\{{%(?:{_STRING}|[^\"'])*?%\}}", re.S)

_COMMENT = re.compile(r"\{#.*?#\}", re.S)
_WORD = re.compile(rf"(?P<string>{_STRING})|(?P<name>[A-Za-z_]\w*)|(?P<number>\d[\d_.]*)|(?P<other>\S)", re.S)

STATEMENTS = frozenset({"if", "elif", "else", "endif", "for", "endfor", "set", "endset"})
FUNCTIONS = frozenset({"range", "cycle"})
FILTERS = frozenset(
    {
        *("abs", "batch", "capitalize", "count", "d", "default", "first", "float", "format", "int", "items"),
        *("join", "last", "length", "list", "lower", "max", "min", "replace", "reverse", "round", "slice"),
        *("sort", "split", "sum", "title", "trim", "truncate", "unique", "upper", "urlencode"),
    }
)
_OPERATORS = frozenset({"and", "or", "not", "in", "is", "if", "else", "elif"})


class HiddenTags:
    """Trade template tags for tokens that HTML, CSS and MJML tools leave alone, and back.

    avoid are all the texts the tokens will stand in; the token never looks like anything found there.
    """

    def __init__(self, *avoid: str, letters: str = "qz") -> None:
        marker = letters
        while any(marker in text.lower() for text in avoid):
            marker += letters[-1]
        self._marker = marker
        self._tags: list[str] = []
        self.token = re.compile(rf"{marker}(\d+){marker[::-1]}")

    def put(self, tag: str) -> str:
        """Return a token for the tag."""
        self._tags.append(tag)
        return f"{self._marker}{len(self._tags) - 1}{self._marker[::-1]}"

    def hide(self, source: str) -> str:
        """Return the source with a token in the place of each tag."""
        return TAG.sub(lambda found: self.put(found[0]), source)

    def restore(self, text: str) -> str:
        """Return the text with every token turned back into its tag, also tokens inside of tags."""
        while self.token.search(text):
            text = self.token.sub(lambda found: self._tags[int(found[1])], text)
        return text

    def tags_in(self, text: str) -> list[str]:
        """Return the tags whose tokens stand in the text, in order."""
        return [self._tags[int(number)] for number in self.token.findall(text)]


def is_statement(tag: str) -> bool:
    """Tell `{% … %}` from `{{ … }}`."""
    return tag.startswith("{%")


def tag_problems(source: str) -> list[str]:
    """Return what in the source's tags a mail may not contain; empty when all is well.

    Data reaches the engine as plain dictionaries and lists, whose Python methods it would call: a template
    could empty a list that is needed further down. So nothing is called but the functions named here.
    """
    problems: list[str] = []
    for found in TAG.finditer(source):
        problems.extend(_problems_of_tag(found[0]))
    comment = _COMMENT.search(source)
    if comment:
        problems.append(f"the comment {comment[0]!r} would be printed in the mail; remove it")
    rest = TAG.sub("", source)
    for opening, closing in (("{{", "}}"), ("{%", "%}")):
        if opening in rest:
            problems.append(f"{opening} is opened and never closed; end it with {closing}")
    return problems


def _problems_of_tag(tag: str) -> Iterator[str]:
    words = [(found.lastgroup, found[0]) for found in _WORD.finditer(tag[2:-2].strip("-+"))]
    if not words:
        yield f"{tag} is empty; name a variable or remove it"
        return
    if is_statement(tag) and words[0][1] not in STATEMENTS:
        yield f"{tag} cannot be used in a mail; use if, for or set"
        return
    for position, (kind, word) in enumerate(words):
        before = words[position - 1] if position else ("", "")
        if kind == "name" and word.startswith("_"):
            yield f"{tag} uses {word!r}; names that begin with _ are taken, choose another"
        if kind == "name" and before[1] == "|" and word not in FILTERS:
            yield f"{tag} uses the unknown filter {word!r}; use one of {', '.join(sorted(FILTERS))}"
        if word == "(" and kind == "other" and _is_call(words[:position]):
            yield f"{tag} calls {before[1]!r}; a mail can only call {' and '.join(sorted(FUNCTIONS))}"


def _is_call(before: list[tuple[str | None, str]]) -> bool:
    """Tell whether a parenthesis after these words calls something that is not allowed."""
    if not before:
        return False
    kind, word = before[-1]
    ahead = before[-2][1] if len(before) > 1 else ""
    if kind == "name":
        # `x|default(` is a filter, `x is divisibleby(` a test, `and (` only groups
        further = before[-3][1] if len(before) > 2 else ""
        if ahead == ".":
            return (further, word) != ("loop", "cycle")
        is_test = ahead == "is" or (further, ahead) == ("is", "not")
        return not (word in _OPERATORS or word in FUNCTIONS or ahead == "|" or is_test)
    return kind == "string" or word in (")", "]")
