from saleor.tests.settings import *  # noqa: F403
from saleor.tests.settings import INSTALLED_APPS

_ours = INSTALLED_APPS.index("saleor_automation")
INSTALLED_APPS = [*INSTALLED_APPS[:_ours], "tests.integration.graphql.early", *INSTALLED_APPS[_ours:]]
