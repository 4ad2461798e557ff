"""Who does a deed."""

from dataclasses import dataclass
from uuid import UUID

from .refusal import Forbidden

ROLES = ("owner", "manager", "staff", "cashier")


@dataclass(frozen=True)
class Actor:
    """A person or machine acting for one vendor: kind is staff, shopper or system."""

    kind: str
    vendor_id: UUID
    id: UUID | None = None
    name: str = ""
    role: str | None = None

    def may(self, *roles: str) -> bool:
        """Whether the actor holds one of these roles; the system may do everything."""
        return self.kind == "system" or self.role in roles

    def must(self, *roles: str) -> None:
        """Raises Forbidden unless the actor holds one of these roles."""
        if not self.may(*roles):
            raise Forbidden("Peran Anda tidak boleh melakukan ini. Mintalah pemilik toko.")


def system(vendor_id: UUID) -> Actor:
    """The house itself: timers, sweeps, imports of the demo."""
    return Actor("system", vendor_id, name="NusaCart")


def shopper(vendor_id: UUID, name: str) -> Actor:
    """Somebody buying from a vendor, known by name only."""
    return Actor("shopper", vendor_id, name=name)
