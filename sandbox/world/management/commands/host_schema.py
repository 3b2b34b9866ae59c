import re
from typing import Any

from django.core.management.base import BaseCommand
from graphql import print_schema

_NAME = re.compile(r"\w+ (\w+)")
_OUR_FIELD = re.compile(r"^  automation\w*[(:].*\n", re.MULTILINE)
_INTERFACES = re.compile(r"^(type \w+ implements )(.*)( \{)$", re.MULTILINE)


class Command(BaseCommand):
    help = "Print the shop's own types, as dashboard-extension/schema/host.graphql keeps them for typed operations."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        from saleor.graphql.api import schema

        definitions = (text.strip() for text in print_schema(schema).split("\n\n"))
        hosts = (_in_todays_language(text) for text in definitions if not _is_ours(text))
        self.stdout.write("\n\n".join(hosts) + "\n", ending="")


def _is_ours(definition: str) -> bool:
    match = _NAME.match(definition)
    return match is not None and match[1].startswith("Automation")


def _in_todays_language(definition: str) -> str:
    """Leave our fields out, and write interfaces with "&" as the schema language has had it since 2018."""
    bare = _OUR_FIELD.sub("", definition)
    return _INTERFACES.sub(lambda match: match[1] + match[2].replace(", ", " & ") + match[3], bare)
