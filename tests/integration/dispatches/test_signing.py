import base64
import hashlib
import hmac
from datetime import timedelta

import pytest

from saleor_automation.dispatches.signing import rotate_secret, signed_headers, signing_secrets
from saleor_automation.models import WebhookSecret
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_call_is_signed_as_standard_webhooks_says():
    # given: the example of the specification's reference implementation
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    at = NOW.replace(year=2021, month=2, day=25, hour=18, minute=55, second=30)

    # when
    headers = signed_headers("msg_p5jXN8AQM9LWM0D4loKWxJek", body, [secret], at)

    # then
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signed = b"msg_p5jXN8AQM9LWM0D4loKWxJek." + headers["webhook-timestamp"].encode() + b"." + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": f"v1,{expected}",
    }


def test_known_signature_of_the_specification():
    headers = signed_headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        b'{"test": 2432232314}',
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        NOW.fromtimestamp(1614265330, NOW.tzinfo),
    )

    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_first_secret_is_made_when_it_is_needed_and_kept():
    first = signing_secrets(NOW)

    assert signing_secrets(NOW) == first
    assert len(first) == 1 and first[0].startswith("whsec_")


def test_old_secret_signs_along_for_a_day():
    # given
    [old] = signing_secrets(NOW)

    # when
    new = rotate_secret(NOW)

    # then
    assert signing_secrets(NOW + timedelta(hours=23)) == [new, old]
    assert signing_secrets(NOW + timedelta(hours=24)) == [new]
    assert signed_headers("call:1", b"{}", [new, old], NOW)["webhook-signature"].count("v1,") == 2


def test_secret_that_is_over_is_forgotten_when_the_next_one_is_made():
    # given
    signing_secrets(NOW)
    rotate_secret(NOW)

    # when
    rotate_secret(NOW + timedelta(days=2))

    # then
    assert WebhookSecret.objects.count() == 2
