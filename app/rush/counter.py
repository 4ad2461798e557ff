"""What the writer chalks up at the door: that it is at work, and what is left. It may only turn people away.

The board is one hash that vanishes when the writer has been silent for a while; PostgreSQL alone knows the truth.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from redis import Redis
from sqlalchemy import text

from app.core.db import db
from app.core.refusal import Refusal
from app.extensions import queue
from app.orders import decision

BOARD, AT_WORK = "flash:board", b"writer"
BOARD_MS = 2_500
LOOK_SECONDS = 0.25

ALL_HELD = Refusal("Semua sedang di keranjang orang; bila ada yang batal, bisa dibeli lagi. Belum ada pesanan.")
ALL_GONE = Refusal("Sudah habis. Pesanan tidak dibuat dan tidak ada yang perlu dibayar.")

_LEFT = text("""
    SELECT i.id, coalesce(l.on_hand - l.held - l.allocated, 0), coalesce(l.held, 0)
    FROM flash_sale s
    JOIN flash_item i ON i.vendor_id = s.vendor_id AND i.sale_id = s.id
    JOIN stock_location p ON p.vendor_id = s.vendor_id AND p.flash_sale_id = s.id
    LEFT JOIN stock_level l ON l.vendor_id = i.vendor_id AND l.variant_id = i.variant_id AND l.location_id = p.id
    WHERE s.state = 'running'
""")


@dataclass(frozen=True)
class Board:
    """What could be read a moment ago: (available, held) pieces by item."""

    is_manned: bool = False
    left: Mapping[bytes, bytes] = field(default_factory=dict)

    def no(self, item_id: UUID | None) -> Refusal | None:
        """Why somebody is turned away, if the board is sure that nothing is left."""
        said = self.left.get(item_id.hex.encode()) if item_id else None
        if said is None or not self.is_manned:
            return None
        available, held = map(int, said.split())
        if available > 0:
            return None
        return ALL_HELD if held > 0 else ALL_GONE


class Look:
    """One process's view of the board, looked up at most every quarter of a second."""

    def __init__(self) -> None:
        self.board = Board()
        self.seen_at = self.asked_at = float("-inf")

    def now(self) -> Board:
        """The board. While one person looks, the next keep what was seen last, if that is not long ago."""
        moment = time.monotonic()
        is_stale = moment - self.seen_at > LOOK_SECONDS
        if is_stale and (moment - self.asked_at > LOOK_SECONDS or moment - self.seen_at > 4 * LOOK_SECONDS):
            self.asked_at = moment
            said = queue.call("HGETALL", BOARD)
            self.board = Board(True, said) if isinstance(said, dict) and AT_WORK in said else Board()
            self.seen_at = time.monotonic()
        return self.board


def left() -> dict[UUID, tuple[int, int]]:
    """What is left of everything that runs now: (available, held) pieces by item."""
    return {row[0]: (row[1], row[2]) for row in db.session.execute(_LEFT)}


def chalk_up(client: Redis, figures: Mapping[UUID, tuple[int, int]]) -> None:
    """Write the whole board anew. Raises RedisError."""
    said: dict[Any, Any] = {item.hex: f"{available} {held}" for item, (available, held) in figures.items()}
    with client.pipeline(transaction=True) as pipe:
        pipe.delete(BOARD)
        pipe.hset(BOARD, mapping=said | {AT_WORK: "1"})
        pipe.pexpire(BOARD, BOARD_MS)
        pipe.execute()


def is_for_all(refusal: Refusal) -> bool:
    """Whether it says that nothing is left, which everybody who came too late is told; also when it was stored."""
    return decision.is_gone(refusal) or refusal.sentence in (ALL_HELD.sentence, ALL_GONE.sentence)


look = Look()
