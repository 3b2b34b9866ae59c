import pytest
from django.core.cache import cache
from saleor.account.models import User
from saleor.app.models import App
from saleor.permission.models import Permission

from .clients import Caller


@pytest.fixture(autouse=True)
def _empty_shop(db):
    """Nothing but what a test puts there; what another has called does not count against it."""
    cache.clear()


@pytest.fixture
def manage_automation():
    return Permission.objects.get(codename="manage_automation")


@pytest.fixture
def customer():
    return User.objects.create(email="ada@example.com", is_active=True, is_confirmed=True)


@pytest.fixture
def anonymous():
    return Caller()


@pytest.fixture
def as_customer(customer):
    return Caller(customer)


@pytest.fixture
def as_staff_without():
    return Caller(User.objects.create(email="packer@example.com", is_active=True, is_staff=True))


@pytest.fixture
def as_manager(manage_automation):
    """Staff who may manage the automation, and nothing else."""
    user = User.objects.create(email="marketer@example.com", is_active=True, is_staff=True)
    user.user_permissions.add(manage_automation)
    return Caller(user)


@pytest.fixture
def as_app_without():
    return Caller(app=App.objects.create(name="Warehouse", is_active=True))


@pytest.fixture
def as_app(manage_automation):
    app = App.objects.create(name="Dashboard extension", is_active=True)
    app.permissions.add(manage_automation)
    return Caller(app=app)
