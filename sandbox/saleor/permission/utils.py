from collections.abc import Iterable

from .auth_filters import AuthorizationFilters, resolve_authorization_filter_fn
from .enums import AccountPermissions, BasePermissionEnum


def one_of_permissions_or_auth_filter_required(context, permissions: Iterable[BasePermissionEnum]) -> bool:
    """Tell whether the app or user of the request holds one permission, or passes one filter, of the list."""
    if not permissions:
        return True
    requestor = context.app or context.user
    for permission in permissions:
        if isinstance(permission, AuthorizationFilters):
            passes = resolve_authorization_filter_fn(permission)
            if passes and passes(context):
                return True
        elif requestor and requestor.has_perm(permission):
            return True
    return False


def permission_required(requestor, perms: Iterable[BasePermissionEnum]) -> bool:
    from ..account.models import User

    if not requestor:
        return False
    if not isinstance(requestor, User) and AccountPermissions.MANAGE_STAFF in perms:
        return False
    return requestor.has_perms(perms)


def has_one_of_permissions(requestor, permissions: Iterable[BasePermissionEnum]) -> bool:
    return not permissions or any(permission_required(requestor, (perm,)) for perm in permissions)


def message_one_of_permissions_required(permissions: Iterable[BasePermissionEnum]) -> str:
    names = ", ".join(permission.name for permission in permissions)
    return f"\n\nRequires one of the following permissions: {names}."
