from typing import Any

import graphene

from ....core.clock import utc_now
from ....messages import sending_rules
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, refusals
from ...toolkit import BaseInputObjectType, BaseMutation, NonNullList, ResolveInfo
from ..rules import AutomationSendingRules, CapKindEnum, CapPeriodEnum


class CapInput(BaseInputObjectType):
    most = graphene.Int(required=True, description="How many messages one person may be sent.")
    per = CapPeriodEnum(required=True, description="Within which stretch of time.")
    kind = CapKindEnum(description="Which messages count; by default any.")

    class Meta:
        name = "AutomationCapInput"
        description = "The most messages one person may be sent."
        doc_category = DOC_CATEGORY


class QuietHoursInput(BaseInputObjectType):
    begin = graphene.String(required=True, description="Time of day from which nothing is sent, such as `21:00`.")
    end = graphene.String(required=True, description="Time of day from which messages go again, such as `08:00`.")

    class Meta:
        name = "AutomationQuietHoursInput"
        description = "When nothing is sent, by the clock of each person."
        doc_category = DOC_CATEGORY


class SendingRulesInput(BaseInputObjectType):
    caps = NonNullList(CapInput, required=True, description="All caps; an empty list for none.")
    minimum_gap_hours = graphene.Int(description="Hours between any two messages to one person; by default 0.")
    quiet_hours = QuietHoursInput(description="When nothing is sent; left out for never.")

    class Meta:
        name = "AutomationSendingRulesInput"
        description = "The rules as they are to be, as a whole."
        doc_category = DOC_CATEGORY


class SendingRulesUpdate(BaseMutation):
    sending_rules = graphene.Field(AutomationSendingRules, description="The rules as they are now.")

    class Arguments:
        input = SendingRulesInput(required=True, description="The rules as they are to be, as a whole.")

    class Meta:
        name = "AutomationSendingRulesUpdate"
        description = "Replace the sending rules; messages that wait are judged by them when their time comes."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, input: dict[str, Any]):
        data = {name: value for name, value in input.items() if value is not None}
        data["caps"] = [{name: value for name, value in cap.items() if value is not None} for cap in input["caps"]]
        with refusals("input"):
            return cls(sending_rules=sending_rules.change_rules(data, utc_now()))
