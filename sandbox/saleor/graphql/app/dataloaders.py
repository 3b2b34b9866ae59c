from django.contrib.auth.hashers import check_password
from promise import Promise

from ...app.models import App, AppToken
from ...core.auth import get_token_from_request
from ..core.context import SaleorContext
from ..core.dataloaders import DataLoader

APP_TOKEN_LENGTH = 30


class AppByTokenLoader(DataLoader[str, App]):
    """Tokens are stored hashed: their last four characters narrow down which hashes to compare with."""

    context_key = "app_by_token"

    def batch_load(self, keys):
        tokens = (
            AppToken.objects.using(self.database_connection_name)
            .filter(
                token_last_4__in={key[-4:] for key in keys},
                app__is_active=True,
                app__removed_at__isnull=True,
            )
            .select_related("app")
        )
        return [
            next(
                (
                    token.app
                    for token in tokens
                    if token.token_last_4 == key[-4:] and check_password(key, token.auth_token)
                ),
                None,
            )
            for key in keys
        ]


def get_app_promise(context: SaleorContext) -> Promise[App | None]:
    if hasattr(context, "app"):
        return Promise.resolve(context.app)
    token = get_token_from_request(context)
    if not token or len(token) != APP_TOKEN_LENGTH:
        return Promise.resolve(None)
    return AppByTokenLoader(context).load(token)
