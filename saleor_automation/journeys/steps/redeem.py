"""Turn the person's points into a reward: the points go and the coupon is there, in one transaction, or neither.

The mails behind this step show the code. Points were paid for it, so no exit takes it back.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from ...contacts.lock_objects import lock_contacts
from ...scores.points import balances_of
from ...scores.redemption import Wish, open_rewards, redeem_many
from .base import Advance, Effect, Outcome, Planned, StepConfig, StepContext


@dataclass(frozen=True, slots=True)
class SpendPoints(Effect):
    reward: str

    @classmethod
    def apply(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        present = lock_contacts(item.context.contact_id for item in planned)
        groups: dict[tuple[str, str], list[Planned]] = defaultdict(list)
        for item in planned:
            if item.context.contact_id in present:
                groups[(item.effect.reward, item.context.source)].append(item)
        gained = {}
        for (reward, source), items in sorted(groups.items(), key=lambda group: group[0]):
            wishes = [Wish(_key(item), item.context.contact_id) for item in items]
            policies = redeem_many(reward, wishes, source, now)
            for item in items:
                policy = policies.get(_key(item))
                # Without a coupon of this step no older one of the run takes its place in the mail.
                gained[item.context.enrollment_id] = {
                    "coupon": {"policy": policy, "key": _key(item)} if policy else {},
                }
        return gained

    @classmethod
    def withhold(cls, planned: Sequence[Planned], now: datetime) -> dict[int, dict[str, Any]]:
        """Note the coupon the points would have become, which decides whether a mail would have gone."""
        rewards = open_rewards({item.effect.reward for item in planned})
        return {
            item.context.enrollment_id: {
                "coupon": {"policy": rewards[item.effect.reward].policy_slug, "key": _key(item)}
            }
            for item in planned
            if item.effect.reward in rewards
        }


def _key(item: Planned) -> str:
    return f"journey:{item.key}"


class Redeem(StepConfig):
    """on_short is the step for people whose points do not suffice, or who find the reward switched off."""

    kind: Literal["redeem"] = "redeem"
    titles = {"en": "Turn points into a reward", "it": "Trasforma i punti in un premio"}
    moves_ledgers = True

    reward: str = Field(min_length=1, max_length=63)
    on_short: str = ""

    def targets(self) -> Sequence[str]:
        return [target for target in (self.next, self.on_short) if target]

    def references(self) -> Sequence[tuple[str, str]]:
        return [("reward", self.reward)]

    def load(self, contexts: Sequence[StepContext]) -> Mapping[int, Any]:
        reward = open_rewards([self.reward]).get(self.reward) if contexts else None
        if reward is None:
            return {}
        balances = balances_of({context.contact_id for context in contexts})
        return {context.enrollment_id: (balances.get(context.contact_id, 0), reward.points) for context in contexts}

    def run(self, context: StepContext) -> Outcome:
        if context.loaded is None:
            return Advance(to=self.on_short or None, reason="reward is off", facts={"reward": self.reward})
        points, needed = context.loaded
        facts = {"reward": self.reward, "points": points, "needed": needed}
        if points < needed:
            return Advance(to=self.on_short or None, reason="too few points", facts=facts)
        return Advance(effects=(SpendPoints(self.reward),), reason="redeemed", facts=facts)
