import pytest
import time_machine
from saleor.core.db.connection import allow_writer

from tests.shop.factories import make_site
from world.catalogue.goods import goods
from world.catalogue.populate import populate
from world.demo.history import goods as history_goods


@pytest.fixture
def populated(db, settings, tmp_path):
    """The demo's shop with its plugin, opened long ago; pictures are not drawn, for that takes longer than all else."""
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]
    settings.MEDIA_ROOT = str(tmp_path / "media")
    gifts = [f"products/gift-{number}.jpg" for number in range(1, len(history_goods.COLOURS) + 1)]
    for picture in (*(good.picture for good in goods()), *gifts):
        path = tmp_path / "media" / picture
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    with time_machine.travel("2025-01-01T00:00:00+00:00", tick=False):
        make_site()
        populate()
    with allow_writer():
        yield
