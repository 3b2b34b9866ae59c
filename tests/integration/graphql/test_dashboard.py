import pytest
from saleor.account.models import User
from saleor.app.models import App
from saleor.permission.models import Permission

from .clients import Caller, refusal_of

INSTALL = "mutation { automationDashboardInstall { dashboard { app version outdated } errors { code } } }"
READ = "{ automationDashboard { app extensions isActive } }"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def as_apps_manager():
    user = User.objects.create(email="admin@example.com", is_active=True, is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="manage_apps"))
    return Caller(user)


@pytest.mark.parametrize("caller", ["anonymous", "as_customer", "as_staff_without", "as_manager"])
def test_only_who_manages_apps_may_install(request, caller):
    # when
    answer = request.getfixturevalue(caller).post(INSTALL)

    # then
    assert refusal_of(answer)[0] == "PermissionDenied"
    assert not App.objects.filter(identifier="saleor.automation").exists()


def test_installed_extension_can_be_looked_at(as_manager, as_apps_manager):
    # given
    assert as_manager.ask(READ) == {"automationDashboard": None}

    # when
    data = as_apps_manager.ask(INSTALL)["automationDashboardInstall"]

    # then
    assert data["errors"] == []
    assert data["dashboard"]["outdated"] == []
    found = as_manager.ask(READ)["automationDashboard"]
    assert found["app"] == data["dashboard"]["app"]
    assert found["isActive"] is True
