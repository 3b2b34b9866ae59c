"""The shop's settings for the simulation: no broker, and passwords that are cheap to make.

The simulation runs the journeys itself, at its own time; a worker would run them at today's. Served afterwards,
the shop has its own settings again and accepts the same passwords: how much a hash cost stands in the hash.
"""

from saleor.settings import *  # noqa: F403

CELERY_BROKER_URL = ""
CELERY_TASK_ALWAYS_EAGER = True
PASSWORD_HASHERS = ["world.demo.passwords.CheapHasher"]
