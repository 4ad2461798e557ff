"""A market stand: the least a shop needs to sell, and shoppers who press the button."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import text

from app.core.db import db, transaction
from app.core.ids import new_id
from app.core.tenancy import acting_for, everyone
from app.orders.place import Attempt, Outcome, Wanted, place

PRICE = 15_000


@dataclass
class Stand:
    """A vendor with one location and counted variants that all cost PRICE rupiah."""

    stock: list[int]
    vendor_id: UUID = field(default_factory=new_id)
    location_id: UUID = field(default_factory=new_id)
    variants: list[UUID] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.variants = [new_id() for _ in self.stock]
        with acting_for(self.vendor_id), transaction():
            self._open()
            for variant_id, quantity in zip(self.variants, self.stock, strict=True):
                self._shelve(variant_id, quantity)

    def _open(self) -> None:
        run(
            "INSERT INTO vendor (id, slug, name, offers_courier, courier_label, courier_amount, bank_account)"
            " VALUES (:v, :slug, 'Warung Sari', true, 'Kurir toko', 12000, '1234567890')",
            v=self.vendor_id,
            slug=f"sari-{self.vendor_id.hex[-12:]}",
        )
        run("INSERT INTO vendor_counter (vendor_id) VALUES (:v)", v=self.vendor_id)
        run(
            "INSERT INTO stock_location (vendor_id, id, name) VALUES (:v, :l, 'Toko')",
            v=self.vendor_id,
            l=self.location_id,
        )

    def _shelve(self, variant_id: UUID, quantity: int) -> None:
        ids: dict[str, Any] = {
            "v": self.vendor_id,
            "p": new_id(),
            "i": variant_id,
            "l": self.location_id,
            "m": new_id(),
        }
        run(
            "INSERT INTO product (vendor_id, id, name, slug, state, created_at, updated_at)"
            " VALUES (:v, :p, 'Keripik', :slug, 'published', now(), now())",
            slug=ids["p"].hex,
            **pick(ids, "vp"),
        )
        run(
            "INSERT INTO variant (vendor_id, id, product_id, price_amount) VALUES (:v, :i, :p, :price)",
            price=PRICE,
            **pick(ids, "vip"),
        )
        run(
            "INSERT INTO stock_level (vendor_id, location_id, variant_id, on_hand) VALUES (:v, :l, :i, :n)",
            n=quantity,
            **pick(ids, "vli"),
        )
        if quantity:
            run(
                "INSERT INTO stock_movement (vendor_id, id, location_id, variant_id, delta, on_hand_after, reason,"
                " cause_type, cause_id, actor_name, at)"
                " VALUES (:v, :m, :l, :i, :n, :n, 'opening', 'opening', :v, 'Sari', now())",
                n=quantity,
                **pick(ids, "vmli"),
            )

    def attempt(self, *quantities: int, **told: Any) -> Attempt:
        """Somebody wants so many pieces of the first, second, … variant; pick-up and cash unless told otherwise."""
        lines = [Wanted(id_, n, PRICE) for id_, n in zip(self.variants, quantities, strict=False) if n]
        usual = {"shopper_name": "Dewi Lestari", "shopper_phone": "+6281234567890", "fulfilment": "pickup"}
        usual |= {"payment_method": "cod", "lines": tuple(lines)}
        return Attempt(**({"key": new_id(), "vendor_id": self.vendor_id} | usual | told))

    def place(self, *attempts: Attempt) -> list[Outcome]:
        """Press the button, in one transaction."""
        with acting_for(self.vendor_id), transaction():
            return place(attempts)

    def buy(self, *quantities: int, **told: Any) -> Outcome:
        """One order that is expected to come about."""
        (outcome,) = self.place(self.attempt(*quantities, **told))
        assert outcome.refusal is None, str(outcome.refusal)
        return outcome

    def level(self, i: int = 0) -> tuple[int, int, int]:
        """On hand, held and allocated of a variant."""
        with everyone():
            found = run(
                "SELECT on_hand, held, allocated FROM stock_level WHERE variant_id = :i", i=self.variants[i]
            ).one()
            db.session.rollback()
        return tuple(found)

    def count(self, table: str) -> int:
        """Rows of a table that are this vendor's."""
        with everyone():
            found = run(f"SELECT count(*) FROM {table} WHERE vendor_id = :v", v=self.vendor_id).scalar_one()
            db.session.rollback()
        return found


def run(statement: str, **values: Any) -> Any:
    """One statement in the session."""
    return db.session.execute(text(statement), values)


def pick(values: dict[str, Any], names: str) -> dict[str, Any]:
    """Some of the values, by one-letter names."""
    return {name: values[name] for name in names}
