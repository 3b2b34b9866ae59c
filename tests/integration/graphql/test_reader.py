"""Sentences of the engine come in the language the request asks for."""

import pytest

from . import builders
from .test_health import HEALTH
from .test_transfers import SHOW, fetch, run_all, upload

CREATE = """mutation ($name: String!) { automationTagCreate(name: $name) {
  tag { name } errors { field message code } } }"""


@pytest.fixture(autouse=True)
def _plugin(settings):
    settings.PLUGINS = ["saleor_automation.plugin.AutomationPlugin"]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("it", "C'è già un tag 'VIP', forse con altre maiuscole; scegli un altro nome."),
        ("it-IT,it;q=0.9,en;q=0.8", "C'è già un tag 'VIP', forse con altre maiuscole; scegli un altro nome."),
        ("de,it;q=0.5,en;q=0.1", "C'è già un tag 'VIP', forse con altre maiuscole; scegli un altro nome."),
        ("en-GB,it;q=0.5", "There is a tag 'VIP' already, maybe in another case; choose another name."),
        ("de", "There is a tag 'VIP' already, maybe in another case; choose another name."),
        ("*;q=nonsense", "There is a tag 'VIP' already, maybe in another case; choose another name."),
        ("", "There is a tag 'VIP' already, maybe in another case; choose another name."),
    ],
)
def test_refusal_is_said_in_the_readers_language(as_manager, header, message):
    # given
    builders.tag(builders.contact(), "VIP")

    # when
    answer = as_manager.ask(CREATE, {"name": "VIP"}, HTTP_ACCEPT_LANGUAGE=header)["automationTagCreate"]

    # then
    assert answer == {"tag": None, "errors": [{"field": "name", "message": message, "code": "CONFLICT"}]}


def test_several_sentences_are_said_in_the_readers_language(as_manager):
    # given
    builders.event(builders.contact(), problem="poisoned, a person looks at it")

    # when
    health = as_manager.ask(HEALTH, HTTP_ACCEPT_LANGUAGE="it")["automationHealth"]

    # then
    assert health["problems"] == [
        "Eventi: 1 non riescono mai; il motivo è nella colonna `problem` e nel log dei worker."
    ]


def test_errors_of_a_file_are_told_in_the_readers_language_on_the_page_and_to_download(as_manager):
    # given
    started = upload(as_manager, "email\nnobody\n")["transfer"]
    run_all()

    # when
    shown = as_manager.ask(SHOW, {"id": started["id"]}, HTTP_ACCEPT_LANGUAGE="it")["automationTransfer"]

    # then
    reason = "Questo non è un indirizzo email: Ci vuole la @."
    assert [error["reason"] for error in shown["firstErrors"]] == [reason]
    assert fetch(shown["errorsUrl"]) == [["riga", "colonna", "valore", "motivo"], ["2", "email", "nobody", reason]]
