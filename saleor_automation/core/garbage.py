"""Work through a batch without looking for garbage in between.

A batch makes some hundred thousand objects and frees them by counting references. Python takes so many for a reason to
look for cycles, and each look goes over everything Django and Saleor ever loaded; in a large send that was a tenth of
the time.
"""

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def without_collecting(work: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Keep the cycle collector from running inside a function, which must stop after a batch of bounded size."""

    @wraps(work)
    def uninterrupted(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        if not gc.isenabled():
            return work(*args, **kwargs)
        gc.disable()
        try:
            return work(*args, **kwargs)
        finally:
            gc.enable()

    return uninterrupted
