"""The whole demo on an empty database."""

from datetime import timedelta
from random import Random

from sqlalchemy import select

from app.accounts.vendor import Vendor
from app.core import clock, tenancy
from app.core.db import db

from . import bargains, purse
from .shops import RUDI_BATIK, WARUNG_SARI, Plan, Shop, found, stock_shelves
from .trade import Story, plan

OPENED = timedelta(days=15)
SEED = 20261120


def tell(media: str) -> list[Shop]:
    """Found both shops, tell their two weeks, plan their flash sales. Nothing when a vendor exists.

    Pictures go to the media folder.
    """
    if db.session.scalar(select(Vendor.id).limit(1)):
        return []
    story = Story(clock.now())
    with clock.at(story.until - OPENED):
        shops = [_open(chosen, media) for chosen in (WARUNG_SARI, RUDI_BATIK)]
    tenancy.enter(None)
    for number, shop in enumerate(shops):
        plan(story, shop, Random(SEED + number))  # noqa: S311
    story.tell()
    for shop in shops:
        purse.fill(shop)
    bargains.plan(story.until, *shops)
    return shops


def _open(chosen: Plan, media: str) -> Shop:
    shop = found(chosen)
    with tenancy.acting_for(shop.vendor.id):
        stock_shelves(shop, media)
    return shop
