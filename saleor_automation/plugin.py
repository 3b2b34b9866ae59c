"""The class Saleor calls. A hook is one INSERT and an alarm; everything else happens in the background.

Hooks run inside the customer's request, after its data is committed and without a safety net: whatever left
this module would answer a purchase that went through with an error. So nothing leaves it.
"""

import json
import logging
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from saleor.plugins.base_plugin import BasePlugin

from .core import sql
from .core.alarm import nudge
from .core.clock import utc_now
from .shop.configuration import CONFIG_STRUCTURE, DEFAULT_CONFIGURATION, PLUGIN_ID, check_configuration
from .shop.database import allow_writer
from .shop.facts import Hint
from .shop.hints import HINTS_OF_HOOKS, Translate

logger = logging.getLogger(__name__)

WAKE_ON_HINT = "saleor_automation.run_pass"

Hook = Callable[..., Any]


class AutomationPlugin(BasePlugin):
    """The hooks themselves are added below, one for each row of shop.hints.HINTS_OF_HOOKS."""

    PLUGIN_ID = PLUGIN_ID
    PLUGIN_NAME = "Marketing automation"
    PLUGIN_DESCRIPTION = "Contacts, journeys and mails that follow what happens in the shop."
    # A plugin configured per channel would miss the hooks that name no channel, such as customer_updated.
    CONFIGURATION_PER_CHANNEL = False
    DEFAULT_ACTIVE = True
    DEFAULT_CONFIGURATION = DEFAULT_CONFIGURATION
    CONFIG_STRUCTURE = CONFIG_STRUCTURE

    @classmethod
    def validate_plugin_configuration(cls, plugin_configuration: Any, **kwargs: Any) -> None:
        """Refuse settings that make no sense; raises ValidationError with a sentence per setting."""
        check_configuration(plugin_configuration.configuration)

    def webhook(self, request: HttpRequest, path: str, previous_value: Any) -> HttpResponseBase:
        """Answer /plugins/saleor.automation<path>. Saleor calls this even when the plugin is switched off.

        Then only the way out stays open: mails sent before are still read, and leaving must always work.
        """
        if not self.active and path.startswith("/app"):
            from .web.dashboard import respond_inactive

            return respond_inactive()
        if not self.active and not path.startswith(("/u/", "/p/")):
            return previous_value  # type: ignore[no-any-return]
        # Imported late: Saleor loads this module while it starts, before it has a schema and urls.
        from .web.router import respond

        return respond(request, path)


def _hook(name: str, translate: Translate) -> Hook:
    """Return the method for one hook; Saleor may add positional and keyword arguments in any release."""

    def hook(self: AutomationPlugin, *args: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        try:
            _keep(translate(*args))
        except Exception:
            # No traceback of the shop's objects beyond the type: an order printed in a log is personal data.
            logger.exception("automation: hook %s left no hint for %s", name, _names(args))
        return previous_value

    hook.__name__ = name
    return hook


def _keep(hints: Sequence[Hint]) -> None:
    """Store hints in one INSERT and wake the pass.

    The customer does not wait for the disk: what a crash of PostgreSQL takes with it the sweep finds again. Inside a
    transaction of the shop the disk is the shop's business, and the INSERT gets a savepoint, so that its failure
    cannot undo the shop's work.
    """
    if not hints:
        return
    now = utc_now()
    values = [value for hint in hints for value in (hint.kind, hint.object_id, json.dumps(hint.data), now)]
    rows = ", ".join(["(%s, %s, %s, %s)"] * len(hints))
    statement = f"INSERT INTO automation_hint (kind, object_id, data, created_at) VALUES {rows}"  # noqa: S608
    with allow_writer():
        if connection.in_atomic_block:
            with transaction.atomic():
                sql.execute(statement, values)
        else:
            sql.execute(f"{statement} RETURNING set_config('synchronous_commit', 'off', TRUE)", values)
    nudge(WAKE_ON_HINT)


def _names(args: Sequence[Any]) -> str:
    """Name the objects a hook was called with, by type and primary key only."""
    return ", ".join(f"{type(each).__name__} {getattr(each, 'pk', '')}".strip() for each in args)


for _name, _translate in HINTS_OF_HOOKS.items():
    setattr(AutomationPlugin, _name, _hook(_name, _translate))
