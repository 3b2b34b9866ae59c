"""Saleor's test settings with our plugin switched on: Saleor's own set PLUGINS = []."""

from saleor.tests.settings import *  # noqa: F403

PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
