import pytest
from django.http import HttpResponse
from saleor.plugins.base_plugin import BasePlugin
from saleor.plugins.manager import get_plugins_manager
from saleor.plugins.models import PluginConfiguration

from tests.sandbox import recorder
from tests.shop import api, factories


class Greeter(BasePlugin):
    PLUGIN_ID = "tests.greeter"
    PLUGIN_NAME = "Greeter"
    CONFIGURATION_PER_CHANNEL = False
    DEFAULT_ACTIVE = True

    def webhook(self, request, path, previous_value):
        return HttpResponse(f"{request.method} {path}")

    def notify(self, event, payload_func, previous_value):
        return f"{previous_value or ''}{event}"


class SecondGreeter(Greeter):
    PLUGIN_ID = "tests.second"


class ChannelGreeter(Greeter):
    PLUGIN_ID = "tests.channel"
    CONFIGURATION_PER_CHANNEL = True


GREETER, SECOND, PER_CHANNEL = (f"{__name__}.{name}" for name in ("Greeter", "SecondGreeter", "ChannelGreeter"))


def _manager():
    return get_plugins_manager(allow_replica=False)


def test_plugins_are_asked_in_order_and_see_what_came_before(db, settings):
    # given
    settings.PLUGINS = [GREETER, SECOND]

    # when
    answer = _manager().notify("hello ", dict)

    # then
    assert answer == "hello hello "


def test_plugin_that_is_switched_off_is_not_asked(db, settings):
    # given
    settings.PLUGINS = [GREETER, SECOND]
    PluginConfiguration.objects.create(identifier="tests.second", active=False)

    # when
    answer = _manager().notify("hello", dict)

    # then
    assert answer == "hello"


def test_plugin_of_a_channel_is_not_asked_about_what_has_none(channel, settings):
    # given
    settings.PLUGINS = [PER_CHANNEL]
    manager = _manager()

    # when
    before = manager.notify("hello", dict)
    in_channel = manager.notify("hello", dict, channel_slug=channel.slug)
    after = manager.notify("hello", dict)

    # then
    assert (before, in_channel) == (None, "hello")
    assert after == "hello"  # once its channel was met, the manager knows it


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("url", "status", "body"),
    [
        ("/plugins/tests.greeter/page?x=1", 200, "/page"),
        ("/plugins/global/tests.greeter/page/", 200, "/page/"),
        ("/plugins/channel/main/tests.channel/page", 200, "/page"),
        ("/plugins/global/tests.channel/page", 404, None),
        ("/plugins/tests.nobody/page", 404, None),
    ],
)
def test_pages_of_plugins(client, channel, settings, method, url, status, body):
    # given
    settings.PLUGINS = [GREETER, PER_CHANNEL]

    # when
    response = getattr(client, method)(url)

    # then
    assert response.status_code == status
    if body:
        assert response.content.decode() == f"{method.upper()} {body}"


PLUGIN = """query ($id: ID!) {
    plugin(id: $id) { name globalConfiguration { active configuration { name value type label } } }
}"""
UPDATE = """mutation ($id: ID!, $input: PluginUpdateInput!) {
    pluginUpdate(id: $id, input: $input) { plugin { id } errors { field code } }
}"""


@pytest.fixture
def recorder_installed(db, settings):
    settings.PLUGINS = [recorder.PATH]
    factories.make_site()


def test_settings_are_shown_with_their_defaults(recorder_installed):
    # when
    plugin = api.staff("plugins.manage_plugins").ask(PLUGIN, {"id": "tests.recorder"}).payload

    # then
    assert plugin["globalConfiguration"]["active"] is True
    assert plugin["globalConfiguration"]["configuration"] == [
        {"name": "sender", "value": "Shop", "type": "STRING", "label": "Sender"},
        {"name": "is_quiet", "value": "false", "type": "BOOLEAN", "label": "Quiet"},
        {"name": "key", "value": "3456", "type": "SECRET", "label": "Key"},
    ]


def test_settings_are_stored_and_unknown_ones_dropped(recorder_installed):
    # given
    changes = [
        {"name": "sender", "value": "Mugs"},
        {"name": "is_quiet", "value": "true"},
        {"name": "unknown", "value": "x"},
    ]

    # when
    variables = {"id": "tests.recorder", "input": {"active": False, "configuration": changes}}
    api.staff("plugins.manage_plugins").ask(UPDATE, variables).done()

    # then
    row = PluginConfiguration.objects.get()
    assert row.active is False
    plugin = _manager().get_plugin("tests.recorder")
    values = {item["name"]: item["value"] for item in plugin.configuration}
    assert values == {"sender": "Mugs", "is_quiet": True, "key": "k123456"}


def test_settings_are_for_those_who_manage_plugins(recorder_installed):
    # when
    answers = [
        person.ask(PLUGIN, {"id": "tests.recorder"})
        for person in (api.anonymous(), api.customer(factories.make_customer()), api.staff(), api.app())
    ]

    # then
    assert [answer.error_codes for answer in answers] == [["PermissionDenied"]] * 4


def test_plugin_nobody_has_is_an_error_of_the_input(recorder_installed):
    # when
    payload = api.app("plugins.manage_plugins").ask(UPDATE, {"id": "tests.nobody", "input": {}}).payload

    # then
    assert payload == {"plugin": None, "errors": [{"field": "id", "code": "NOT_FOUND"}]}
