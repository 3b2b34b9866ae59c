"""What may be shown of a person to whoever holds a link."""


def masked_email(email: str) -> str:
    """Return enough of an address for its owner to recognize it; a mail with the link may have been forwarded."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}•••@{domain}" if domain else ""
