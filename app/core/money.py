"""Money as whole minor units with a currency; never a float."""

from collections.abc import Sequence
from dataclasses import dataclass

DECIMALS = {"IDR": 0, "JPY": 0, "KRW": 0, "USD": 2, "SGD": 2, "EUR": 2, "CNY": 2, "MYR": 2}
"""Digits after the point *here*. ISO 4217 gives IDR two, but nobody pays sen; gateways convert at their edge."""


@dataclass(frozen=True, order=False)
class Money:
    """An amount in minor units of one currency. Sums of two currencies raise ValueError."""

    amount: int
    currency: str = "IDR"

    def __post_init__(self) -> None:
        if type(self.amount) is not int:
            raise TypeError(f"money is whole minor units, not {type(self.amount).__name__}")
        if self.currency not in DECIMALS:
            raise ValueError(f"unknown currency {self.currency!r}")

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __mul__(self, times: int) -> "Money":
        return Money(self.amount * times, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other)

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return other.amount


def allocate(amount: int, weights: Sequence[int]) -> list[int]:
    """Split minor units in proportion to weights so that the parts sum to the whole.

    Largest remainder (Hamilton's method); equal remainders go to the earlier part. Raises ValueError
    without a positive weight. A negative amount is split like its opposite.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must not be negative and one must be positive")
    if amount < 0:
        return [-part for part in allocate(-amount, weights)]
    parts = [amount * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(amount * weights[i] % whole))
    for i in by_remainder[: amount - sum(parts)]:
        parts[i] += 1
    return parts
