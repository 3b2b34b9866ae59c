"""A transport that keeps what it is given, for tests that read the mail."""

from email import message_from_bytes, policy

from saleor_automation.messages.transports.base import Outcome, Transport


class KeepingTransport(Transport):
    kind = "keeping"
    group_size = 20

    def __init__(self):
        self.mails = []

    def deliver(self, mails):
        self.mails += [message_from_bytes(mail.mime, policy=policy.default) for mail in mails]
        return [Outcome(mail.message_id, "delivered") for mail in mails]

    def close(self):
        pass
