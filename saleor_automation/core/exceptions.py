"""The errors of this package: one root, two families, one class per situation where a caller must tell."""


class AutomationError(Exception):
    """Something this package cannot do; the text says what, which object, and the remedy."""


class RetryableError(AutomationError):
    """Try again later: the cause lies outside and may pass."""


class PermanentError(AutomationError):
    """Never again in this form: the input or the configuration must change first."""


class InvalidDefinition(PermanentError):
    """A journey, recipe, condition or template breaks the rules of its language.

    problems holds (place, text) pairs; place names the step, field or block.
    """

    def __init__(self, subject: str, problems: list[tuple[str, str]]) -> None:
        self.subject = subject
        self.problems = problems
        lines = "; ".join(f"{place}: {text}" if place else text for place, text in problems)
        super().__init__(f"{subject}: {lines}")


class NotFound(PermanentError):
    """An object named by the caller does not exist."""


class Conflict(PermanentError):
    """The object is in a state that does not allow the operation; the text says which and what to do."""


class Stale(Conflict):
    """What a change was made from is no longer what is there: somebody else has saved meanwhile."""
