from datetime import timedelta

from django.utils import timezone
from saleor.checkout.models import Checkout
from saleor.checkout.tasks import delete_expired_checkouts

from tests.shop import factories, sales


def test_old_carts_are_deleted_and_nobody_is_told(hooks, channel, variant):
    # given
    user = factories.make_customer()
    now = timezone.now()

    def cart(age, items=True, **columns):
        lines = [(variant, 1)] if items else []
        return sales.make_checkout(channel, lines, changed_at=now - age, **columns).pk

    cart(timedelta(days=31))
    cart(timedelta(days=91), user=user)
    cart(timedelta(hours=7), items=False)
    kept = {
        cart(timedelta(days=29)),
        cart(timedelta(days=89), user=user),
        cart(timedelta(hours=5), items=False),
    }

    # when
    delete_expired_checkouts.delay()

    # then
    assert set(Checkout.objects.values_list("pk", flat=True)) == kept
    assert hooks == []
