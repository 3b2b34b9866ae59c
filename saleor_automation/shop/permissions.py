"""The permission MANAGE_AUTOMATION, made known to Saleor without touching its files."""

from saleor.permission import enums as saleor_enums


class AutomationPermissions(saleor_enums.BasePermissionEnum):
    # <app label>.<codename>; the row comes from Contact.Meta.permissions with post_migrate.
    MANAGE_AUTOMATION = "automation.manage_automation"


def install() -> None:
    """Add our permission to those Saleor knows; calling it again changes nothing.

    Saleor filters every permission of a user, group or app by this list. The enum of its GraphQL schema is
    built from it while models load, before an AppConfig.ready() can add to it; graphql/toolkit.py builds it
    anew.
    """
    if AutomationPermissions not in saleor_enums.PERMISSIONS_ENUMS:
        saleor_enums.PERMISSIONS_ENUMS.append(AutomationPermissions)
