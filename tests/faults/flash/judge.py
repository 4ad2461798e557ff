"""The request history against the database: who was told what, and what is there."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import psycopg
from psycopg.rows import namedtuple_row

from .browser import ORDER, Browser
from .history import NO, OK, UNKNOWN, Press
from .house import House
from .stall import DEAL, Stall

ORDERS = """
    SELECT o.id, o.secret, o.shopper_name AS name, o.shopper_phone AS phone, o.fulfilment, o.payment_method, o.state,
        o.lines_amount, f.quantity, l.variant_id, l.quantity AS line_quantity, o.number
    FROM orders o LEFT JOIN flash_order f ON f.vendor_id = o.vendor_id AND f.order_id = o.id
    LEFT JOIN order_line l ON l.vendor_id = o.vendor_id AND l.order_id = o.id
    WHERE o.vendor_id = %(v)s ORDER BY o.number
"""
ATTEMPTS = "SELECT key, order_id, refusal IS NOT NULL AS is_refused FROM order_attempt WHERE vendor_id = %(v)s"
LEVELS = """
    SELECT p.flash_sale_id IS NOT NULL AS is_sale, l.on_hand, l.held, l.allocated
    FROM stock_level l JOIN stock_location p ON p.vendor_id = l.vendor_id AND p.id = l.location_id
    WHERE l.vendor_id = %(v)s
"""
SALE = """
    SELECT s.state, i.quota FROM flash_sale s JOIN flash_item i ON i.vendor_id = s.vendor_id AND i.sale_id = s.id
    WHERE s.vendor_id = %(v)s
"""


@dataclass(frozen=True)
class Order:
    """One order, with what its press must have said."""

    id: UUID
    secret: str
    name: str
    phone: str
    fulfilment: str
    payment_method: str
    state: str
    lines_amount: int
    quantity: int
    variant_id: UUID
    line_quantity: int
    number: int


@dataclass
class Facts:
    """What is there when everything runs again."""

    variant_id: UUID
    stock: int
    orders: list[Order]
    attempts: dict[UUID, UUID | None]
    """Keys with their order, None for a refusal."""
    quota: int
    state: str
    levels: list[tuple[bool, int, int, int]]
    """(whether it is the sale's own, on hand, held, allocated)"""
    shown: dict[UUID, str] = field(default_factory=dict)
    """What the page of a key that was ever without an answer says today: a secret, "no" or "pending"."""
    violations: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, house: House, stall: Stall, presses: Sequence[Press]) -> "Facts":
        """Everything of this shop, and the pages of its unsure presses."""
        shown = asyncio.run(_ask(house, stall, [one for one in presses if one.was_unknown]))
        with psycopg.connect(house.postgres.superuser_url, row_factory=namedtuple_row) as above:
            ask = lambda question: above.execute(question, {"v": stall.actor.vendor_id}).fetchall()  # noqa: E731
            [sale] = ask(SALE)
            return cls(
                stall.variant_id, stall.stock + stall.received, [Order(*row) for row in ask(ORDERS)],
                {row.key: row.order_id for row in ask(ATTEMPTS)}, sale.quota, sale.state,
                [tuple(row) for row in ask(LEVELS)], shown, house.violations(stall.slug),
            )  # fmt: skip


def judge(presses: Sequence[Press], facts: Facts) -> list[str]:
    """Sentences about everything that is not as it must be; none when all is well."""
    return [*_oversold(facts), *_stock(facts), *_promises(presses, facts), *_strangers(presses, facts),
            *_ways(presses, facts), *(f"check: {one}" for one in facts.violations)]  # fmt: skip


def _oversold(facts: Facts) -> Iterable[str]:
    live = sum(one.quantity or 0 for one in facts.orders if one.state not in ("expired", "cancelled"))
    if live > facts.quota:
        yield f"oversold: {live} pieces in orders, the quota is {facts.quota}"
    for is_sale, on_hand, held, allocated in facts.levels:
        if on_hand < held + allocated:
            yield f"oversold: level (sale {is_sale}) has {on_hand}, promised {held} + {allocated}"


