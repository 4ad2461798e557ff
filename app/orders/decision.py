"""Whether an attempt becomes an order: the rules, in the order a shopper would ask about them."""

from collections import Counter
from dataclasses import dataclass, replace
from uuid import UUID

from app.core.ids import new_id
from app.core.refusal import Refusal
from app.flash.deal import Deal
from app.payments import offer

from .attempt import Attempt, Wanted
from .goods import Good
from .market import Market
from .terms import Terms

MOST_PIECES = 9_999


@dataclass
class Accepted:
    """An attempt that became an order; amounts in minor units, `pieces` are (line, location id, pieces)."""

    id: UUID
    attempt: Attempt
    terms: Terms
    lines: list[tuple[UUID, Good, int]]
    pieces: list[tuple[UUID, UUID, UUID, int]]
    deal: Deal | None = None
    number: int = 0
    unique_code: int | None = None

    @property
    def stock_state(self) -> str:
        """Goods paid on delivery are promised at once; a transfer holds them until its time is up."""
        return "allocated" if self.attempt.payment_method == "cod" else "held"

    @property
    def hold_minutes(self) -> int:
        """How long an unpaid transfer keeps its pieces: a flash sale is in more of a hurry."""
        return self.deal.hold_minutes if self.deal else self.terms.hold_minutes

    @property
    def lines_amount(self) -> int:
        """Goods alone."""
        return sum(good.price_amount * quantity for _, good, quantity in self.lines)

    @property
    def shipping_amount(self) -> int:
        """The vendor's flat courier rate, or nothing for pick-up."""
        return self.terms.courier_amount if self.attempt.fulfilment == "courier" else 0

    @property
    def total_amount(self) -> int:
        """What the shopper owes, to the last digit."""
        return self.lines_amount + self.shipping_amount + (self.unique_code or 0)


def gone(name: str) -> Refusal:
    """Nothing is left of it."""
    return Refusal("%(name)s sudah habis. Pesanan tidak dibuat dan tidak ada yang perlu dibayar.", name=name)


def is_gone(refusal: Refusal) -> bool:
    """Whether it was refused because nothing is left, also when it was stored and found again."""
    return refusal.sentence == gone("").sentence


def decide(attempt: Attempt, market: Market, order_id: UUID) -> Accepted:
    """Take the goods from the shelf and accept under this id, or raise a Refusal and take nothing.

    All lines of an order are summed before looking at the shelf: two lines of one variant may not both
    count on the same last piece.
    """
    agreed = _check_terms(attempt, market.terms.get(attempt.vendor_id))
    deal = _check_deal(attempt, market)
    lines = [(new_id(), _check_good(attempt, wanted, market, deal), wanted.quantity) for wanted in attempt.lines]
    accepted = Accepted(order_id, attempt, agreed, lines, [], deal)
    _check_method(attempt.payment_method, agreed, accepted.total_amount)
    _check_shelf(attempt, lines, market)
    if deal and attempt.deal_id:
        item, quantity = (attempt.vendor_id, attempt.deal_id), lines[0][2]
        market.purses.check(item, attempt.purse, quantity, deal.per_buyer)
        market.purses.take(item, attempt.purse, quantity)
    for line_id, good, quantity in lines:
        if good.is_counted:
            taken = market.shelf.take(market.ware(attempt, good.variant_id), quantity, accepted.stock_state)
            accepted.pieces += [(line_id, good.variant_id, location_id, pieces) for location_id, pieces in taken]
    return accepted


def _check_deal(attempt: Attempt, market: Market) -> Deal | None:
    if attempt.deal_id is None:
        return None
    deal = market.deal(attempt)
    if deal is None or [wanted.variant_id for wanted in attempt.lines] != [deal.variant_id]:
        raise Refusal("Barang flash sale itu tidak ada. Pesanan tidak dibuat.")
    deal.check()
    return deal


def _check_terms(attempt: Attempt, terms: Terms | None) -> Terms:
    if terms is None or not terms.is_open:
        raise Refusal("Toko sedang tutup. Pesanan tidak dibuat dan tidak ada yang perlu dibayar.")
    if not attempt.lines:
        raise Refusal("Keranjang masih kosong.")
    if attempt.fulfilment == "pickup" and not terms.offers_pickup:
        raise Refusal("Toko ini tidak melayani ambil sendiri. Pilih pengiriman.", field="fulfilment")
    if attempt.fulfilment == "courier" and not terms.offers_courier:
        raise Refusal("Toko ini tidak melayani pengiriman. Pilih ambil sendiri.", field="fulfilment")
    if attempt.fulfilment == "courier" and not attempt.address.strip():
        raise Refusal("Tulis alamat tujuan agar kurir tahu ke mana.", field="address")
    if attempt.payment_method == "cod" and not terms.offers_cod:
        raise Refusal("Toko ini tidak melayani bayar di tempat. Pilih transfer bank.", field="payment_method")
    if attempt.payment_method == "transfer" and not terms.bank_account:
        raise Refusal("Toko ini belum menerima transfer bank. Pilih cara bayar lain.", field="payment_method")
    return terms


def _check_method(method: str, terms: Terms, amount: int) -> None:
    if method not in ("cod", "transfer") and not offer.takes(terms.methods, method, amount):
        raise Refusal(
            "Toko ini tidak menerima cara bayar itu untuk jumlah ini. Pilih cara lain.", field="payment_method"
        )


def _check_good(attempt: Attempt, wanted: Wanted, market: Market, deal: Deal | None) -> Good:
    good = market.goods.get((attempt.vendor_id, wanted.variant_id))
    if good is None or not good.is_for_sale:
        raise Refusal("%(name)s tidak dijual lagi. Pesanan tidak dibuat.", name=good.name if good else "Satu barang")
    if not 1 <= wanted.quantity <= MOST_PIECES:
        raise Refusal("Jumlah %(name)s harus antara 1 dan %(most)s.", name=good.name, most=MOST_PIECES)
    good = replace(good, price_amount=deal.price_amount) if deal else good
    if good.price_amount > wanted.price_amount:
        raise Refusal("Harga %(name)s sudah berubah. Periksa total yang baru sebelum memesan.", name=good.name)
    return good


def _check_shelf(attempt: Attempt, lines: list[tuple[UUID, Good, int]], market: Market) -> None:
    wanted = Counter({good: 0 for _, good, _ in lines})
    for _, good, quantity in lines:
        wanted[good] += quantity
    for good, quantity in wanted.items():
        left = market.shelf.available(market.ware(attempt, good.variant_id))
        if good.is_counted and left <= 0:
            raise gone(good.name)
        if good.is_counted and left < quantity:
            raise Refusal(
                "Stok %(name)s tinggal %(left)s. Pesanan tidak dibuat; ubah jumlahnya.", name=good.name, left=left
            )
