from datetime import timedelta

import pytest

from saleor_automation.journeys import engine
from saleor_automation.messages.transports.smtp import SmtpTransport
from saleor_automation.messages.transports.smtp_settings import SmtpSettings
from saleor_automation.models import Message
from tests.acceptance.kill.accounting import settled_balance
from tests.factories import deliver_all, enrolled, many_contacts, running_journey
from world.inbox import faults

pytestmark = pytest.mark.slow

MESSAGES = 60


@pytest.fixture
def transport(mailbox_and_address):
    port = int(mailbox_and_address[1].split(":")[-1].split("/")[0])
    transport = SmtpTransport(SmtpSettings("127.0.0.1", port, timeout_seconds=0.5, final_timeout_seconds=0.5))
    yield transport
    transport.close()


@pytest.mark.parametrize(
    ("fault", "unknown", "unknown_that_arrived"),
    [
        (faults.shut_out(times=3), 0, 0),
        (faults.greylisting(times=7), 0, 0),
        (faults.temporary_failure(times=7), 0, 0),
        (faults.drop_mid_message(times=3), 3, 0),
        (faults.stall(times=2), 2, 0),
        (faults.drop_before_reply(times=3), 3, 3),
        (faults.stall_after_keeping(times=2), 2, 2),
    ],
    ids=lambda value: f"{value.stage.name.lower()}-{value.does}" if isinstance(value, faults.Fault) else None,
)
def test_mail_server_in_trouble_gets_every_mail_once_or_its_fate_is_shown(
    own_database, mailbox, transport, began_at, say, fault, unknown, unknown_that_arrived
):
    # given
    journey = running_journey({"id": "letter", "kind": "send", "template": "hello"}, now=began_at)
    enrolled(journey, many_contacts(MESSAGES, began_at), now=began_at)
    engine.advance(began_at, 1000)
    mailbox.faults.append(fault)

    # when: the outbox tries again as the hours pass
    for hour in range(12):
        deliver_all(began_at + timedelta(hours=hour), transport)

    # then
    assert not Message.objects.filter(state="queued").exists()
    balance = settled_balance(mailbox)
    say(f"mail server, {fault.stage.value}, {fault.does}: {balance}")
    assert (balance.planned, balance.unknown) == (MESSAGES, unknown)
    assert balance.unknown_that_arrived == unknown_that_arrived
