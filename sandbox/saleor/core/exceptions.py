from collections.abc import Iterable
from enum import Enum


class PermissionDenied(Exception):
    def __init__(self, message: str | None = None, *, permissions: Iterable[Enum] | None = None):
        if not message:
            names = ", ".join(permission.name for permission in permissions or ())
            message = (
                f"To access this path, you need one of the following permissions: {names}"
                if names
                else "You do not have permission to perform this action"
            )
        super().__init__(message)
        self.permissions = permissions


class InsufficientStock(Exception):
    """Raised when the stocks of a channel cannot serve the asked quantities; `items` are the variants."""

    def __init__(self, items):
        super().__init__(f"Insufficient stock for {', '.join(str(item) for item in items)}")
        self.items = items
