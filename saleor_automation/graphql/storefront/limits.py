"""How much a stranger may ask of us."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from graphql import GraphQLError

from ...core.settings import get_settings
from ...core.throttle import client_address, is_allowed
from ..errors import AutomationErrorCode, refusal
from ..toolkit import ResolveInfo

HOUR_SECONDS = 3600
MINUTE_SECONDS = 60


def limit_tracking(info: ResolveInfo, visitor_id: Any, now: datetime) -> None:
    """Count one call against the visitor and against the network address.

    Raises ValidationError when either has used its share of this minute.
    """
    limit = get_settings().track_rate_per_minute
    identities = {"visitor": str(visitor_id), "address": client_address(info.context)}
    for scope, identity in identities.items():
        if not is_allowed(f"track-{scope}", identity, limit, MINUTE_SECONDS, now):
            raise _too_many("visitorId", "Too many calls in one minute; send several events in one call.")


def limit_content(info: ResolveInfo, visitor_id: Any, now: datetime) -> None:
    """Count one call for smart content against the network address and, if there is one, the visitor.

    Raises GraphQLError when either has used its share of this minute.
    """
    limit = get_settings().content_rate_per_minute
    identities = {"address": client_address(info.context), **({"visitor": str(visitor_id)} if visitor_id else {})}
    for scope, identity in identities.items():
        if not is_allowed(f"content-{scope}", identity, limit, MINUTE_SECONDS, now):
            raise GraphQLError("Too many calls for smart content in one minute; try again in a minute.")


def limit_subscribing(info: ResolveInfo, email: str, now: datetime) -> None:
    """Count one sign-up against the network address and against the e-mail address.

    The second keeps somebody who owns many network addresses from filling one mailbox. Known and unknown
    e-mail addresses count alike. Raises ValidationError when a share of this hour is used up.
    """
    settings = get_settings()
    shares = (
        ("subscribe-address", client_address(info.context), settings.subscribe_rate_per_hour),
        ("subscribe-email", email, settings.subscribe_rate_per_email),
    )
    for scope, identity, limit in shares:
        if not is_allowed(scope, identity, limit, HOUR_SECONDS, now):
            raise _too_many("email", "Too many sign-ups in one hour; try again later.")


def _too_many(field: str, message: str) -> ValidationError:
    return refusal(field, AutomationErrorCode.RATE_LIMITED, message)
