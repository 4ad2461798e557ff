"""Cash at the door: counted by whoever hands the goods over."""

from ...by_hand import ByHand

ADAPTER = ByHand("cod", "Bayar di tempat")
