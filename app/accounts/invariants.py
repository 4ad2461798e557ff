"""What must hold about vendors: somebody owns each, and each has its counter."""

from app.core.invariant import Invariant

INVARIANTS = (
    Invariant(
        "vendors_have_an_owner",
        "%(vendor)s has no owner left: nobody can invite staff or change its settings.",
        """
        SELECT v.slug AS vendor, 'vendor ' || v.id AS subject FROM vendor v
        WHERE NOT EXISTS (SELECT FROM membership m WHERE m.vendor_id = v.id AND m.role = 'owner' AND m.ended_at IS NULL)
        """,
    ),
    Invariant(
        "vendors_have_a_counter",
        "%(vendor)s has no counter row: its orders and its journal cannot be numbered.",
        """
        SELECT v.slug AS vendor, 'vendor ' || v.id AS subject FROM vendor v
        WHERE NOT EXISTS (SELECT FROM vendor_counter c WHERE c.vendor_id = v.id)
        """,
    ),
)
