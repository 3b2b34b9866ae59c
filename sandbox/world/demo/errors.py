class DemoError(Exception):
    """Something keeps the demo from running; the text says what, and what to do."""
