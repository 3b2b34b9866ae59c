from typing import Any

import graphene

from ....core.clock import utc_now
from ....scores import programme_editing
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, AutomationErrorCode, refusal, refusals
from ...inputs import filled
from ...toolkit import BaseInputObjectType, BaseMutation, DateTime, NonNullList, ResolveInfo
from ..types import AutomationProgramme


class RateInput(BaseInputObjectType):
    currency = graphene.String(required=True, description="Code of the currency, as `EUR`.")
    points = graphene.String(required=True, description="Points for one unit of it, as a decimal number such as `1.5`.")

    class Meta:
        name = "AutomationRateInput"
        description = "What an amount of money earns."
        doc_category = DOC_CATEGORY


class ProgrammeUpdateInput(BaseInputObjectType):
    name = graphene.String(description="What customers know it by; needed the first time.")
    is_active = graphene.Boolean(description="Whether orders earn and points can be spent.")
    rates = NonNullList(RateInput, description="All rates, for orders met from now on.")
    counts_taxes = graphene.Boolean(description="Whether the gross amount earns, or the net amount.")
    expires_after_days = graphene.Int(description="After how many days points are over; null for never.")
    tier_days = graphene.Int(description="How many days back orders count for the tier; null for all.")
    starts_at = DateTime(description="Orders placed before earn nothing; now, the first time.")

    class Meta:
        name = "AutomationProgrammeUpdateInput"
        description = "What changes."
        doc_category = DOC_CATEGORY


class ProgrammeUpdate(BaseMutation):
    programme = graphene.Field(AutomationProgramme, description="The programme as it is now.")

    class Arguments:
        input = ProgrammeUpdateInput(required=True, description="What changes.")

    class Meta:
        name = "AutomationProgrammeUpdate"
        description = "Begin the loyalty programme, or change it."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, _info: ResolveInfo, /, *, input: dict[str, Any]):
        values = filled(input, keep={"expires_after_days", "tier_days"})
        if "rates" in values:
            rates = {rate["currency"]: rate["points"] for rate in values["rates"]}
            if len(rates) < len(values["rates"]):
                raise refusal("input", AutomationErrorCode.INVALID, "A currency is named twice; give each one rate.")
            values["rates"] = rates
        with refusals("input"):
            programme = programme_editing.update_programme(values, utc_now())
        return cls(programme=programme)
