"""Everything a batch of attempts is decided against: read and locked once, counted down, written once."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.flash.deal import Deal, Item, Purses, deals
from app.stock.shelf import ORDINARY, Shelf, Ware

from .attempt import Attempt
from .goods import Good, Pair, goods
from .terms import Terms, terms


@dataclass
class Market:
    """Goods, terms and deals as they are now; what is left on the shelf and what buyers have taken, under locks."""

    goods: dict[Pair, Good]
    terms: dict[UUID, Terms]
    deals: dict[Item, Deal]
    shelf: Shelf
    purses: Purses

    @classmethod
    def open(cls, attempts: Sequence[Attempt]) -> "Market":
        """Lock the stock first and read the limits after it, so that they cannot move while this batch decides."""
        items = {(one.vendor_id, one.deal_id) for one in attempts if one.deal_id}
        offered = deals(items) if items else {}
        pairs = {(one.vendor_id, wanted.variant_id) for one in attempts for wanted in one.lines}
        wares = {ware(one, wanted.variant_id, offered) for one in attempts for wanted in one.lines}
        shelf = Shelf.lock(wares) if wares else Shelf({})
        purses = [(one.vendor_id, one.deal_id, buyer) for one in attempts if one.deal_id for buyer in one.purse]
        return cls(
            goods(pairs) if pairs else {},
            terms(one.vendor_id for one in attempts),
            offered,
            shelf,
            Purses.read(purses),
        )

    def deal(self, attempt: Attempt) -> Deal | None:
        """The deal of an attempt, if it has one that exists."""
        return self.deals.get((attempt.vendor_id, attempt.deal_id)) if attempt.deal_id else None

    def ware(self, attempt: Attempt, variant_id: UUID) -> Ware:
        """Where on the shelf the attempt's pieces lie."""
        return ware(attempt, variant_id, self.deals)

    def close(self) -> None:
        """Write what was taken."""
        self.shelf.write()
        self.purses.write()


def ware(attempt: Attempt, variant_id: UUID, offered: dict[Item, Deal]) -> Ware:
    """A flash item lies in its sale's own location, everything else where the shop sells from."""
    deal = offered.get((attempt.vendor_id, attempt.deal_id)) if attempt.deal_id else None
    return attempt.vendor_id, variant_id, deal.sale_id if deal else ORDINARY
