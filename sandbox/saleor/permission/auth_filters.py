from .enums import BasePermissionEnum


def is_app(context) -> bool:
    return bool(context.app)


def is_user(context) -> bool:
    return bool(context.user and context.user.is_active)


def is_staff_user(context) -> bool:
    return is_user(context) and context.user.is_staff


class AuthorizationFilters(BasePermissionEnum):
    """Who is asking, where a permission would ask what they may do. OWNER is for the resolver to check."""

    AUTHENTICATED_APP = "authorization_filters.authenticated_app"
    AUTHENTICATED_STAFF_USER = "authorization_filters.authenticated_staff_user"
    AUTHENTICATED_USER = "authorization_filters.authenticated_user"
    OWNER = "authorization_filters.owner"


AUTHORIZATION_FILTER_MAP = {
    AuthorizationFilters.AUTHENTICATED_APP: is_app,
    AuthorizationFilters.AUTHENTICATED_USER: is_user,
    AuthorizationFilters.AUTHENTICATED_STAFF_USER: is_staff_user,
}


def resolve_authorization_filter_fn(perm):
    return AUTHORIZATION_FILTER_MAP.get(perm)
