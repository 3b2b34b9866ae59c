"""Where the world keeps its things on this machine; each place can be moved by an environment variable."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).parents[2]
ASSETS = Path(__file__).parent / "assets"


def services_folder() -> Path:
    """Return the folder (ignored by git) for databases, mails and everything else that only lives here."""
    return Path(os.environ.get("SERVICES_FOLDER", PROJECT / ".services"))


def inbox_folder() -> Path:
    return Path(os.environ.get("INBOX_FOLDER", services_folder() / "inbox"))
