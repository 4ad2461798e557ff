"""What a cart comes to: the sum the shopper sees, and the promise that they order just that."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from app.core.refusal import Refusal

from .attempt import Wanted
from .cart_line import Line


@dataclass(frozen=True)
class Contents:
    """The lines of a cart as they stand now."""

    lines: tuple[Line, ...]

    @property
    def orderable(self) -> tuple[Line, ...]:
        """The lines of which at least one piece can be had."""
        return tuple(line for line in self.lines if line.quantity > 0)

    def of(self, variant_id: UUID) -> Line:
        """The line of a variant that was put in."""
        return next(line for line in self.lines if line.variant.id == variant_id)

    @property
    def left_behind(self) -> tuple[Line, ...]:
        """The lines that cannot be ordered now; shown, never counted."""
        return tuple(line for line in self.lines if line.quantity == 0)

    @property
    def risen(self) -> tuple[Line, ...]:
        """The lines that cost more than was promised."""
        return tuple(line for line in self.lines if line.rose)

    @property
    def pieces(self) -> int:
        """How many pieces would be ordered."""
        return sum(line.quantity for line in self.lines)

    @property
    def amount(self) -> int:
        """What they cost together at today's prices, in minor units."""
        return sum(line.amount for line in self.lines)

    def mark(self, shipping_amount: int) -> str:
        """Changes with every line, quantity, price and the shipping: a form carries it to prove what was seen."""
        seen = [f"{line.variant.id}:{line.quantity}:{line.price}" for line in self.orderable]
        return hashlib.sha256(f"{shipping_amount};{seen}".encode()).hexdigest()[:16]

    def wanted(self, *, accepted: bool) -> tuple[Wanted, ...]:
        """What to order. Raises Refusal when there is nothing, or when a price rose and was not accepted."""
        if not self.orderable:
            raise Refusal("Tidak ada barang yang bisa dipesan sekarang.")
        if self.risen and not accepted:
            raise Refusal("Ada harga yang naik. Centang persetujuan Anda dulu, lalu pesan.", field="accepted")
        return tuple(Wanted(line.variant.id, line.quantity, line.price) for line in self.orderable)
