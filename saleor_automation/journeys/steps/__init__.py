"""Every kind of step. A new kind is one file here, its line below, a test, a docs heading and a form."""

from typing import Annotated

from pydantic import Field

from .ab_test import AbTest
from .add_tag import AddTag
from .base import StepConfig
from .branch import Branch
from .branch_dates import BranchDates
from .call_webhook import CallWebhook
from .change_points import ChangePoints
from .change_score import ChangeScore
from .end import End
from .end_journey import EndJourney
from .give_coupon import GiveCoupon
from .goal import Goal
from .invite import Invite
from .notify_team import NotifyTeam
from .random_split import RandomSplit
from .redeem import Redeem
from .remove_tag import RemoveTag
from .send import Send
from .set_field import SetField
from .start_journey import StartJourney
from .subscribe import Subscribe
from .tag_interest import TagInterest
from .unsubscribe import Unsubscribe
from .wait import Wait
from .wait_for import WaitFor
from .wait_until import WaitUntil
from .wait_window import WaitWindow

STEP_KINDS: dict[str, type[StepConfig]] = {
    "send": Send,
    "ab_test": AbTest,
    "wait": Wait,
    "wait_until": WaitUntil,
    "wait_window": WaitWindow,
    "wait_for": WaitFor,
    "branch": Branch,
    "branch_dates": BranchDates,
    "random_split": RandomSplit,
    "add_tag": AddTag,
    "remove_tag": RemoveTag,
    "tag_interest": TagInterest,
    "subscribe": Subscribe,
    "invite": Invite,
    "unsubscribe": Unsubscribe,
    "set_field": SetField,
    "change_score": ChangeScore,
    "change_points": ChangePoints,
    "give_coupon": GiveCoupon,
    "redeem": Redeem,
    "notify_team": NotifyTeam,
    "call_webhook": CallWebhook,
    "start_journey": StartJourney,
    "end_journey": EndJourney,
    "goal": Goal,
    "end": End,
}

Step = Annotated[
    Send
    | AbTest
    | Wait
    | WaitUntil
    | WaitWindow
    | WaitFor
    | Branch
    | BranchDates
    | RandomSplit
    | AddTag
    | RemoveTag
    | TagInterest
    | Subscribe
    | Invite
    | Unsubscribe
    | SetField
    | ChangeScore
    | ChangePoints
    | GiveCoupon
    | Redeem
    | NotifyTeam
    | CallWebhook
    | StartJourney
    | EndJourney
    | Goal
    | End,
    Field(discriminator="kind"),
]
