"""What every test needs, on the sandbox and on a real Saleor alike."""

import django.test
import hypothesis
import pytest
from django.conf import settings
from saleor.tests.utils import prepare_test_db_connections

# As in Saleor's own conftest: a test may use the writer and the replica; both are one connection, so that
# the replica sees what the test has written. A query on the wrong one still fails, as in Saleor's tests.
DATABASES = {settings.DATABASE_CONNECTION_DEFAULT_NAME, settings.DATABASE_CONNECTION_REPLICA_NAME}
django.test.TransactionTestCase.databases = DATABASES
django.test.TestCase.databases = DATABASES
prepare_test_db_connections()

# No test fails because the machine is busy.
hypothesis.settings.register_profile("no clock", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("no clock")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Give a database that was kept from an earlier run its site back: that run's last tests emptied it.

    A migration makes the site's settings, and without them no request is answered.
    """
    from django.contrib.sites.models import Site

    from tests.shop.factories import make_site

    with django_db_blocker.unblock():
        # A migration that has just run leaves the site of its own time in the process, of a class no query takes.
        Site.objects.clear_cache()
        make_site()


@pytest.fixture(scope="session", autouse=True)
def _pictures_out_of_the_project(tmp_path_factory):
    """What tests upload goes where pytest tidies up: the test settings leave it in the folder they run in."""
    with django.test.override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media"))):
        yield
