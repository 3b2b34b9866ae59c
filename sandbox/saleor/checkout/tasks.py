from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ..celeryconf import app
from ..core.db.connection import allow_writer
from .models import Checkout, CheckoutLine


@app.task
@allow_writer()
def delete_expired_checkouts() -> int:
    """Delete carts nobody will come back to, and return how many. No plugin is told, as in Saleor."""
    now = timezone.now()
    is_expired = (
        Q(email__isnull=True, user__isnull=True, last_change__lt=now - settings.ANONYMOUS_CHECKOUTS_TIMEDELTA)
        | Q(user__isnull=False, last_change__lt=now - settings.USER_CHECKOUTS_TIMEDELTA)
        | Q(email__isnull=False, last_change__lt=now - settings.USER_CHECKOUTS_TIMEDELTA)
        | Q(has_lines=False, last_change__lt=now - settings.EMPTY_CHECKOUTS_TIMEDELTA)
    )
    lines = CheckoutLine.objects.filter(checkout_id=OuterRef("pk"))
    _, deleted = Checkout.objects.annotate(has_lines=Exists(lines)).filter(is_expired).delete()
    return deleted.get("checkout.Checkout", 0)
