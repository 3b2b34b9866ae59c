"""The permission MANAGE_AUTOMATION, made known to Saleor without touching its files."""

import sys
from enum import Enum

from saleor.permission import enums as saleor_enums

MANAGE_APPS = saleor_enums.AppPermission.MANAGE_APPS


class AutomationPermissions(saleor_enums.BasePermissionEnum):
    # <app label>.<codename>; the row comes from Contact.Meta.permissions with post_migrate.
    MANAGE_AUTOMATION = "automation.manage_automation"


def install() -> None:
    """Add our permission to those Saleor knows; calling it again changes nothing.

    Saleor filters every permission of a user, group or app by this list. The enum of its GraphQL schema is
    built from it while models load, before an AppConfig.ready() can add to it, and is therefore completed here,
    before the schema is composed.
    """
    if AutomationPermissions not in saleor_enums.PERMISSIONS_ENUMS:
        saleor_enums.PERMISSIONS_ENUMS.append(AutomationPermissions)
    graphql_enums = sys.modules.get("saleor.graphql.core.enums")
    if graphql_enums is not None:
        complete = Enum("PermissionEnum", saleor_enums.get_permissions_enum_list())  # type: ignore[misc]
        # graphene guards the options of a type against assignment; the dictionary below them is writable.
        graphql_enums.PermissionEnum._meta.__dict__["enum"] = complete
