"""A mail server that keeps what it is given, and pages to read it.

    python -m world.inbox --port 2525     the server as a process of its own; mails become files

In tests the same server runs in a thread, keeps mails in memory and can misbehave on command (faults.py).
"""
