"""What a method can do at a provider on a given day: limits, expiry, fees, refunds. Data with dates, never code.

Each gateway package has a `methods.toml`: a table `[[method]]` a row, whose keys are the fields below; `code` and
`valid_from` (a day in Asia/Jakarta) are required. A later row of the same code replaces the earlier from its day on.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from .method import METHODS

HOURS, DAYS = 3_600, 86_400


@dataclass(frozen=True)
class Capability:
    """Amounts in rupiah, times in seconds, fees in hundredths of a percent plus rupiah.

    `refund` is none, partial or full (full means: only the whole amount). `reversal_seconds` is how long a bank may
    still take paid money back. `poll` is after how many seconds to ask, again and again (the last one repeats).
    """

    code: str
    valid_from: date
    least: int = 1
    most: int = 20_000_000
    expiry: int = DAYS
    least_expiry: int = 60
    most_expiry: int = 7 * DAYS
    can_set_expiry: bool = True
    fee_basis_points: int = 0
    fee_amount: int = 0
    fee_includes_tax: bool = False
    may_surcharge: bool = True
    refund: str = "none"
    refund_days: int = 0
    refund_note: str = ""
    reversal_seconds: int = 0
    can_cancel: bool = True
    poll: tuple[int, ...] = (10, 20, 30, 60, 120, 300, 900)
    source: str = ""

    def takes(self, amount: int) -> bool:
        """Whether a bill of that many rupiah can be paid this way."""
        return self.least <= amount <= self.most

    def seconds_to_pay(self, left: int) -> int:
        """For how long to offer it when the goods are held for `left` more seconds."""
        wanted = min(left, self.most_expiry) if self.can_set_expiry else self.expiry
        return max(wanted, self.least_expiry)

    def wait_before_poll(self, polls: int) -> int:
        """How long after the poll of that number to ask again."""
        return self.poll[min(polls, len(self.poll) - 1)]


@cache
def _rows(provider: str) -> tuple[Capability, ...]:
    text = files(f"app.payments.gateways.{provider}").joinpath("methods.toml").read_text()
    rows = [Capability(**_typed(row)) for row in tomllib.loads(text)["method"]]
    strange = {row.code for row in rows} - METHODS.keys()
    if strange:
        raise ValueError(f"{provider} names methods that nobody knows: {sorted(strange)}")
    return tuple(sorted(rows, key=lambda row: row.valid_from))


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def capabilities(provider: str, day: date) -> dict[str, Capability]:
    """What the provider's methods can do on that day, by method code."""
    return {row.code: row for row in _rows(provider) if row.valid_from <= day}
