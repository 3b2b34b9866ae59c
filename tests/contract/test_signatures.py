"""Which calls fit a signature, and when two signatures agree."""

import pytest

from .signatures import Signature, describe, narrower


def test_signature_is_described_without_annotations():
    # given
    def hook(self, order: object, *, webhooks: set | None = None, limit=dict) -> None: ...

    # then
    assert describe(hook) == "(self, order, *, webhooks=None, limit=...)"


@pytest.mark.parametrize(
    ("signature", "given", "keywords", "refusal"),
    [
        ("(order, webhooks=None)", 1, [], None),
        ("(order, webhooks=None)", 2, [], None),
        ("(order, webhooks=None)", 3, [], "takes 2 positional arguments, 3 given"),
        ("(order, webhooks=None)", 1, ["webhooks"], None),
        ("(order, webhooks=None)", 1, ["order"], "gets 'order' twice"),
        ("(order, webhooks=None)", 1, ["channel"], "has no parameter 'channel'"),
        ("(order, webhooks=None)", 0, ["webhooks"], "misses 'order'"),
        ("(*orders, **rest)", 5, ["anything"], None),
        ("(order, /, *, channel)", 1, ["channel"], None),
        ("(order, /, *, channel)", 0, ["order", "channel"], "has no parameter 'order'"),
        ("(order, /, *, channel)", 1, [], "misses 'channel'"),
    ],
)
def test_call_is_refused_as_python_would(signature, given, keywords, refusal):
    assert Signature.parse(signature).refusal(given, keywords) == refusal


def test_call_with_unpacked_arguments_is_only_refused_for_what_it_names():
    # given
    signature = Signature.parse("(order, channel)")

    # then
    assert signature.refusal(1, [], complete=False) is None
    assert signature.refusal(1, ["nothing"], complete=False) == "has no parameter 'nothing'"


@pytest.mark.parametrize(
    ("sandbox", "real", "refusal"),
    [
        ("(self, order)", "(self, order, webhooks=None)", None),
        ("(self, order, webhooks=None)", "(self, order)", "'webhooks' is not a parameter of the real one"),
        ("(self, order, *, channel)", "(self, order)", "'channel' is not a parameter of the real one"),
        ("(self, order)", "(self, order, channel)", "'channel' must be given to the real one"),
        ("(self, order=None)", "(self, order)", "'order' must be given to the real one"),
        ("(self, amount)", "(self, value)", "position 2 is 'amount', in the real one 'value'"),
        ("(root, _info)", "(root, info)", None),
        ("(root, info, /)", "(parent, context, /)", None),
        ("(self, **data)", "(self, order)", None),
    ],
)
def test_sandbox_takes_no_call_that_the_real_one_refuses(sandbox, real, refusal):
    assert narrower(sandbox, real) == refusal
