from django.contrib.auth.tokens import default_token_generator

from ..celeryconf import app
from ..core.db.connection import allow_writer
from ..core.notify import NotifyEventType
from ..core.utils.events import call_event
from ..plugins.manager import get_plugins_manager
from ..site.models import SiteSettings
from .models import User


@app.task
@allow_writer()
def finish_creating_user(user_pk: int | None, redirect_url: str | None, channel_slug: str | None):
    """Tell the plugins about a registration; user_pk is None if the address was taken and nothing happened."""
    if not user_pk:
        return
    user = User.objects.get(pk=user_pk)
    # Saleor lets hooks of this task read from the replica, unlike those of a mutation.
    manager = get_plugins_manager(allow_replica=True)
    if SiteSettings.objects.first().enable_account_confirmation_by_email:
        token = default_token_generator.make_token(user)
        payload = {"user": {"email": user.email}, "token": token, "channel_slug": channel_slug}
        manager.notify(NotifyEventType.ACCOUNT_CONFIRMATION, payload_func=lambda: payload, channel_slug=channel_slug)
        call_event(manager.account_confirmation_requested, user, channel_slug, token, redirect_url)
    call_event(manager.customer_created, user)
