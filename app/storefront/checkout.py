"""From the cart to an order: one page, one button, one order however often it is pressed."""

from contextlib import suppress
from uuid import UUID, uuid4

from flask import g, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.core.db import transaction
from app.core.refusal import Busy, Refusal
from app.orders import cart as carts
from app.orders import checkout
from app.orders import order as orders
from app.orders.attempt import Outcome
from app.orders.checkout import Details
from app.web.errors import translated
from app.web.formats import phone
from app.web.fragments import done

from . import basket, page, paying, ways


def new() -> AnyResponse:
    """The page, with a key of its own for the press of its button."""
    return _form(_remembered())


def create() -> AnyResponse:
    """Order. A refusal comes back with the sentence, everything typed, and the cart as it is.

    One about a field comes with those about the others, so that nobody mends one after the other.
    """
    key, told = request.form.get("key", type=UUID) or uuid4(), _told()
    try:
        outcome = _press(key, told)
    except Refusal as refusal:
        return _form(told, refusal, key if isinstance(refusal, Busy) else None)
    if outcome is None:
        return _nothing()
    if outcome.refusal:
        return _form(told, outcome.refusal)
    _begin_to_pay(outcome)
    answer = done(url_for("storefront.orders.show", secret=outcome.secret))
    return basket.keep(answer, basket.ORDER, outcome.secret or "")


def _begin_to_pay(outcome: Outcome) -> None:
    """The order stands whatever the provider says: its page tells how paying goes, and begins it again."""
    order = orders.find_by_secret(g.vendor.id, outcome.secret or "")
    if order.is_awaiting_payment and order.payment_method not in paying.BY_SHOP:
        with suppress(Refusal):
            paying.start(order, order.payment_method)


def _press(key: UUID, told: Details) -> Outcome | None:
    cart = basket.current()
    if cart is None:
        return checkout.outcome_of(g.vendor.id, key)
    accepted = "accepted" in request.form
    with transaction():
        return checkout.check_out(cart, told, key=key, seen=request.form.get("seen", ""), accepted=accepted)


def _form(told: Details, refusal: Refusal | None = None, key: UUID | None = None) -> AnyResponse:
    contents = carts.contents(basket.current())
    if not contents.orderable:
        return _nothing()
    sentence = translated(refusal) if refusal else ""
    return page.show(
        "storefront/checkout/new.html",
        status=refusal.status if refusal else 200,
        private=True,
        contents=contents,
        told=told,
        key=key or uuid4(),
        seen=contents.mark(g.vendor.courier_amount),
        sentence="" if refusal and refusal.field else sentence,
        errors=errors(told, refusal) if refusal else {},
        ways_to_get=ways.to_get(g.vendor),
        ways_to_pay=ways.to_pay(g.vendor),
        groups=ways.online(g.vendor, contents.amount),
        totals=ways.totals(g.vendor, contents.amount),
    )


def errors(told: Details, refusal: Refusal) -> dict[str, str]:
    """The sentences beside the fields; none when the refusal is about something else."""
    return {one.field: translated(one) for one in (*told.missing(), refusal) if one.field} if refusal.field else {}


def _nothing() -> AnyResponse:
    """Without anything to order: the order that was just made, or the cart that says why."""
    order = None if carts.contents(basket.current()).lines else basket.last_order()
    if order is None:
        return done(url_for("storefront.cart.index"))
    return page.show("storefront/checkout/done.html", private=True, order=order)


def _online() -> list[ways.Choice]:
    amount = carts.contents(basket.current()).amount
    return [choice for group in ways.online(g.vendor, amount) for choice in group.choices]


def _told() -> Details:
    typed = {name: request.form.get(name, "") for name in Details.__dataclass_fields__}
    return Details(**typed)


def _remembered() -> Details:
    """What this browser told at its last order, as far as the shop still offers it, else what it offers first."""
    last = basket.last_order()
    get = [way for way, *_ in ways.to_get(g.vendor)]
    pay = [way for way, *_ in (*ways.to_pay(g.vendor), *_online())]
    fulfilment = last.fulfilment if last and last.fulfilment in get else "".join(get[:1])
    payment = last.payment_method if last and last.payment_method in pay else "".join(pay[:1])
    if last is None:
        return Details("", "", fulfilment, payment)
    return Details(last.shopper_name, phone(last.shopper_phone), fulfilment, payment, last.address)
