"""What PostgreSQL believes about the tables of orders, renewed while they grow faster than it looks.

A foreign key is checked by a plan that is made once. Made while the tables were empty, it may use an index that finds
all orders of the shop instead of one, and a first flash sale would slow down with every order it has taken.
"""

from sqlalchemy import text

from app.core.db import db

FIRST, FACTOR, ENOUGH = 100, 5, 20_000
_LOOK = text(
    "ANALYZE orders, order_line, order_attempt, order_adjustment, stock_allocation, flash_buyer, flash_order, journal"
)


class Statistics:
    """Renewed after so many orders of one writer, each time after five times as many; then autovacuum keeps up."""

    def __init__(self) -> None:
        self.due = FIRST

    def keep_up_with(self, written: int) -> bool:
        """So many orders were written by now; whether that was reason to look again."""
        if not self.due <= written <= ENOUGH:
            return False
        while self.due <= written:
            self.due *= FACTOR
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(_LOOK)
        return True
