"""Two weeks of orders, each told through the deeds that people do, in the order in which they happened."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from app.core import clock, tenancy
from app.core.actor import Actor
from app.core.db import transaction
from app.core.ids import new_id
from app.orders import cancellation, expiry, fulfilment, payment
from app.orders.attempt import Attempt, Wanted
from app.orders.place import place

from .shoppers import NAMES, NOTES, STREETS, phone
from .shops import Shop

DAYS = 14
OPENS, CLOSES = 7, 21
TRIES = 5
"""A shopper who finds something sold out chooses again."""

Deed = Callable[[], None]
After = tuple[timedelta, Callable[[Actor, UUID], Any]]


@dataclass
class Story:
    """Deeds by their moment. A deed may add others that come of it; what lies in the future does not happen yet."""

    until: datetime
    waiting: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    ticket: Iterator[int] = field(default_factory=count)

    def add(self, moment: datetime, deed: Deed) -> None:
        """Something that will happen at a moment."""
        heapq.heappush(self.waiting, (moment, next(self.ticket), deed))

    def tell(self) -> None:
        """Let everything happen, oldest first, until now."""
        while self.waiting and self.waiting[0][0] <= self.until:
            moment, _, deed = heapq.heappop(self.waiting)
            with clock.at(moment):
                deed()


def plan(story: Story, shop: Shop, dice: Random) -> None:
    """Fill the last fourteen days with orders, and the last hours with one of every kind that waits for somebody."""
    today = story.until.astimezone(clock.JAKARTA).replace(hour=0, minute=0, second=0, microsecond=0)
    for day in range(DAYS, -1, -1):
        for _ in range(dice.randint(*shop.plan.orders_a_day)):
            moment = today - timedelta(days=day) + timedelta(minutes=dice.randint(OPENS * 60, CLOSES * 60))
            if moment < story.until - timedelta(hours=30):
                story.add(moment, partial(order, story, shop, dice, dice.choice(ENDED)))
    for minutes_ago, course in RECENT:
        story.add(story.until - timedelta(minutes=minutes_ago), partial(order, story, shop, dice, course))


@dataclass(frozen=True)
class Course:
    """How an order goes: how it is paid and handed over, and what follows after how many minutes."""

    payment: str
    fulfilment: str
    steps: tuple[tuple[int, str], ...] = ()


def _course(payment_: str, fulfilment_: str, *steps: tuple[int, str]) -> Course:
    return Course(payment_, fulfilment_, steps)


SENT = ((35, "pay"), (80, "pack"), (150, "ship"), (1300, "deliver"))
ENDED = (
    _course("transfer", "courier", *SENT), _course("transfer", "courier", *SENT), _course("transfer", "courier", *SENT),
    _course("transfer", "pickup", (20, "pay"), (60, "pack"), (200, "deliver")),
    _course("cod", "pickup", (30, "pack"), (120, "deliver")), _course("cod", "pickup", (25, "pack"), (90, "deliver")),
    _course("cod", "courier", (40, "pack"), (70, "ship"), (180, "deliver")),
    _course("cod", "courier", (40, "pack"), (70, "ship"), (160, "deliver")),
    _course("transfer", "courier", (1441, "expire")),
    _course("cod", "courier", (45, "cancel")),
    _course("transfer", "courier", (30, "pay"), (90, "cancel"), (400, "refund")),
)  # fmt: skip
RECENT = (
    (1700, _course("transfer", "courier", *SENT[:3])),
    (1500, _course("cod", "courier", (40, "pack"), (90, "ship"))),
    (1460, _course("transfer", "courier", (1441, "expire"))),
    (420, _course("transfer", "courier", *SENT[:3])),
    (300, _course("transfer", "pickup", (15, "pay"), (50, "pack"))),
    (240, _course("transfer", "courier", (25, "pay"), (70, "pack"))),
    (210, _course("transfer", "courier", (20, "pay"), (60, "cancel"))),
    (150, _course("cod", "pickup", (20, "pack"), (55, "deliver"))),
    (95, _course("transfer", "courier", (30, "pay"))),
    (70, _course("cod", "courier")),
    (48, _course("cod", "pickup")),
    (26, _course("transfer", "courier")),
    (9, _course("transfer", "pickup")),
)


def order(story: Story, shop: Shop, dice: Random, course: Course) -> None:
    """One order, if the shelf still has it, and what comes of it later."""
    for _ in range(TRIES):
        with tenancy.acting_for(shop.vendor.id), transaction():
            [outcome] = place([_attempt(shop, dice, course)])
        if outcome.order_id is not None:
            go_on(story, shop, dice, course, outcome.order_id)
            break


def go_on(story: Story, shop: Shop, dice: Random, course: Course, order_id: UUID) -> None:
    """What will come of an order, each step by the hand of somebody."""
    for minutes, step in course.steps:
        actor = dice.choice(shop.members[: 1 if step == "refund" else 2]).actor()
        deed = sweep if step == "expire" else partial(follow, shop, DEEDS[step], actor, order_id)
        story.add(clock.now() + timedelta(minutes=minutes), deed)


def sweep() -> None:
    """What the worker does every few seconds."""
    expiry.expire_due()


def follow(shop: Shop, deed: Callable[[Actor, UUID], Any], actor: Actor, order_id: UUID) -> None:
    """What somebody of the shop does with an order, as one transaction."""
    with tenancy.acting_for(shop.vendor.id), transaction():
        deed(actor, order_id)


def _attempt(shop: Shop, dice: Random, course: Course) -> Attempt:
    who = dice.randrange(len(NAMES))
    chosen = dice.sample(list(shop.prices), dice.choice((1, 1, 2, 2, 3)))
    return Attempt(
        key=new_id(),
        vendor_id=shop.vendor.id,
        shopper_name=NAMES[who],
        shopper_phone=phone(who),
        fulfilment=course.fulfilment,
        payment_method=course.payment,
        lines=tuple(Wanted(variant, dice.choice((1, 1, 2)), shop.prices[variant]) for variant in chosen),
        address=f"{dice.choice(STREETS)} No. {dice.randint(2, 120)}, Bandung" if course.fulfilment == "courier" else "",
        note=dice.choice(NOTES),
    )


def _ship(actor: Actor, order_id: UUID) -> None:
    number = f"JX{order_id.int % 10**10:010d}"
    fulfilment.ship(actor, order_id, "JNE", number)


def _cancel(actor: Actor, order_id: UUID) -> None:
    cancellation.cancel(actor, order_id, "Pembeli berubah pikiran")


def _refund(actor: Actor, order_id: UUID) -> None:
    payment.refund(actor, order_id, proof="TRX-2041")


DEEDS: dict[str, Callable[[Actor, UUID], Any]] = {
    "pay": payment.confirm, "pack": fulfilment.pack, "ship": _ship, "deliver": fulfilment.deliver,
    "cancel": _cancel, "refund": _refund,
}  # fmt: skip
