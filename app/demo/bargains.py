"""A flash sale in each shop: one that runs since a moment ago, one that begins tomorrow at noon."""

from datetime import datetime, timedelta

from app.catalog import product
from app.core import tenancy
from app.core.clock import JAKARTA
from app.core.db import transaction
from app.flash import carving, sale
from app.flash.item import ItemDraft
from app.flash.sale import Plan

from .shops import Shop

RUNS_FOR = timedelta(hours=6)
LASTS = timedelta(hours=2)
WARUNG_SARI = {"Nastar nanas": (59_000, 8, 2), "Keripik pisang cokelat": (12_000, 15, 3)}
RUDI_BATIK = {"Selendang batik": (89_000, 5, 1), "Tas jinjing batik": (69_000, 8, 2)}
"""Price, quota and limit per buyer of the first variant of each."""


def plan(at: datetime, sari: Shop, rudi: Shop) -> None:
    """Sari's begins at this moment, Rudi's is announced for tomorrow."""
    with tenancy.acting_for(sari.vendor.id), transaction():
        begun = sale.plan(sari.owner, Plan("Camilan sore", at, at + RUNS_FOR, _items(sari, WARUNG_SARI)))
        carving.begin(sari.owner, begun.id)
    noon = (at.astimezone(JAKARTA) + timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0)
    with tenancy.acting_for(rudi.vendor.id), transaction():
        sale.plan(rudi.owner, Plan("Batik besok siang", noon, noon + LASTS, _items(rudi, RUDI_BATIK), is_draw=True))


def _items(shop: Shop, wanted: dict[str, tuple[int, int, int]]) -> tuple[ItemDraft, ...]:
    known = product.by_name(shop.vendor.id, wanted)
    return tuple(ItemDraft(known[name.lower()].variants[0].id, *terms) for name, terms in wanted.items())
