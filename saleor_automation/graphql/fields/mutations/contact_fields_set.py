from typing import Any

import graphene
from django.db import transaction

from ....contacts.field_writing import set_values
from ....core.clock import utc_now
from ....segments import bulk
from ...audience import AudienceInput, contact_ids_or_audience
from ...callers import source_of
from ...common import DOC_CATEGORY, MANAGE
from ...errors import AutomationError, AutomationErrorCode, refusal, refusals
from ...operations.types import AutomationOperation
from ...toolkit import BaseInputObjectType, BaseMutation, JSONString, NonNullList, ResolveInfo


class FieldValueInput(BaseInputObjectType):
    field = graphene.String(required=True, description="Slug of the custom field.")
    value = JSONString(description='The value as JSON, for instance `"\\"red\\""` or `"12.5"`; null takes it away.')

    class Meta:
        name = "AutomationFieldValueInput"
        description = "What to write into a custom field."
        doc_category = DOC_CATEGORY


class ContactFieldsSet(BaseMutation):
    changed_count = graphene.Int(description="How many values changed; empty if it is done in the background.")
    operation = graphene.Field(AutomationOperation, description="What is done in the background, if it is.")

    class Arguments:
        audience = AudienceInput(required=True, description="Whom it is for.")
        values = NonNullList(FieldValueInput, required=True, description="What they are to hold.")

    class Meta:
        name = "AutomationContactFieldsSet"
        description = "Set custom fields of contacts. If one value does not fit, none is written."
        permissions = MANAGE
        error_type_class = AutomationError
        doc_category = DOC_CATEGORY

    @classmethod
    def perform_mutation(cls, _root, info: ResolveInfo, /, *, audience: dict[str, Any], values: list[dict[str, Any]]):
        ids, many = contact_ids_or_audience(audience)
        source, now = source_of(info), utc_now()
        wanted = {each["field"]: each.get("value") for each in values}
        if len(wanted) < len(values):
            raise refusal("values", AutomationErrorCode.INVALID, "A field is named twice; give each field one value.")
        with refusals("values"):
            bulk.check_values(wanted)
        if ids is None:
            with refusals("audience"):
                return cls(operation=bulk.begin(bulk.SET_FIELDS, {"values": wanted}, many, source, now))
        with refusals("values"), transaction.atomic():
            return cls(changed_count=set_values(dict.fromkeys(ids, wanted), source, now))