def _stock(facts: Facts) -> Iterable[str]:
    there = sum(on_hand for _, on_hand, _, _ in facts.levels)
    if there != facts.stock:
        yield f"stock: {there} pieces are there, {facts.stock} should be"
    [(_, on_hand, held, allocated)] = [one for one in facts.levels if one[0]] or [(True, 0, 0, 0)]
    live = sum(one.quantity or 0 for one in facts.orders if one.state not in ("expired", "cancelled"))
    if held + allocated != live:
        yield f"stock: {held} + {allocated} pieces are set aside, {live} are in orders"
    if facts.state == "running" and on_hand != facts.quota:
        yield f"stock: {on_hand} pieces lie in the running sale, its quota is {facts.quota}"


def _promises(presses: Sequence[Press], facts: Facts) -> Iterable[str]:
    by_secret = {one.secret: one for one in facts.orders}
    of_name = Counter(one.name for one in facts.orders)
    for press in presses:
        secrets = press.told(OK)
        if len(secrets) > 1:
            yield f"{press.name} was told {len(secrets)} orders for one press"
        if secrets and press.told(NO):
            yield f"{press.name} was told both yes and no: {sorted(press.told(NO))}"
        for secret in secrets:
            yield from _kept(press, by_secret.get(secret), facts)
        if of_name[press.name] > 1:
            yield f"{press.name} has {of_name[press.name]} orders for one press"
        if press.verdict == NO and of_name[press.name]:
            yield f"{press.name} was told no and has an order: {sorted(press.told(NO))}"


def _kept(press: Press, order: Order | None, facts: Facts) -> Iterable[str]:
    if order is None:
        yield f"lost: {press.name} was told yes, and there is no such order"
        return
    said = (press.name, press.phone, press.fulfilment, press.payment_method, press.quantity, press.quantity)
    said_too = (press.quantity * DEAL, facts.variant_id)
    found = (order.name, order.phone, order.fulfilment, order.payment_method, order.quantity, order.line_quantity)
    if said != found or said_too != (order.lines_amount, order.variant_id):
        yield f"{press.name} has an order of something else: {found} for {said}"
    if facts.attempts.get(press.key) != order.id:
        yield f"{press.name}'s key does not lead to the order"


def _strangers(presses: Sequence[Press], facts: Facts) -> Iterable[str]:
    names, keys = {press.name for press in presses}, defaultdict(list)
    for key, order_id in facts.attempts.items():
        keys[order_id].append(key)
    for order in facts.orders:
        if order.name not in names:
            yield f"order {order.number} is nobody's"
        if len(keys[order.id]) != 1:
            yield f"order {order.number} of {order.name} is found by {len(keys[order.id])} keys"


def _ways(presses: Sequence[Press], facts: Facts) -> Iterable[str]:
    """Whoever was ever left without an answer has one now, on the page of the press as well."""
    secrets = {one.id: one.secret for one in facts.orders}
    for press in presses:
        if press.verdict == UNKNOWN:
            yield f"{press.name} never got an answer: {[what for _, what, _ in press.events][-4:]}"
        order_id = facts.attempts.get(press.key)
        expected = secrets.get(order_id) if order_id else NO if press.key in facts.attempts else "pending"
        if press.key in facts.shown and facts.shown[press.key] != expected:
            yield f"the page of {press.name}'s press says {facts.shown[press.key]}, the truth is {expected}"


async def _ask(house: House, stall: Stall, presses: Sequence[Press]) -> dict[UUID, str]:
    """Go and look at each press's page, as its browser."""
    shown = {}
    for press in presses:
        answer = await Browser(lambda: house.port, press.visit).get(f"{stall.page}/attempts/{press.key}")
        found = ORDER.search(answer.location)
        refused = answer.status in (409, 422)
        shown[press.key] = found[1] if found else NO if refused else "pending" if answer.status == 200 else str(answer)
    return shown
