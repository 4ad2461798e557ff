"""What the demo's shops sell, as data."""

from dataclasses import dataclass, field

from .art.studio import Look


@dataclass(frozen=True)
class Good:
    """A product: its price in rupiah, or a price for each kind of its option; opening stock of each kind."""

    name: str
    category: str
    price: int
    look: Look
    about: str
    stock: tuple[int, ...] = (24,)
    option: str = ""
    kinds: dict[str, int] = field(default_factory=dict)
    was: int | None = None
    grams: int | None = None
    availability: str = "counted"

    @property
    def terms(self) -> dict[tuple[str, ...], int]:
        """Price by option values, as drafts want it."""
        return {(kind,): price for kind, price in self.kinds.items()} if self.kinds else {(): self.price}
