"""What a page may not do while a test looks elsewhere: fail, ask strangers, or be held back by its own policy."""

from urllib.parse import urlsplit


class Watch:
    """Keeps what went wrong in the pages of a browser that may talk to one address only."""

    def __init__(self, url: str) -> None:
        self._origin = urlsplit(url).netloc
        self.problems: list[str] = []

    def follow(self, context) -> None:
        context.on("weberror", lambda error: self.problems.append(f"error: {error.error}"))
        context.on("request", lambda request: self._look_at(request.url))
        context.on("console", lambda message: self._read(message.text))

    def take(self) -> list[str]:
        """Return what went wrong since the last time."""
        taken, self.problems = self.problems, []
        return taken

    def _look_at(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self._origin:
            self.problems.append(f"third party: {url}")

    def _read(self, text: str) -> None:
        # Chromium says "violates the following Content Security Policy directive" of everything a policy held back.
        if "Content Security Policy" in text:
            self.problems.append(f"policy: {text}")
