from collections.abc import Iterable
from functools import wraps

from graphene import ResolveInfo

from ..core.exceptions import PermissionDenied
from ..permission.enums import BasePermissionEnum
from ..permission.utils import one_of_permissions_or_auth_filter_required


def account_passes_test(test_func):
    """Guard a resolver by test_func(context), which raises PermissionDenied."""

    def decorator(resolver):
        @wraps(resolver)
        def guarded(*args, **kwargs):
            info = next(arg for arg in args if isinstance(arg, ResolveInfo))
            test_func(info.context)
            return resolver(*args, **kwargs)

        return guarded

    return decorator


def one_of_permissions_required(perms: Iterable[BasePermissionEnum]):
    def check(context):
        if not one_of_permissions_or_auth_filter_required(context, perms):
            raise PermissionDenied(permissions=perms)

    return account_passes_test(check)


def staff_member_or_app_required(resolver):
    def check(context):
        if not (context.app or (context.user and context.user.is_active and context.user.is_staff)):
            raise PermissionDenied(
                message="You need to be authenticated as a staff member or an app to perform this action"
            )

    return account_passes_test(check)(resolver)
