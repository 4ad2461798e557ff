"""A stand with a flash sale on it."""

from datetime import timedelta

from app.core.actor import Actor
from app.core.clock import now
from app.core.db import transaction
from app.core.ids import new_id
from app.core.tenancy import acting_for
from app.flash import carving, sale
from app.flash.item import ItemDraft
from app.orders.place import Wanted
from tests.orders.stand import Stand, run

DEAL = 9_000


class FlashStand(Stand):
    """Sells its first variant for DEAL rupiah: quota and limit as told; running unless told otherwise."""

    def plan(self, quota: int = 5, per_buyer: int = 1, *, begins_in: int = -60, lasts: int = 3600, begun: bool = True):
        """Write the sale down and, as a rule, begin it."""
        with acting_for(self.vendor_id):
            with transaction():
                items = (ItemDraft(self.variants[0], DEAL, quota, per_buyer),)
                wanted = sale.Plan("Gajian", now() + timedelta(hours=1), now() + timedelta(hours=2), items)
                self.sale_id = sale.plan(self.sari, wanted).id
                self._reset_clock(begins_in, lasts)
            self.item_id = sale.find(self.vendor_id, self.sale_id).items[0].id
            if begun:
                with transaction():
                    carving.begin(self.sari, self.sale_id)
        return self

    def _reset_clock(self, begins_in: int, lasts: int) -> None:
        """Nobody may plan into the past, so time passes by itself."""
        run(
            "UPDATE flash_sale SET starts_at = now() + make_interval(secs => :b),"
            " ends_at = now() + make_interval(secs => :b + :l) WHERE id = :s",
            b=begins_in, l=lasts, s=self.sale_id,
        )  # fmt: skip

    @property
    def sari(self) -> Actor:
        """The owner."""
        return Actor("staff", self.vendor_id, new_id(), "Sari", "owner")

    def grab(self, quantity: int = 1, phone: str = "", **told):
        """Somebody presses Buy in the flash sale; a new phone number unless told."""
        number = phone or f"+62812{new_id().int % 10**8:08d}"
        line = (Wanted(self.variants[0], quantity, DEAL),)
        return self.attempt(lines=line, deal_id=self.item_id, shopper_phone=number, **told)

    def do(self, deed, *args, **more):
        """One deed in a transaction."""
        with acting_for(self.vendor_id), transaction():
            return deed(*args, **more)

    def flash_level(self):
        """On hand, held and allocated of the sale's own location."""
        with acting_for(self.vendor_id):
            return tuple(run(
                "SELECT on_hand, held, allocated FROM stock_level l JOIN stock_location p"
                " ON p.id = l.location_id WHERE p.flash_sale_id = :s", s=self.sale_id,
            ).one())  # fmt: skip

    def shop_level(self):
        """On hand, held and allocated of the shop itself."""
        with acting_for(self.vendor_id):
            return tuple(run(
                "SELECT on_hand, held, allocated FROM stock_level WHERE variant_id = :i AND location_id = :l",
                i=self.variants[0], l=self.location_id,
            ).one())  # fmt: skip
