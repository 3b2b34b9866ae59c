"""Every kind of step. A new kind is one file here, its line below, a test, a docs heading and a form."""

from typing import Annotated

from pydantic import Field

from .add_tag import AddTag
from .branch import Branch
from .end import End
from .give_coupon import GiveCoupon
from .send import Send
from .unsubscribe import Unsubscribe
from .wait import Wait
from .wait_for import WaitFor

STEP_KINDS = {
    "send": Send,
    "wait": Wait,
    "wait_for": WaitFor,
    "branch": Branch,
    "give_coupon": GiveCoupon,
    "add_tag": AddTag,
    "unsubscribe": Unsubscribe,
    "end": End,
}

Step = Annotated[Send | Wait | WaitFor | Branch | GiveCoupon | AddTag | Unsubscribe | End, Field(discriminator="kind")]
