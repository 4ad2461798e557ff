"""A shopper's credit at the shop: money that came in before."""

from ...by_hand import ByHand

ADAPTER = ByHand("credit", "Saldo di toko")
