"""What customers do from day to day: come, look, leave a cart, read their mail, come back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from world.demo.cast import OUTFITS, TOGETHER, Leaving, Person
from world.demo.front_door import FrontDoor, Refused
from world.demo.mailbox import Mail
from world.demo.marketer import ADVICE, LOYALTY, NEWSLETTER
from world.demo.storefront import PlacedOrder, Storefront, Ware, cart_id_of

CART_LINK = re.compile(r"/cart/([0-9a-f-]{36})/")
PRODUCT_LINK = re.compile(r"/products/([^/]+)/")
CONFIRM_LINK = re.compile(r"(?:/|%2F)confirm(?:/|%2F)")
# The reminder is made when the first pass after the idle time begins; who orders then is in the shop at once.
IDLE = timedelta(hours=1)
WHILE_THE_PASS_RUNS = timedelta(minutes=1)

Plan = Callable[[datetime, Callable[[], None]], None]


class Customers:
    """Carries out the customers' lives; later deeds go into the agenda through `plan`.

    `tally` counts what they did; `orders` and `birthdays` are what the shop's staff have not dealt with yet.
    """

    def __init__(
        self,
        people: Sequence[Person],
        storefront: Storefront,
        door: FrontDoor,
        plan: Plan,
        pass_after: Callable[[datetime], datetime],
    ) -> None:
        self._people = {person.email: person for person in people}
        self._storefront = storefront
        self._door = door
        self._plan = plan
        self._pass_after = pass_after
        self.tally: Counter[str] = Counter()
        self.orders: list[PlacedOrder] = []
        self.birthdays: list[Person] = []

    def begin(self, start: datetime) -> None:
        for person in self._people.values():
            for moment in person.shopping_trips(start):
                self._plan(moment, lambda person=person, moment=moment: self._shop(person, moment))  # type: ignore[misc]

    # ---- a trip to the shop

    def _shop(self, person: Person, now: datetime) -> None:
        self.tally["visits"] += 1
        wares = self._what_they_came_for(person)
        self._storefront.look_at(person, wares)
        self._plan_looks(person, wares, now)
        if not person.is_registered and person.does(person.habits.registers):
            self._storefront.register(person)
        if not person.is_subscribed and person.does(person.habits.subscribes):
            self._subscribe(person)
        chosen = wares[: person.luck.randint(1, 2)]
        cart_id = self._fill_cart(person, chosen, gives_email_later=person.does(0.3))
        if not cart_id:
            return
        if person.does(person.habits.buys_at_once):
            self._plan(now + person.pause(4, 20), lambda: self._order(person, cart_id))
        else:
            self._leave(person, cart_id, chosen, now)

    def _what_they_came_for(self, person: Person) -> list[Ware]:
        wares = self._storefront.wares(person.channel)
        if person.does(OUTFITS):
            wares = [ware for ware in wares if ware.slug in TOGETHER]
        return person.luck.sample(wares, person.luck.randint(1, 4))

    def _plan_looks(self, person: Person, wares: list[Ware], now: datetime) -> None:
        """They come back for one of the products, or go on looking around for some days."""
        if person.does(person.habits.looks_again):
            again = [person.luck.choice(wares)]
            self._plan(now + person.pause(20 * 60, 50 * 60), lambda: self._storefront.look_at(person, again))
        for day in range(1, person.habits.browsing_days + 1):
            around = person.luck.sample(self._storefront.wares(person.channel), 5)
            moment = now + timedelta(days=day) + person.pause(0, 90)
            self._plan(moment, lambda around=around: self._storefront.look_at(person, around))  # type: ignore[misc]

    def _subscribe(self, person: Person) -> None:
        habits = person.habits
        chances = {NEWSLETTER: habits.joins_newsletter, ADVICE: habits.wants_advice, LOYALTY: habits.joins_loyalty}
        self._storefront.subscribe(person, [name for name, chance in chances.items() if person.does(chance)])
        if person.does(habits.tells_birthday):
            self.birthdays.append(person)

    def _leave(self, person: Person, cart_id: str, wares: list[Ware], left_at: datetime) -> None:
        match person.chooses_leaving():
            case Leaving.BOUGHT_ELSEWHERE:
                self._plan(left_at + person.pause(20, 55), lambda: self._buy_elsewhere(person, wares))
            case Leaving.BOUGHT_AT_THE_BELL:
                bell = self._pass_after(left_at + IDLE) + WHILE_THE_PASS_RUNS
                self._plan(bell, lambda: self._order(person, cart_id))
            case Leaving.EMPTIED:
                self._plan(left_at + person.pause(180, 600), lambda: self._storefront.empty_cart(person, cart_id))

    def _buy_elsewhere(self, person: Person, wares: list[Ware]) -> None:
        """Order the same from another device: a cart the shop cannot know to be the same."""
        cart_id = self._fill_cart(person, wares, gives_email_later=False)
        if cart_id:
            self._order(person, cart_id)

    def _fill_cart(self, person: Person, wares: list[Ware], *, gives_email_later: bool) -> str:
        try:
            cart_id = self._storefront.fill_cart(person, wares, gives_email_later=gives_email_later)
        except Refused as refusal:
            self._give_up(refusal)
            return ""
        self.tally["carts"] += 1
        return cart_id

    def _order(self, person: Person, cart_id: str) -> bool:
        try:
            self.orders.append(self._storefront.order(person, cart_id))
        except Refused as refusal:
            self._give_up(refusal)
            return False
        self.tally["orders"] += 1
        return True

    def _give_up(self, refusal: Refused) -> None:
        """Sold out, or a code too late: that happens in shops. Anything else is a mistake and ends the demo."""
        if refusal.code not in ("INSUFFICIENT_STOCK", "VOUCHER_NOT_APPLICABLE", "INVALID"):
            raise refusal
        self.tally["sent away"] += 1

    # ---- a mail in the inbox

    def receive(self, mail: Mail, now: datetime) -> None:
        self.tally["mails"] += 1
        person = self._people[mail.recipient]
        if not person.does(person.habits.opens):
            return
        opened_at = now + person.pause(5, 14 * 60)
        self._plan(opened_at, lambda: self._open(person, mail, opened_at))

    def _open(self, person: Person, mail: Mail, now: datetime) -> None:
        self._door.open(mail.pixel, address=person.address)
        question = next((url for url in mail.links if CONFIRM_LINK.search(url)), "")
        if question:
            self._answer_invitation(person, question)
        elif person.does(person.habits.unsubscribes):
            self._door.post(mail.unsubscribe_url, {"List-Unsubscribe": "One-Click"}, address=person.address)
            self.tally["unsubscribed"] += 1
        elif mail.links and person.does(person.habits.clicks):
            clicked_at = now + person.pause(0.5, 4)
            self._plan(clicked_at, lambda: self._click(person, mail, clicked_at))

    def _answer_invitation(self, person: Person, question: str) -> None:
        if person.does(person.habits.accepts_invitation):
            page = self._door.open(question, address=person.address).headers["Location"]
            self._door.post(page, {}, address=person.address)
            self.tally["invitations accepted"] += 1

    def _click(self, person: Person, mail: Mail, now: datetime) -> None:
        answer = self._door.open(person.luck.choice(mail.links), address=person.address)
        page = answer.headers.get("Location", "")
        if not page:
            raise RuntimeError(f"A link of the mail {mail.subject!r} answered {answer.status_code} and led nowhere.")
        wares = self._wares_of(person, page)
        self._storefront.look_at(person, wares)
        is_tempted = mail.code or not person.habits.waits_for_code
        if is_tempted and person.does(person.habits.orders):
            self._plan(now + person.pause(3, 40), lambda: self._order_from_mail(person, mail, page, wares))

    def _wares_of(self, person: Person, page: str) -> list[Ware]:
        """Return the product a link led to, or something else that catches the eye."""
        wares = self._storefront.wares(person.channel)
        link = PRODUCT_LINK.search(page)
        shown = [ware for ware in wares if link and ware.slug == link[1]]
        return shown or [person.luck.choice(wares)]

    def _order_from_mail(self, person: Person, mail: Mail, page: str, wares: list[Ware]) -> None:
        """Go on with the cart the link led to, or fill a new one; type in the mail's code if it has one."""
        link = CART_LINK.search(page)
        cart_id = cart_id_of(link[1]) if link else ""
        if not (cart_id and self._storefront.is_there(person, cart_id)):
            cart_id = self._fill_cart(person, wares, gives_email_later=False)
        if not cart_id:
            return
        if mail.code and self._type_code(person, cart_id, mail.code):
            self.tally["codes typed"] += 1
        if self._order(person, cart_id):
            self.tally["orders after a mail"] += 1

    def _type_code(self, person: Person, cart_id: str, code: str) -> bool:
        try:
            self._storefront.type_code(person, cart_id, code)
        except Refused as refusal:
            self._give_up(refusal)
            return False
        return True
