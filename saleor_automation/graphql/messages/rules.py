import graphene

from ...messages.sending_rules import Cap, QuietHours, SendingRules
from ..common import DOC_CATEGORY
from ..toolkit import BaseObjectType, NonNullList

_PERIODS = {"day": "Any 24 hours.", "week": "Any 7 days."}
_KINDS = {
    "any": "All but transactional messages.",
    "marketing": "Messages that want to sell or to keep in touch.",
    "reminder": "Messages about something the person began, such as a cart.",
}

CapPeriodEnum = graphene.Enum(
    "AutomationCapPeriod",
    [(name.upper(), name) for name in _PERIODS],
    description=lambda member: _PERIODS[member.value] if member else "How far back messages are counted.",
)
CapKindEnum = graphene.Enum(
    "AutomationCapKind",
    [(name.upper(), name) for name in _KINDS],
    description=lambda member: _KINDS[member.value] if member else "Which messages a cap counts and holds.",
)
CapPeriodEnum.doc_category = CapKindEnum.doc_category = DOC_CATEGORY


class AutomationCap(BaseObjectType):
    most = graphene.Int(required=True, description="How many messages one person may be sent.")
    per = CapPeriodEnum(required=True, description="Within which stretch of time.")
    kind = CapKindEnum(required=True, description="Which messages count.")

    class Meta:
        description = "The most messages one person may be sent."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_per(root: Cap, _info):
        return root.per

    @staticmethod
    def resolve_kind(root: Cap, _info):
        return root.kind


class AutomationQuietHours(BaseObjectType):
    begin = graphene.String(required=True, description="Time of day from which nothing is sent, such as `21:00`.")
    end = graphene.String(required=True, description="Time of day from which messages go again, such as `08:00`.")

    class Meta:
        description = "When nothing is sent, by the clock of each person."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_begin(root: QuietHours, _info):
        return root.begin.isoformat("minutes")

    @staticmethod
    def resolve_end(root: QuietHours, _info):
        return root.end.isoformat("minutes")


class AutomationSendingRules(BaseObjectType):
    caps = NonNullList(AutomationCap, required=True, description="How many messages one person may be sent.")
    minimum_gap_hours = graphene.Int(required=True, description="Hours between any two messages to one person.")
    quiet_hours = graphene.Field(AutomationQuietHours, description="When nothing is sent; empty if there are none.")

    class Meta:
        description = "How much one person may be sent, and when; for all journeys together."
        doc_category = DOC_CATEGORY

    @staticmethod
    def resolve_caps(root: SendingRules, _info):
        return root.caps
