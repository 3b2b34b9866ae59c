"""Each kind of disagreement is found and said clearly; the record is the real one of Saleor 3.23."""

import copy

import pytest

from .agreement import hooks, models, modules
from .known import load
from .schema_agreement import graphql

RECORD = load("3.23")


def facts(part):
    return copy.deepcopy(RECORD.facts[part])


def said(disagreements):
    return [str(each) for each in disagreements]


@pytest.mark.parametrize(("compare", "part"), [(models, "models"), (modules, "modules"), (graphql, "graphql")])
def test_record_agrees_with_itself(compare, part):
    assert said(compare(facts(part), RECORD)) == []


def test_column_that_is_otherwise_is_named():
    # given
    ours = facts("models")
    fields = ours["order.Order"]["fields"]
    fields["nothing"] = {"class": "TextField"}
    fields["user_email"] = {"class": "TextField", "null": True}
    del fields["lines_count"]

    # then
    assert said(models({"order.Order": ours["order.Order"]}, RECORD)) == [
        "order.Order.user_email: TextField, really CharField",
        "order.Order.user_email: null is True, really None",
        "order.Order.user_email: max_length is None, really 254",
        "order.Order.nothing: there is no such field",
        "order.Order.lines_count: left out, but a new row needs it (PositiveIntegerField)",
    ]


def test_relation_method_and_model_that_are_not_there_are_named():
    # given
    ours = facts("models")["order.Order"]
    ours["reverse"]["rows"] = {"query": "rows", "by": "order.OrderLine.order", "many": True}
    ours["members"]["is_lost"] = "(self)"
    ours["managers"]["objects"]["non_draft"] = "(self, channel)"

    # then
    assert said(models({"order.Order": ours, "order.Parcel": ours}, RECORD)) == [
        "order.Order.rows: {'query': 'rows', 'by': 'order.OrderLine.order', 'many': True}, really nothing",
        "order.Order.is_lost: only the sandbox has it",
        "order.Order.objects.non_draft: (self, channel), really (self): 'channel' is not a parameter of the real one",
        "order.Parcel: Saleor 3.23.28 has no such model",
    ]


def test_wrong_signature_of_a_helper_is_named_and_a_helper_of_its_own_is_not():
    # given
    ours = {"saleor.core.db.connection": {"allow_writer": "(using)", "own_helper": "()"}}

    # then
    assert said(modules(ours, RECORD)) == [
        "saleor.core.db.connection.allow_writer: (using), really (): 'using' is not a parameter of the real one"
    ]


def test_hook_that_is_called_otherwise_or_never_is_named():
    # given
    ours = {
        "order_created": {"manager": "(self, order)", "plugin": "order, previous_value="},
        "order_lost": {"manager": "(self, order)", "plugin": "order, previous_value="},
    }

    # then
    assert said(hooks(ours, RECORD, {"order_created", "order_paid"})) == [
        "order_created: a plugin gets (order, previous_value=), really (order, webhooks=, previous_value=)",
        "order_lost: the PluginsManager of Saleor 3.23.28 has no such method",
        "order_paid: our plugin has this hook, the sandbox never calls it",
    ]


def test_schema_that_is_otherwise_is_named():
    # given
    ours = facts("graphql")
    ours["Checkout"]["fields"]["email"]["type"] = "String!"
    ours["Checkout"]["fields"]["automationNote"] = {"type": "String"}
    ours["Query"]["fields"]["checkout"]["args"] = {"uuid": "ID"}
    del ours["CheckoutLineInput"]["fields"]["quantity"]
    ours["OrderStatus"]["values"].append("LOST")

    # then
    chosen = {name: ours[name] for name in ("Checkout", "Query", "CheckoutLineInput", "OrderStatus")}
    assert said(graphql(chosen, RECORD)) == [
        "Checkout.email: String!, really String",
        "Query.checkout(uuid:): ID, really nothing",
        "CheckoutLineInput.quantity: left out, but the real one requires it",
        "OrderStatus: LOST is not among CANCELED, DRAFT, EXPIRED, FULFILLED, PARTIALLY_FULFILLED, "
        "PARTIALLY_RETURNED, RETURNED, UNCONFIRMED, UNFULFILLED",
    ]
