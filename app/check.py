"""Every room's invariants, asked of one moment of the database."""

from itertools import chain

from sqlalchemy import Engine, text

from app.accounts import invariants as accounts
from app.core import invariants as core
from app.core import tenancy
from app.core.invariant import Violation, violations
from app.flash import invariants as flash
from app.orders import invariants as orders
from app.payments import invariants as payments
from app.stock import invariants as stock

ROOMS = (core, accounts, stock, flash, payments, orders)
INVARIANTS = tuple(chain.from_iterable(room.INVARIANTS for room in ROOMS))


def examine(engine: Engine) -> list[Violation]:
    """All violations, seen in one snapshot, while shops go on selling. It takes no lock that anyone waits for."""
    with engine.connect() as connection:
        snapshot = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with snapshot.begin():
            _look_at_everyone(snapshot)
            return list(violations(snapshot, INVARIANTS))


def _look_at_everyone(connection) -> None:  # type: ignore[no-untyped-def]
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    connection.execute(text("SELECT set_config('nusacart.vendor', :everyone, true)"), {"everyone": tenancy.EVERYONE})
