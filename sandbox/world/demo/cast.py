"""Who lives in the season, and how likely each of them does what. All of it follows from the seed."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

SEED = 20_240_229
NUMBER_OF_PEOPLE = 100
SEASON_DAYS = 285
PASSWORD = "walking-in-the-woods"


class Leaving(StrEnum):
    """What becomes of a cart that is not bought at once."""

    FORGOTTEN = "forgotten"
    BOUGHT_ELSEWHERE = "bought in another cart within the hour"
    BOUGHT_AT_THE_BELL = "bought while the first reminder is being made"
    EMPTIED = "emptied before the second reminder"


@dataclass(frozen=True)
class Habits:
    """How a kind of customer behaves. Chances go from 0 to 1; ranges hold the fewest and the most.

    Who subscribes may join the newsletter, the weekly advice for beginners and the loyalty programme, too, and tell
    their birthday. `looks_again` is coming back to one product of a trip within days; `browsing_days` are days on which
    they only look around. Of those who opened a mail `clicks` follow a link, and of those `orders` buy;
    `waits_for_code` buys only with a code from the mail. `unsubscribes` is per mail that was opened,
    `accepts_invitation` per mail that asks whether they want the newsletter.
    """

    share: float
    trips: tuple[int, int] = (1, 2)
    days_between_trips: tuple[int, int] = (25, 75)
    first_day: tuple[int, int] = (0, SEASON_DAYS - 12)
    registers: float = 0.2
    subscribes: float = 0.8
    joins_newsletter: float = 0.35
    wants_advice: float = 0.12
    joins_loyalty: float = 0.2
    tells_birthday: float = 0.15
    looks_again: float = 0.2
    browsing_days: int = 0
    buys_at_once: float = 0.4
    leaving: dict[Leaving, float] = field(default_factory=lambda: {Leaving.FORGOTTEN: 1.0})
    opens: float = 0.6
    clicks: float = 0.4
    orders: float = 0.4
    waits_for_code: bool = False
    unsubscribes: float = 0.02
    accepts_invitation: float = 0.5


HABITS: dict[str, Habits] = {
    "regular": Habits(0.26, trips=(1, 3), registers=0.5, buys_at_once=0.75, orders=0.5),
    # Bought once in the first days and never came back: win-back accompanies them to its end.
    "one-timer": Habits(
        0.16, trips=(1, 1), first_day=(0, 12), buys_at_once=1.0, subscribes=0.9, opens=0.35, clicks=0.15, orders=0.3
    ),
    "dreamer": Habits(
        0.22,
        trips=(1, 2),
        buys_at_once=0.1,
        wants_advice=0.5,
        looks_again=0.6,
        browsing_days=4,
        opens=0.75,
        clicks=0.5,
        orders=0.45,
    ),
    "bargain hunter": Habits(
        0.12, trips=(1, 2), buys_at_once=0.05, wants_advice=0.4, opens=0.9, clicks=0.6, orders=0.8, waits_for_code=True
    ),
    "busy": Habits(
        0.12,
        buys_at_once=0.2,
        leaving={
            Leaving.FORGOTTEN: 0.2,
            Leaving.BOUGHT_ELSEWHERE: 0.35,
            Leaving.BOUGHT_AT_THE_BELL: 0.35,
            Leaving.EMPTIED: 0.1,
        },
    ),
    "private": Habits(0.08, subscribes=0.0, buys_at_once=0.5),
    "easily annoyed": Habits(0.04, buys_at_once=0.3, opens=0.9, clicks=0.1, unsubscribes=0.7),
}

FIRST_NAMES = {
    "en": ("Ava", "Liam", "Mia", "Noah", "Ruby", "Owen", "Ella", "Jack", "Ivy", "Theo", "Nora", "Finn", "Clara"),
    "it": ("Giulia", "Marco", "Chiara", "Luca", "Sara", "Andrea", "Elena", "Paolo", "Marta", "Davide", "Irene"),
}
LAST_NAMES = {
    "en": ("Archer", "Bell", "Carver", "Dale", "Ellis", "Frost", "Hart", "Keller", "Lowe", "Marsh", "Reed", "Ward"),
    "it": ("Amato", "Bruni", "Conti", "Ferri", "Galli", "Leone", "Mancini", "Neri", "Orsini", "Riva", "Testa"),
}
# What people take together when they go out for the first time.
TOGETHER = (
    *("birchline-2-tent", "ember-down-sleeping-bag", "cloudpad-insulated-mat"),
    *("trailhead-gas-stove", "beam-400-headlamp", "copperline-camp-kettle"),
)
OUTFITS = 0.4
"""The share of shopping trips that are for such an outfit."""

# Of the European channel's customers most read Italian; everybody else gets English.
CHANNELS, ITALIANS = ("us", "eu"), 0.6


@dataclass
class Person:
    """One customer: `luck` decides everything they do, so nobody's day depends on what others did before."""

    number: int
    kind: str
    first_name: str
    last_name: str
    language: str
    channel: str
    luck: random.Random
    visitor_id: uuid.UUID
    is_registered: bool = False
    is_subscribed: bool = False
    born_on: date = date(1990, 1, 1)

    @property
    def habits(self) -> Habits:
        return HABITS[self.kind]

    @property
    def email(self) -> str:
        return f"{self.first_name}.{self.last_name}.{self.number}@mail.example".lower()

    @property
    def address(self) -> str:
        """The network address they come from (RFC 2544's range for tests): limits count per address."""
        return f"198.18.{self.number // 250}.{self.number % 250 + 1}"

    def does(self, chance: float) -> bool:
        return self.luck.random() < chance

    def pause(self, fewest_minutes: float, most_minutes: float) -> timedelta:
        return timedelta(minutes=round(self.luck.uniform(fewest_minutes, most_minutes), 2))

    def chooses_leaving(self) -> Leaving:
        ways = self.habits.leaving
        return self.luck.choices(list(ways), list(ways.values()))[0]

    def shopping_trips(self, start: datetime) -> Iterator[datetime]:
        """Yield the moments they come to the shop without being called."""
        habits = self.habits
        day = self.luck.randint(*habits.first_day)
        for _ in range(self.luck.randint(*habits.trips)):
            if day < SEASON_DAYS - 1:
                yield start + timedelta(days=day, minutes=self.luck.randint(8 * 60, 22 * 60))
            day += self.luck.randint(*habits.days_between_trips)


def create_cast(number: int = NUMBER_OF_PEOPLE, seed: int = SEED) -> list[Person]:
    """Return the people of the season, each kind in its share."""
    dice = random.Random(seed)
    kinds = [kind for kind, habits in HABITS.items() for _ in range(round(habits.share * number))]
    dice.shuffle(kinds)
    return [_person(index, kind, dice, seed) for index, kind in enumerate(kinds[:number])]


def _person(number: int, kind: str, dice: random.Random, seed: int) -> Person:
    channel = dice.choice(CHANNELS)
    language = "it" if channel == "eu" and dice.random() < ITALIANS else "en"
    return Person(
        number=number,
        kind=kind,
        first_name=dice.choice(FIRST_NAMES[language]),
        last_name=dice.choice(LAST_NAMES[language]),
        language=language,
        channel=channel,
        luck=random.Random(f"{seed}-{number}"),
        visitor_id=uuid.UUID(int=dice.getrandbits(128), version=4),
        born_on=date(dice.randint(1950, 2005), 1, 1) + timedelta(days=dice.randrange(365)),
    )
