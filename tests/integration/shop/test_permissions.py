from saleor.graphql.api import schema
from saleor.permission.enums import PERMISSIONS_ENUMS

from saleor_automation.shop import permissions
from saleor_automation.shop.permissions import AutomationPermissions


def test_permission_can_be_named_in_the_schema():
    # when
    names = [value.name for value in schema.get_type("PermissionEnum").values]

    # then
    assert names.count("MANAGE_AUTOMATION") == 1
    assert "MANAGE_ORDERS" in names


def test_installing_twice_changes_nothing():
    # when
    permissions.install()
    permissions.install()

    # then
    assert PERMISSIONS_ENUMS.count(AutomationPermissions) == 1
