"""Serve the sandbox: web server, Celery worker, beat and mail server, until Ctrl-C.

    python -m world.services -- python -m world.run

Expects DATABASE_URL and CELERY_BROKER_URL; PORT and SMTP_PORT choose the ports (default: 8000 and 2525, or the
next free ones).
"""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Mapping

from honcho.manager import Manager

from world.places import PROJECT, inbox_folder

SANDBOX = PROJECT / "sandbox"
PORTS_TRIED = 50
# Django would like pictures to be streamed asynchronously; a server for one person need not.
EXTRA = {"web": {"PYTHONWARNINGS": "ignore:StreamingHttpResponse must consume:Warning"}}


def serve(given: Mapping[str, str] = os.environ) -> int:
    """Run the four processes until one ends or a signal comes; return the exit status."""
    environment = serving_environment(given)
    manager = Manager()
    for name, words in processes(environment).items():
        manager.add_process(name, shlex.join(words), env=environment | EXTRA.get(name, {}), cwd=str(SANDBOX))
    print(welcome(environment), flush=True)
    manager.loop()
    stopped_by_hand = manager.returncode in (130, 143)
    return 0 if stopped_by_hand else int(manager.returncode or 0)


def serving_environment(given: Mapping[str, str], first_port: int = 8000) -> dict[str, str]:
    """Return the variables every process of the sandbox needs, on ports that are free now."""
    port = given.get("PORT") or str(_free_port(first_port))
    smtp_port = given.get("SMTP_PORT") or str(_free_port(2525))
    mail_url = f"smtp://127.0.0.1:{smtp_port}/"
    return {
        **given,
        "PORT": port,
        "SMTP_PORT": smtp_port,
        "PUBLIC_URL": given.get("PUBLIC_URL") or f"http://localhost:{port}",
        "EMAIL_URL": mail_url,
        "AUTOMATION_EMAIL_URL": mail_url,
        "INBOX_FOLDER": str(inbox_folder()),
        "DJANGO_SETTINGS_MODULE": given.get("DJANGO_SETTINGS_MODULE", "saleor.settings"),
        "PYTHONPATH": os.pathsep.join(filter(None, [str(SANDBOX), str(PROJECT), given.get("PYTHONPATH")])),
        "PYTHONUNBUFFERED": "1",
        "LOG_LEVEL": given.get("LOG_LEVEL", "WARNING"),
    }


def processes(environment: Mapping[str, str]) -> dict[str, list[str]]:
    python, celery = sys.executable, [sys.executable, "-m", "celery", "--quiet", "--app", "saleor.celeryconf:app"]
    uvicorn = [python, "-m", "uvicorn", "saleor.asgi:application", "--host", "127.0.0.1"]
    return {
        "web": [*uvicorn, "--port", environment["PORT"], "--log-level", "warning"],
        "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING"],
        # Saleor's scheduler keeps its entries in the database; a file would have to be cleaned up.
        "beat": [*celery, "beat", "--loglevel", "WARNING", "--pidfile="],
        "inbox": [python, "-m", "world.inbox", "--port", environment["SMTP_PORT"]],
    }


def welcome(environment: Mapping[str, str]) -> str:
    url = environment["PUBLIC_URL"]
    return (
        f"\n  Shop       {url}/\n  Inbox      {url}/inbox/\n  Dashboard  {url}/dashboard/\n"
        f"  API        {url}/graphql/  (admin@example.com, password: admin)\n\n  Ctrl-C ends everything.\n"
    )


def _free_port(first: int) -> int:
    for port in range(first, first + PORTS_TRIED):
        with socket.socket() as probe:
            # As the servers do: a port whose last connections are still closing is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise SystemExit(f"Ports {first} to {first + PORTS_TRIED - 1} are all taken; set PORT and SMTP_PORT.")


def prepare() -> None:
    """Bring the database up to date, put the catalogue into it, and the extension into the Dashboard."""
    manage = [sys.executable, str(SANDBOX / "manage.py")]
    environment = serving_environment(os.environ)
    for command in (["migrate", "--verbosity", "0"], ["populate_world"]):
        subprocess.run([*manage, *command], check=True, env=environment)
    install_dashboard(environment)


def install_dashboard(environment: Mapping[str, str]) -> None:
    """Show the extension in the Dashboard; its addresses hold the port, which may be another one each time."""
    manage = [sys.executable, str(SANDBOX / "manage.py"), "automation_dashboard", "install"]
    subprocess.run(manage, check=True, env=environment, capture_output=True)


if __name__ == "__main__":
    prepare()
    sys.exit(serve())
