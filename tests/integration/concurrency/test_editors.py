"""Two people save one thing at the same moment, both from what they had read before."""

import pytest

from saleor_automation.core.exceptions import Stale
from saleor_automation.models import ProductList, Segment
from saleor_automation.product_lists import editing
from saleor_automation.segments import saving
from tests.factories import NOW
from tests.workers import at_once


def product_list():
    made = editing.create_list("Best now", {"source": {"kind": "best_sellers"}}, NOW)
    return ProductList, made.pk, editing.edited_revision(made), editing.update_list


def segment():
    made = saving.create_segment("Buyers", {"fact": "orders_count", "op": "gte", "value": 1}, NOW)
    return Segment, made.pk, saving.edited_revision(made), saving.update_segment


@pytest.mark.parametrize("make", [product_list, segment])
def test_one_of_two_saves_at_once_is_refused(own_database, make):
    # given
    model, pk, seen, update = make()

    def save(name):
        try:
            return update(pk, NOW, name=name, revision=seen).name
        except Stale:
            return None

    # when
    saved = at_once(lambda: save("Ann's"), lambda: save("Bob's"))

    # then
    assert saved.count(None) == 1
    assert model.objects.get().name in saved
