"""Everything our code uses from Saleor is there in every recorded version."""

import inspect
from configparser import ConfigParser
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from .known import load
from .scope import CODE, LINES
from .signatures import Signature
from .usage import scan, scan_text

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("line", LINES)
def test_what_our_code_uses_is_in_the_record(line):
    # given
    record = load(line)
    uses = [use for folder in CODE for use in scan(ROOT / folder, ROOT)]

    # when
    refusals = sorted({f"{use.place}: {refusal}" for use in uses if (refusal := use.refusal(record))})

    # then
    assert uses
    assert not refusals, f"{record} does not have what our code uses:\n" + "\n".join(refusals)


@pytest.mark.parametrize("line", LINES)
def test_our_wheel_can_be_installed_beside_the_packages_it_finds(line):
    # given
    settings = ConfigParser()
    settings.read(ROOT / "setup.cfg")
    required = [Requirement(text) for text in settings["options"]["install_requires"].split("\n") if text]
    there = load(line).facts["saleor"]["packages"]

    # when
    refused = [
        f"{requirement}: there is {there[requirement.name.lower()]}"
        for requirement in required
        if requirement.name.lower() in there and not requirement.specifier.contains(there[requirement.name.lower()])
    ]

    # then
    assert required
    assert not refused, f"{load(line)} pins other versions than setup.cfg asks for:\n" + "\n".join(refused)


@pytest.mark.parametrize("line", LINES)
def test_every_hook_of_the_plugin_takes_what_the_manager_passes(line):
    from saleor.plugins.base_plugin import BasePlugin

    from saleor_automation.plugin import AutomationPlugin

    # given
    record = load(line)
    recorded = record.facts["hooks"]
    own = {name for name in dir(AutomationPlugin) if not name.startswith("_")}
    hooks = sorted(name for name in own if name in recorded or _looks_like_a_hook(name, BasePlugin))

    # when
    refusals = []
    for name in hooks:
        if name not in recorded:
            refusals.append(f"{name}: {record} never calls it")
        elif passed := recorded[name].get("plugin"):
            refusals.append(_refusal(getattr(AutomationPlugin, name), name, passed))

    # then
    assert {"checkout_created", "order_created", "webhook"} <= set(hooks)
    assert not list(filter(None, refusals)), "\n".join(filter(None, refusals))


def _looks_like_a_hook(name, base) -> bool:
    """True for methods the plugin adds to BasePlugin under a name like those of Saleor's events."""
    return not hasattr(base, name) and name.endswith(("_created", "_updated", "_deleted", "_paid", "_cancelled"))


def _refusal(hook, name: str, passed: str) -> str | None:
    """Say why hook(self, …) cannot be called with "checkout, webhooks=, previous_value=", or None."""
    arguments = [argument.strip() for argument in passed.split(",")]
    signature = Signature.parse(str(inspect.signature(hook, follow_wrapped=False)).partition(" -> ")[0])
    keywords = [argument.removesuffix("=") for argument in arguments if argument.endswith("=")]
    refusal = signature.refusal(1 + len(arguments) - len(keywords), keywords)
    return f"{name}: the manager passes ({passed}), but the hook {refusal}" if refusal else None


def test_a_name_that_is_not_there_is_named_with_its_place():
    # given
    text = "from saleor.order.models import Ordre\nfrom saleor.core.db.connection import allow_writer\n"

    # when
    refusals = [(use.place, use.refusal(load("3.23"))) for use in scan_text(text, "shop/x.py")]

    # then
    assert refusals == [("shop/x.py:1", "saleor.order.models has no 'Ordre'"), ("shop/x.py:2", None)]


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        ("Order.objects.filter(lines__variant__product_id=1, user__email='a')", None),
        ("Order.objects.filter(lines__product=1)", ("lines__product", "product", "order.OrderLine")),
        ("Order.objects.values_list('pk', 'buyer__email')", ("buyer__email", "buyer", "order.Order")),
        ("Order.objects.annotate(n=Count('lines')).order_by('-n', 'created_at')", None),
        ("Order.objects.annotate(n=Count('rows'))", ("rows", "rows", "order.Order")),
        ("Order.objects.filter(Q(status='x') | Q(state='y'))", ("state", "state", "order.Order")),
        ("Order.objects.non_draft().filter(metadata__key='x')", None),
        ("Order.objects.filter(state='x').values('pk')", ("state", "state", "order.Order")),
        ("Order.objects.get().lines.values_list('total_price_gross_amount')", None),
        ("Order.objects.published('main')", "order.Order has no queryset method 'published'"),
        ("Order.objects.non_draft(True)",
         "order.Order.objects.non_draft(self) takes 1 positional arguments, 2 given"),
        ("Order(user_email='a', nothing=1)", "order.Order has no field 'nothing'"),
        ("Order.is_fully_paid", None),
        ("Order.is_lost", "saleor.order.models.Order has no 'is_lost'"),
        ("OrderStatus.DRAFT", None),
        ("OrderStatus.LOST", "saleor.order.OrderStatus has no 'LOST'"),
    ],
)  # fmt: skip
def test_a_use_is_judged_by_the_record(code, refusal):
    # given
    if isinstance(refusal, tuple):
        refusal = "order.Order: {!r} fails at {!r}, which {} does not have".format(*refusal)
    imports = "from saleor.order import OrderStatus\nfrom saleor.order.models import Order\n"

    # when
    refusals = {use.refusal(load("3.23")) for use in scan_text(imports + code, "x.py")}

    # then
    assert refusals - {None} == ({refusal} - {None})


def test_one_branch_of_a_conditional_import_is_enough():
    # given
    text = (
        "try:\n    from saleor.graphql.core.filters import FilterInputObjectType\n"
        "except ImportError:\n    from saleor.graphql.core.types import FilterInputObjectType\n"
    )

    # when
    refusals = {line: [use.refusal(load(line)) for use in scan_text(text, "x.py")] for line in LINES}

    # then
    assert refusals == {line: [None] for line in LINES}
    assert load("3.21").find("saleor.graphql.core.filters.FilterInputObjectType") is None


def test_a_wrong_argument_is_named():
    # given
    text = "from saleor.core.db.connection import allow_writer\nallow_writer(using='default')\n"

    # when
    refusals = [use.refusal(load("3.23")) for use in scan_text(text, "x.py")]

    # then
    assert refusals == [None, "saleor.core.db.connection.allow_writer() has no parameter 'using'"]
