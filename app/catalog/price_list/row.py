"""What the reader hands back: one row is one thing that can be sold."""

from dataclasses import dataclass, field
from typing import Any

COUNTED, READY, PREORDER, SOLD_OUT = "counted", "ready", "preorder", "sold_out"


@dataclass(slots=True)
class Row:
    """One sellable thing as the list says it; every doubtful cell has its reason in `doubts`."""

    name: str
    variant: str | None = None
    price: int | None = None  # rupiah
    stock: int | None = None  # pieces; None where the list gives no figure
    availability: str = READY
    category: str | None = None
    unit: str | None = None
    note: str | None = None
    doubts: list[tuple[str, str]] = field(default_factory=list)  # (field, reason)
    lines: list[int] = field(default_factory=list)  # counted from 1, as pasted

    def doubt(self, cell: str, reason: str) -> None:
        """Mark a cell as uncertain, once per reason."""
        if (cell, reason) not in self.doubts:
            self.doubts.append((cell, reason))

    @property
    def reason(self) -> str | None:
        """Every doubt as one sentence, None when the row is sure."""
        return "; ".join(dict.fromkeys(reason for _, reason in self.doubts)) or None

    def as_json(self) -> dict[str, Any]:
        """The row for `parse-list --json`."""
        return {
            "name": self.name,
            "variant": self.variant,
            "price": self.price,
            "stock": self.stock,
            "doubt": self.reason,
            "availability": self.availability,
            "category": self.category,
            "unit": self.unit,
            "note": self.note,
            "lines": self.lines,
        }
