from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import graphene
from graphql import GraphQLError

from ...core.clock import utc_now
from ...core.exceptions import PermanentError
from ...journeys.models import Journey
from ...reports.cart_loss import USUAL_LEFT_SHARE, cart_loss, loss_by_figures
from ...reports.days import daily_counts, summed
from ...reports.funnel import step_funnel
from ...reports.lift import journey_lift
from ...shop.channels import reporting_money
from ...shop.configuration import load_configuration
from ...shop.database import allow_writer
from ..common import DOC_CATEGORY, STAFF, pk_of, rows
from ..toolkit import (
    BaseInputObjectType,
    NonNullList,
    PermissionsField,
    ResolveInfo,
    get_database_connection_name,
)
from .types import (
    AutomationCartLoss,
    AutomationJourneyReport,
    AutomationReports,
    shown_lift,
)

MOST_DAYS = 366


class AutomationCartFigures(BaseInputObjectType):
    visitors = graphene.Int(required=True, description="People who visit the shop in a month.")
    conversion_percent = graphene.Float(required=True, description="How many of 100 visitors order, such as 2.4.")
    order_value = graphene.Float(required=True, description="What an order comes to on average.")
    currency = graphene.String(required=True, description="Code of the currency, such as EUR.")
    left_share = graphene.Float(description="Share of carts left behind, from 0 to 1; 0.7 is usual.")

    class Meta:
        description = "Figures of a month, for a shop without a past here."
        doc_category = DOC_CATEGORY


class ReportQueries(graphene.ObjectType):
    automation_reports = PermissionsField(
        AutomationReports,
        days=graphene.Argument(
            graphene.Int, default_value=30, description="How many days, today included; at most 366."
        ),
        description="What all journeys did in the last days.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_journey_report = PermissionsField(
        AutomationJourneyReport,
        id=graphene.Argument(graphene.ID, required=True, description="ID of the journey."),
        days=graphene.Argument(
            graphene.Int, default_value=30, description="How many days, today included; at most 366."
        ),
        window_days=graphene.Argument(
            graphene.Int, default_value=30, description="Days after entering in which orders count as its effect."
        ),
        description="What one journey did in the last days, and what it changed.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )
    automation_cart_loss = PermissionsField(
        NonNullList(AutomationCartLoss),
        days=graphene.Argument(graphene.Int, default_value=30, description="Carts begun in how many last days."),
        figures=graphene.Argument(
            AutomationCartFigures, description="Figures to take instead of the shop's own carts."
        ),
        description="What carts left behind cost, by currency, and what mails may win back.",
        permissions=STAFF,
        doc_category=DOC_CATEGORY,
    )

    @staticmethod
    def resolve_automation_reports(_root, info: ResolveInfo, *, days: int = 30):
        using, span = get_database_connection_name(info.context), timedelta(days=_checked(days) - 1)
        today = utc_now().astimezone(UTC).date()
        current = daily_counts(today - span, today, using=using)
        before = daily_counts(today - 2 * span - timedelta(days=1), today - span - timedelta(days=1), using=using)
        return {"days": current, "total": summed(current), "previous": summed(before)}

    @staticmethod
    def resolve_automation_journey_report(_root, info: ResolveInfo, *, id: str, days: int = 30, window_days: int = 30):
        journey = rows(Journey, info).filter(pk=pk_of(id, "AutomationJourney")).first()
        if journey is None:
            return None
        using, now = get_database_connection_name(info.context), utc_now()
        first = now.astimezone(UTC).date() - timedelta(days=_checked(days) - 1)
        series = daily_counts(first, now.astimezone(UTC).date(), [journey.pk], using)
        with allow_writer():
            currency, rates = reporting_money(load_configuration())
        lift = journey_lift(journey.pk, timedelta(days=_checked(window_days)), now, currency, rates, using)
        funnel = step_funnel(journey.pk, datetime.combine(first, time.min, UTC), using)
        return {
            "days": series,
            "total": summed(series),
            "steps": list(funnel.values()),
            "lift": shown_lift(lift, window_days),
        }

    @staticmethod
    def resolve_automation_cart_loss(
        _root, info: ResolveInfo, *, days: int = 30, figures: dict[str, Any] | None = None
    ):
        if figures is None:
            idle_minutes = load_configuration().cart_idle_minutes
            return cart_loss(_checked(days), idle_minutes, utc_now(), get_database_connection_name(info.context))
        try:
            return [
                loss_by_figures(
                    figures["visitors"],
                    Decimal(str(figures["conversion_percent"])),
                    Decimal(str(figures["order_value"])),
                    figures["currency"],
                    Decimal(str(figures.get("left_share", USUAL_LEFT_SHARE))),
                )
            ]
        except PermanentError as error:
            raise GraphQLError(str(error)) from error


def _checked(days: int) -> int:
    """Return a number of days that can be counted. Raises GraphQLError."""
    if not 1 <= days <= MOST_DAYS:
        raise GraphQLError(f"{days} days cannot be counted; ask for 1 to {MOST_DAYS}.")
    return days
