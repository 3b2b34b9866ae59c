"""Items of a checkout: added, changed, removed."""

from collections import defaultdict

import graphene

from ....checkout import models
from ....checkout.error_codes import CheckoutErrorCode
from ....core.exceptions import PermissionDenied
from ....permission.enums import CheckoutPermissions
from .base import check_quantities, refuse, variants_of


def _metadata(data: dict) -> dict:
    return {item["key"]: item["value"] for item in data.get("metadata") or ()}


def _check_may_set_price(info, lines_data):
    if any(data.get("price") is not None for data in lines_data):
        app = info.context.app
        if not (app and app.has_perm(CheckoutPermissions.HANDLE_CHECKOUTS)):
            raise PermissionDenied(permissions=[CheckoutPermissions.HANDLE_CHECKOUTS])


def add_lines(mutation, info, checkout: models.Checkout, lines_data: list[dict]):
    """Put items into the checkout; of what is there already the quantity grows, unless a new line is forced."""
    _check_may_set_price(info, lines_data)
    for data in lines_data:
        if data["quantity"] <= 0:
            refuse("quantity", "The quantity should be higher than zero.", CheckoutErrorCode.ZERO_QUANTITY)
    variants = variants_of(mutation, [data["variant_id"] for data in lines_data], checkout.channel)

    lines = list(checkout.lines.select_related("variant"))
    wanted = defaultdict(int)
    for line in lines:
        wanted[line.variant] += line.quantity
    touched = set()
    for data in lines_data:
        variant = variants[data["variant_id"]]
        touched.add(variant)
        wanted[variant] += data["quantity"]
        line = next((line for line in lines if line.variant_id == variant.pk), None)
        if line is None or data.get("force_new_line"):
            line = models.CheckoutLine(checkout=checkout, variant=variant, quantity=0, currency=checkout.currency)
            lines.append(line)
        line.quantity += data["quantity"]
        line.metadata = {**line.metadata, **_metadata(data)}
        if data.get("price") is not None:
            line.price_override = data["price"]
    check_quantities({variant: wanted[variant] for variant in touched}, checkout.channel.slug)
    for line in lines:
        if line.variant in touched:
            line.save()


def update_lines(mutation, info, checkout: models.Checkout, lines_data: list[dict]):
    """Set the quantities of lines, named by line or by variant; a quantity of 0 removes the line."""
    _check_may_set_price(info, lines_data)
    variant_ids = [data["variant_id"] for data in lines_data if data.get("variant_id")]
    variants = variants_of(mutation, variant_ids, checkout.channel)
    by_id = {str(line.pk): line for line in checkout.lines.select_related("variant")}
    by_variant = {line.variant_id: line for line in by_id.values()}

    changed = []
    for data in lines_data:
        if data.get("line_id"):
            pk = mutation.get_global_id_or_error(data["line_id"], only_type="CheckoutLine", field="line_id")
            line = by_id.get(pk)
            if not line:
                refuse("line_id", f"Couldn't resolve to a node: {data['line_id']}", CheckoutErrorCode.NOT_FOUND)
        elif data.get("variant_id"):
            variant = variants[data["variant_id"]]
            line = by_variant.get(variant.pk) or models.CheckoutLine(
                checkout=checkout, variant=variant, quantity=0, currency=checkout.currency
            )
        else:
            message = "At least one of 'lineId' or 'variantId' is required."
            refuse("lines", message, CheckoutErrorCode.GRAPHQL_ERROR)
        quantity = data.get("quantity")
        if quantity is not None:
            if quantity < 0:
                message = "The quantity should be higher or equal zero."
                refuse("quantity", message, CheckoutErrorCode.ZERO_QUANTITY)
            line.quantity = quantity
        if data.get("price") is not None:
            line.price_override = data["price"]
        line.metadata = {**line.metadata, **_metadata(data)}
        changed.append(line)

    check_quantities({line.variant: line.quantity for line in changed}, checkout.channel.slug)
    for line in changed:
        if line.quantity:
            line.save()
        elif not line._state.adding:
            line.delete()


def line_by_id(mutation, checkout: models.Checkout, line_id: str | None) -> models.CheckoutLine:
    pk = mutation.get_global_id_or_error(line_id or "", only_type="CheckoutLine", field="line_id")
    line = checkout.lines.filter(pk=pk).first()
    if not line:
        message = f"Couldn't resolve to a node: {graphene.Node.to_global_id('CheckoutLine', pk)}"
        refuse("line_id", message, CheckoutErrorCode.NOT_FOUND)
    return line
