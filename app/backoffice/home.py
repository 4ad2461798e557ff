"""The first page of the day: how it sells, what needs you, what a new shop still lacks."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from app.core.clock import JAKARTA, now
from app.orders import first_week, today
from app.web.guards import current_actor

bp = Blueprint("home", __name__)

PLACES = {
    "reversed": ("alert", "/backoffice/orders?tab=new"),
    "desk": ("money", "/backoffice/money"),
    "payout": ("undo", "/backoffice/money"),
    "confirm": ("money", "/backoffice/orders?tab=new"),
    "pack": ("box", "/backoffice/orders?tab=packing"),
    "send": ("truck", "/backoffice/orders?tab=sending"),
    "refund": ("undo", "/backoffice/orders?tab=cancelled"),
    "out": ("alert", "/backoffice/stock?state=out"),
    "low": ("stock", "/backoffice/stock?state=low"),
}


@dataclass(frozen=True)
class Bar:
    """One day of the picture, measured in its 0-100 box."""

    day: today.Day
    x: float
    height: float


@bp.get("")
def show() -> str:
    """Everything on one screen, each row one tap from its place."""
    vendor_id = current_actor().vendor_id
    return render_template(
        "backoffice/home/show.html",
        sales=today.sales(vendor_id),
        needs=places(today.needs(vendor_id)),
        vendor_id=vendor_id,
        bars=bars(today.days(vendor_id)),
        guide=first_week.guide(vendor_id),
        today=now().astimezone(JAKARTA).date(),
    )


def places(needs: list[today.Need]) -> list[tuple[today.Need, str, str]]:
    """Each need with its icon and the page where it is met."""
    return [(need, *PLACES[need.kind]) for need in needs]


def bars(days: list[today.Day]) -> list[Bar]:
    """The days side by side, the tallest filling the height; a day with any order is seen."""
    most = max(day.sales.orders for day in days) or 1
    return [
        Bar(day, n * 10, max(day.sales.orders * 48 / most, 3 if day.sales.orders else 1)) for n, day in enumerate(days)
    ]
