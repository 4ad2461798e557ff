"""How an order, its payment and its fulfilment may move. Three tables, because each moves for its own reasons."""

from app.core.moves import table

PEOPLE = ("owner", "manager", "staff")
SYSTEM = ("system",)

ORDER = table(
    ("complete", ["open"], "completed", PEOPLE),
    ("cancel", ["open"], "cancelled", PEOPLE),
    ("expire", ["open"], "expired", SYSTEM),
    ("revive", ["expired"], "open", PEOPLE),
)

PAYMENT = table(
    ("pay", ["unpaid", "reversed"], "paid", PEOPLE),
    ("reverse", ["paid", "refund_due"], "reversed", SYSTEM),
    ("owe_back", ["unpaid", "paid"], "refund_due", PEOPLE),
    ("refund", ["refund_due", "paid"], "refunded", PEOPLE),
)

FULFILMENT = table(
    ("pack", ["waiting"], "packed", PEOPLE),
    ("ship", ["waiting", "packed"], "shipped", PEOPLE),
    ("deliver", ["waiting", "packed", "shipped"], "delivered", PEOPLE),
)
