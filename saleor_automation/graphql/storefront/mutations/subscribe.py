import re
from typing import Any

import graphene

from .... import audience
from ....contacts.addresses import normalized
from ....contacts.visitor_address import kept_address
from ....core.clock import utc_now
from ...common import DOC_CATEGORY
from ...errors import AutomationError, AutomationErrorCode, refusal, refusals
from ...toolkit import UUID, BaseMutation, NonNullList, ResolveInfo
from ..consent import checked_consent_text
from ..limits import limit_subscribing

MAX_LISTS = 20
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}")
_SOURCE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,49}")


class Subscribe(BaseMutation):
    class Arguments:
        email = graphene.String(required=True, description="The address to write to.")
        language = graphene.String(description="Language to write in, for instance `en` or `pt-br`.")
        lists = NonNullList(graphene.String, description="Slugs of lists to join as well.")
        source = graphene.String(required=True, description="Where it was said, for instance `footer`.")
        consent_text = graphene.String(required=True, description="The words the person agreed to; kept as proof.")
        visitor_id = UUID(description="The visitor who signs up, so that their visits are theirs.")

    class Meta:
        name = "AutomationSubscribe"
        description = (
            "Write down that a person agrees to be written to. On lists with double opt-in they get a mail that asks "
            "them to confirm. Public; the answer does not tell whether the address was known."
        )
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, email: str, source: str, consent_text: str, **data: Any):
        now = utc_now()
        email = _email(email)
        consent_text = checked_consent_text(consent_text)
        language = _language(data.get("language"))
        source = _source(source)
        lists = _lists(data.get("lists"))
        limit_subscribing(info, email, now)
        with refusals("lists"):
            audience.subscribe(
                email,
                now,
                source=source,
                consent_text=consent_text,
                language_code=language,
                slugs=lists,
                visitor_id=data.get("visitor_id"),
                ip_address=kept_address(info.context),
            )
        return cls()


def _email(text: str) -> str:
    with refusals("email"):
        return normalized(text)


def _language(code: str | None) -> str:
    code = (code or "").strip().lower().replace("_", "-")
    if code and not _LANGUAGE.fullmatch(code):
        message = f"{code[:20]!r} is no language code; use one such as 'en' or 'pt-br'."
        raise refusal("language", AutomationErrorCode.INVALID, message)
    return code


def _source(text: str) -> str:
    if not _SOURCE.fullmatch(text):
        message = f"{text[:50]!r} is no source; use 1 to 50 lower case letters, digits, '_', '.' and '-'."
        raise refusal("source", AutomationErrorCode.INVALID, message)
    return text


def _lists(slugs: list[str] | None) -> list[str]:
    if slugs and len(slugs) > MAX_LISTS:
        raise refusal("lists", AutomationErrorCode.INVALID, f"Join at most {MAX_LISTS} lists at once.")
    return slugs or []
