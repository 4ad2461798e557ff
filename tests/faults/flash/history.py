"""What every buyer sent and what they were told, press by press."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

OK, NO, UNKNOWN = "ok", "no", "unknown"


@dataclass
class Press:
    """One key, however often it was sent. `name` is its own, so that an order is recognised without the key."""

    key: UUID
    name: str
    phone: str
    quantity: int
    fulfilment: str
    payment_method: str
    visit: str
    events: list[tuple[float, str, str]] = field(default_factory=list)

    def note(self, what: str, detail: str = "") -> None:
        """Something was sent or told."""
        self.events.append((time.time(), what, detail))

    def told(self, what: str) -> set[str]:
        """The details of everything of this kind."""
        return {detail for _, kind, detail in self.events if kind == what}

    @property
    def verdict(self) -> str:
        """The first answer that was one."""
        return next((what for _, what, _ in self.events if what in (OK, NO)), UNKNOWN)

    @property
    def was_unknown(self) -> bool:
        """Whether they ever stood there without an answer."""
        return any(what not in ("sent", OK, NO) for _, what, _ in self.events)

    @property
    def form(self) -> dict[str, str]:
        """What the form says beside its tokens."""
        return {"name": self.name, "phone": self.phone, "quantity": str(self.quantity),
                "fulfilment": self.fulfilment, "payment_method": self.payment_method,
                "address": "Jl. Riau 5, Bandung" if self.fulfilment == "courier" else ""}  # fmt: skip


def as_json(presses: Iterable[Press]) -> list[dict[str, Any]]:
    """For people who look into a schedule that failed."""
    return [
        {"key": str(one.key), "name": one.name, "verdict": one.verdict,
         "events": [[round(at, 3), what, detail] for at, what, detail in one.events]}
        for one in presses
    ]  # fmt: skip
