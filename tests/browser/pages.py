"""Every page the extension has: read from its areas, so that a new one cannot be forgotten."""

import re
from dataclasses import dataclass
from pathlib import Path

import graphene
from saleor.order.models import Order

from saleor_automation.models import (
    Attribution,
    Contact,
    ContactList,
    CouponPolicy,
    CustomField,
    Enrollment,
    Journey,
    ProductList,
    Reward,
    Score,
    ScoreRule,
    Segment,
    Simulation,
    Template,
    Tier,
    Transfer,
)

AREAS = Path(__file__).resolve().parents[2] / "dashboard-extension" / "src" / "areas"
ROUTE = re.compile(r'path: "(/[^"*]*)"')


@dataclass(frozen=True)
class Place:
    """Where a page is seen: an address of the Dashboard, the part of it that is ours, and what opens it there."""

    path: str
    part: str = "/plugins/saleor.automation/app"
    button: str = ""


def routes():
    """Return the addresses of all pages as their areas write them: "/contacts/:id"."""
    return sorted({found for file in AREAS.glob("*/routes.tsx") for found in ROUTE.findall(file.read_text("utf-8"))})


def places(route):
    """Return where a page is seen at its fullest: at whoever has lived through most, for instance.

    Raises LookupError for a page of one thing, or one in the Dashboard's own, of which nobody has said what it shows.
    """
    if route in EXAMPLES:
        return EXAMPLES[route]()
    if ":" in route or route.startswith(("/widgets", "/popups")):
        raise LookupError(f"The page {route} is new: say in tests/browser/pages.py what it should show.")
    return [ours(route)]


def ours(address):
    """Return the place of one of our own pages. {app} becomes the extension's id."""
    return Place("/extensions/app/{app}" + address)


def names_given():
    """Return what the shop's staff calls things, longest first: words that stay as they are in every language."""
    models = (ContactList, CouponPolicy, CustomField, Journey, ProductList, Reward, Score, ScoreRule, Segment, Template)
    names = {name for model in (*models, Tier) for name in model.objects.values_list("name", flat=True)}
    names |= {
        step["label"] for journey in Journey.objects.all() for step in journey.draft["steps"] if step.get("label")
    }
    return sorted(names, key=len, reverse=True)


def global_id(name, pk):
    return graphene.Node.to_global_id(name, pk)


def _journeys():
    changed = global_id("AutomationJourney", Journey.objects.order_by("pk").first().pk)
    return [ours(f"/journeys/{changed}{tab}") for tab in ("", "/report", "/versions")]


def _contacts():
    busiest = Enrollment.objects.order_by("-pk").values_list("contact_id", flat=True).first()
    people = [busiest, *Contact.objects.order_by("pk").values_list("pk", flat=True)[:1]]
    return [ours(f"/contacts/{global_id('AutomationContact', pk)}") for pk in people]


def _customer(**place):
    user = Contact.objects.filter(user_id__isnull=False).order_by("pk").values_list("user_id", flat=True).first()
    return Place(f"/customers/{global_id('User', user)}", **place)


def _order():
    credited = Attribution.objects.values_list("order_id", flat=True).first()
    return Place(f"/orders/{global_id('Order', credited or Order.objects.first().pk)}", part="/widgets/order")


def _segments():
    segment = global_id("AutomationSegment", Segment.objects.order_by("-pk").first().pk)
    return [ours(f"/segments/{segment}{tab}") for tab in ("", "/members")]


def _simulations():
    return [ours(f"/simulations/{global_id('AutomationSimulation', each.pk)}") for each in Simulation.objects.all()]


EXAMPLES = {
    "/contacts/:id": _contacts,
    "/coupons/:id": lambda: [ours(f"/coupons/{global_id('AutomationCoupon', CouponPolicy.objects.first().pk)}")],
    "/journeys/:id/:tab?": _journeys,
    "/popups/journey": lambda: [_customer(part="/popups/journey", button="Add to a journey")],
    "/product-lists/:id": lambda: [
        ours(f"/product-lists/{global_id('AutomationProductList', ProductList.objects.first().pk)}")
    ],
    "/recipes/:slug": lambda: [ours("/recipes/accessory-upsell"), ours("/recipes/birthday-and-anniversary")],
    "/scores/:id": lambda: [ours(f"/scores/{global_id('AutomationScore', Score.objects.first().pk)}")],
    "/segments/:id/:tab?": _segments,
    "/simulations/:id": _simulations,
    "/simulations/new/:journeyId": lambda: [
        ours(f"/simulations/new/{global_id('AutomationJourney', Journey.objects.order_by('pk').first().pk)}")
    ],
    "/templates/:id": lambda: [ours(f"/templates/{global_id('AutomationTemplate', Template.objects.first().pk)}")],
    "/transfers/:id": lambda: [ours(f"/transfers/{global_id('AutomationTransfer', Transfer.objects.first().pk)}")],
    "/widgets/customer": lambda: [_customer(part="/widgets/customer")],
    "/widgets/home": lambda: [Place("/", part="/widgets/home")],
    "/widgets/order": lambda: [_order()],
}
