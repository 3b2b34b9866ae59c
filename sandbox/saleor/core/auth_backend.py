from django.conf import settings

from ..account.models import User
from .auth import get_token_from_request
from .jwt import get_user_from_access_payload, is_saleor_token, jwt_decode


def load_user_from_request(request) -> User | None:
    """Return the user of the request's access token; None if it carries no token of a user.

    Raises jwt.PyJWTError for a token that is expired, forged, or of the wrong kind.
    """
    token = get_token_from_request(request) if request is not None else None
    if not token or not is_saleor_token(token):
        return None
    return get_user_from_access_payload(jwt_decode(token), request)


class JSONWebTokenBackend:
    def authenticate(self, request=None, **_kwargs):
        return load_user_from_request(request)

    def get_user(self, user_id):
        return User.objects.filter(email=user_id, is_active=True).first()

    def has_perm(self, user_obj, perm: str, obj=None) -> bool:
        return obj is None and user_obj.is_active and perm in self.get_all_permissions(user_obj)

    def get_all_permissions(self, user_obj, obj=None) -> set[str]:
        """Return "<app label>.<codename>" of everything the user may do; read once per user object."""
        if not hasattr(user_obj, "_effective_permissions_cache"):
            permissions = user_obj.effective_permissions.using(settings.DATABASE_CONNECTION_REPLICA_NAME)
            pairs = permissions.order_by().values_list("content_type__app_label", "codename")
            user_obj._effective_permissions_cache = {f"{label}.{codename}" for label, codename in pairs}
        return user_obj._effective_permissions_cache
