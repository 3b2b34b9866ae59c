"""Make one webhook call and say what became of it. Repeating is right: receivers know a call again by its webhook-id.

The name is resolved once, the address is checked and then connected to, so a name that changes its mind leads nowhere
else; redirects are not followed; of the answer only the status counts, and no more than a little of it is read.
"""

import time
from typing import NamedTuple
from urllib.parse import urlsplit

import requests
from requests_hardened import Config, Manager
from requests_hardened.ip_filter import InvalidIPAddress

from .addresses import ForbiddenAddress, check_url, is_trusted

TIMEOUT_SECONDS = (5.0, 10.0)
"""To connect, and between two pieces of the answer."""

LONGEST_ANSWER_SECONDS = 15.0
LONGEST_ANSWER_BYTES = 4096
"""How long and how much of an answer's body is read, so that the connection ends in good order."""

AGAIN = frozenset({408, 409, 425, 429})
"""Answers below 500 that ask to come again."""


class Answer(NamedTuple):
    """What became of a call. reason is a word for counting; retry_after is in seconds, if the receiver named it."""

    state: str
    reason: str = ""
    detail: str = ""
    retry_after: float = 0.0

    @property
    def is_unreachable(self) -> bool:
        """Tell whether other calls to the same host would wait in vain as well."""
        return self.reason in ("timeout", "unreachable")


def call(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """POST JSON and return what became of it; raises nothing the receiver or the network could cause."""
    try:
        check_url(url)
    except ForbiddenAddress as error:
        return Answer("failed", "forbidden_address", str(error))
    is_filtered = not is_trusted(urlsplit(url).hostname or "")
    config = Config(
        ip_filter_enable=is_filtered,
        ip_filter_allow_loopback_ips=False,
        never_redirect=True,
        default_timeout=TIMEOUT_SECONDS,
        user_agent_override="saleor-automation",
    )
    try:
        with Manager(config).get_session() as session:
            # Neither proxies nor passwords of the machine: a proxy would connect where the check forbids it.
            session.trust_env = False
            with session.post(url, data=body, headers=headers, stream=True) as response:
                _read_a_little(response)
                return _answer(response)
    except InvalidIPAddress:
        detail = "Its name leads to an address inside a network of its own."
        return Answer("failed", "forbidden_address", detail)
    except requests.Timeout:
        return Answer("deferred", "timeout", "The receiver did not answer in time.")
    except (requests.exceptions.InvalidURL, UnicodeError):
        return Answer("failed", "forbidden_address", "This is no web address.")
    except requests.exceptions.SSLError:
        return Answer("deferred", "certificate", "The receiver's certificate is not valid.")
    except requests.RequestException as error:
        return Answer("deferred", "unreachable", f"{type(error).__name__}: no connection to the receiver.")


def _read_a_little(response: requests.Response) -> None:
    deadline = time.monotonic() + LONGEST_ANSWER_SECONDS
    length = 0
    try:
        for chunk in response.iter_content(1024):
            length += len(chunk)
            if length >= LONGEST_ANSWER_BYTES or time.monotonic() > deadline:
                return
    except requests.RequestException:
        # The status has been given; that the rest of the answer broke off changes nothing.
        return


def _answer(response: requests.Response) -> Answer:
    status = response.status_code
    detail = f"HTTP {status}"
    if 200 <= status < 300:
        return Answer("delivered", detail=detail)
    if status >= 500 or status in AGAIN:
        return Answer("deferred", "refused_for_now", detail, _seconds(response.headers.get("Retry-After", "")))
    if 300 <= status < 400:
        return Answer("failed", "redirected", f"{detail}: redirects are not followed.")
    return Answer("failed", "refused", detail)


def _seconds(retry_after: str) -> float:
    return float(retry_after) if retry_after.isdecimal() and len(retry_after) < 7 else 0.0
