"""The shop's settings for the simulation: no broker, passwords that are cheap to make, no waiting for the disk.

The simulation runs the journeys itself, at its own time; a worker would run them at today's. Served afterwards,
the shop has its own settings again and accepts the same passwords: how much a hash cost stands in the hash.
"""

from saleor.settings import *  # noqa: F403
from saleor.settings import DATABASES

# In debug mode Django keeps every statement in memory.
DEBUG = False
CELERY_BROKER_URL = ""
CELERY_TASK_ALWAYS_EAGER = True
PASSWORD_HASHERS = ["world.demo.passwords.CheapHasher"]

# Nothing of a simulation is worth waiting for the disk.
for _database in DATABASES.values():
    _database["OPTIONS"] = {**_database.get("OPTIONS", {}), "options": "-c synchronous_commit=off"}
