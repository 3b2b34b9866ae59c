"""A miniature Saleor: the slice of it that saleor_automation touches. See README.md beside this file."""

from .celeryconf import app as celery_app

__all__ = ["celery_app"]

# The release whose names, fields and behaviour this miniature follows.
__version__ = "3.23.28"
