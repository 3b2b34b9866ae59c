"""Where the mail server is and how to talk to it, read from the URL that Saleor reads too (EMAIL_URL)."""

from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from saleor_automation.core.exceptions import PermanentError

_YES = frozenset({"1", "y", "yes", "t", "true", "on"})
_NO = frozenset({"", "0", "n", "no", "f", "false", "off"})


class InvalidEmailUrl(PermanentError):
    """EMAIL_URL does not describe a mail server. The text never quotes it: it holds the password."""


@dataclass(frozen=True)
class SmtpSettings:
    """One SMTP server. use_tls upgrades the connection with STARTTLS, use_ssl is encrypted from the first byte.

    timeout_seconds bounds every single wait; the answer to a complete mail may take final_timeout_seconds, since
    giving up on it makes the mail unknown. A group that has taken deadline_seconds begins no further mail: a
    worker must come back before its messages are taken for lost (AUTOMATION_HANDING_LEASE_SECONDS).
    """

    host: str
    port: int = 25
    username: str = ""
    password: str = field(default="", repr=False)
    use_tls: bool = False
    use_ssl: bool = False
    timeout_seconds: float = 30
    final_timeout_seconds: float = 120
    deadline_seconds: float = 300
    idle_seconds: float = 60
    local_hostname: str = ""

    def __post_init__(self) -> None:
        if self.use_tls and self.use_ssl:
            raise InvalidEmailUrl("EMAIL_URL asks for both TLS and SSL; choose tls=True or ssl=True.")
        if not 0 < self.port < 65536:
            raise InvalidEmailUrl("EMAIL_URL has an impossible port; use a number from 1 to 65535.")
        if any(character in self.host for character in "\r\n ") or not self.host:
            raise InvalidEmailUrl("EMAIL_URL names no host; write smtp://host:port.")


def smtp_settings_from_url(url: str) -> SmtpSettings:
    """Return the settings of `smtp://user:password@host:port/?tls=True` (also ssl=True, timeout=10).

    `submission://` means port 587 with TLS; user and password are percent-encoded. Read as dj-email-url does.

    Raises InvalidEmailUrl.
    """
    parts = _split(url)
    if parts.scheme not in ("smtp", "smtps", "submission", "submit"):
        raise InvalidEmailUrl("EMAIL_URL is no mail server's; write smtp://user:password@host:port/?tls=True.")
    is_submission = parts.scheme in ("submission", "submit")
    query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    use_ssl = _flag(query, "ssl")
    use_tls = not use_ssl and (_flag(query, "tls") or is_submission or parts.scheme == "smtps")
    return SmtpSettings(
        host=parts.hostname or "localhost",
        port=_port(parts) or (587 if is_submission else 465 if use_ssl else 25),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=use_tls,
        use_ssl=use_ssl,
        timeout_seconds=_seconds(query, "timeout", SmtpSettings.timeout_seconds),
    )


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url.strip())
    except ValueError:
        raise InvalidEmailUrl("EMAIL_URL is not a URL; write smtp://user:password@host:port.") from None


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise InvalidEmailUrl("EMAIL_URL has an impossible port; use a number from 1 to 65535.") from None


def _flag(query: dict[str, str], name: str) -> bool:
    value = query.get(name, "").lower()
    if value not in _YES | _NO:
        raise InvalidEmailUrl(f"EMAIL_URL has {name} set to something unclear; write {name}=True or {name}=False.")
    return value in _YES


def _seconds(query: dict[str, str], name: str, default: float) -> float:
    if name not in query:
        return default
    try:
        seconds = float(query[name])
    except ValueError:
        seconds = 0
    if not 0 < seconds <= 600:
        raise InvalidEmailUrl(f"EMAIL_URL has {name} set to no number of seconds; write {name}=30.")
    return seconds
