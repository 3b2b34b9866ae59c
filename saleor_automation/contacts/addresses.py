"""E-mail addresses as people type them, and as they are stored: checked by their syntax, in lower case."""

import re

from email_validator import EmailNotValidError, validate_email

from ..core.exceptions import PermanentError

MAX_LENGTH = 254

# What nearly every address looks like. The library accepts all of these (a test says so) and takes forty times longer.
PLAIN = re.compile(
    r"(?=[^@]{1,64}@)[a-z0-9_%+-]+(?:\.[a-z0-9_%+-]+)*@(?:[a-z0-9](?:[a-z0-9]|-(?!-)){0,40}[a-z0-9]\.){1,3}"
    r"(?!arpa$|invalid$|local$|localhost$|onion$|test$)[a-z]{2,24}"
)


class InvalidAddress(PermanentError):
    """A text is no e-mail address; the message says why and never repeats it."""


def normalized(text: str) -> str:
    """Return an address as it is stored. The domain is not asked whether it exists.

    Raises InvalidAddress.
    """
    email = text.strip().lower()
    if PLAIN.fullmatch(email):
        return email
    if not email:
        raise InvalidAddress("The e-mail address is empty; write one like anna@shop.example.")
    if len(email) > MAX_LENGTH:
        raise InvalidAddress(f"An e-mail address has at most {MAX_LENGTH} characters.")
    try:
        found = validate_email(email, check_deliverability=False)
    except EmailNotValidError as error:
        raise InvalidAddress(f"This is not an e-mail address: {error}") from None
    # The domain in the letters it is registered with (xn--…), so that both ways of writing it are one contact.
    domain = found.ascii_domain.lower()
    stored = f"{found.local_part}@{domain}".lower()
    if len(stored) > MAX_LENGTH:
        raise InvalidAddress(f"An e-mail address has at most {MAX_LENGTH} characters.")
    return stored
