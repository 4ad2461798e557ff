"""What must hold about orders: they add up, are numbered and journaled, and have set aside what they promise."""

from app.core.invariant import Invariant

WHO = "Order %(subject)s of %(vendor)s"

_ORDERS = "FROM orders o JOIN vendor v ON v.id = o.vendor_id"

AMOUNTS = (
    Invariant(
        "lines_add_up",
        WHO + " says its lines cost %(says)s, they add up to %(adds_up_to)s.",
        f"""
        SELECT v.slug AS vendor, o.number AS subject, o.lines_amount AS says, coalesce(l.amount, 0) AS adds_up_to
        {_ORDERS} LEFT JOIN LATERAL (SELECT sum(quantity * price_amount) AS amount FROM order_line
            WHERE vendor_id = o.vendor_id AND order_id = o.id) l ON true
        WHERE o.lines_amount IS DISTINCT FROM l.amount
        """,
    ),
    Invariant(
        "totals_add_up",
        WHO + " says its total is %(says)s, lines and adjustments add up to %(adds_up_to)s.",
        f"""
        SELECT v.slug AS vendor, o.number AS subject, o.total_amount AS says, o.lines_amount + a.amount AS adds_up_to
        {_ORDERS} CROSS JOIN LATERAL (SELECT coalesce(sum(amount), 0) AS amount FROM order_adjustment
            WHERE vendor_id = o.vendor_id AND order_id = o.id) a
        WHERE o.total_amount <> o.lines_amount + a.amount
        """,
    ),
    Invariant(
        "unique_codes_are_charged",
        WHO + " carries the transfer code %(says)s, its adjustments charge %(charged)s for it.",
        f"""
        SELECT v.slug AS vendor, o.number AS subject, o.unique_code AS says, a.amount AS charged
        {_ORDERS} CROSS JOIN LATERAL (SELECT coalesce(sum(amount), 0) AS amount FROM order_adjustment
            WHERE vendor_id = o.vendor_id AND order_id = o.id AND kind = 'unique_code') a
        WHERE coalesce(o.unique_code, 0) <> a.amount
        """,
    ),
)

RECORDS = (
    Invariant(
        "orders_are_numbered_without_holes",
        "%(vendor)s has %(orders)s orders numbered %(first)s to %(last)s, its counter says %(counter)s.",
        """
        SELECT v.slug AS vendor, 'orders' AS subject, coalesce(c.orders, 0) AS counter, count(o.number) AS orders,
            coalesce(min(o.number), 0) AS first, coalesce(max(o.number), 0) AS last
        FROM vendor v LEFT JOIN vendor_counter c ON c.vendor_id = v.id LEFT JOIN orders o ON o.vendor_id = v.id
        GROUP BY v.id, c.orders
        HAVING count(o.number) <> coalesce(c.orders, 0) OR max(o.number) <> count(o.number) OR min(o.number) <> 1
        """,
    ),
    Invariant(
        "orders_are_journaled_once",
        WHO + " has %(times)s entries order.placed in the journal.",
        f"""
        SELECT v.slug AS vendor, o.number AS subject, j.times
        {_ORDERS} CROSS JOIN LATERAL (SELECT count(*) AS times FROM journal
            WHERE vendor_id = o.vendor_id AND subject_type = 'order' AND subject_id = o.id AND deed = 'order.placed') j
        WHERE j.times <> 1
        """,
    ),
    Invariant(
        "journaled_orders_exist",
        "The journal of %(vendor)s tells of the placing of %(subject)s, and there is no such order.",
        """
        SELECT v.slug AS vendor, j.subject_id AS subject FROM journal j JOIN vendor v ON v.id = j.vendor_id
        WHERE j.deed = 'order.placed' AND NOT EXISTS (
            SELECT FROM orders o WHERE o.vendor_id = j.vendor_id AND o.id = j.subject_id)
        """,
    ),
    Invariant(
        "orders_come_from_one_attempt",
        WHO + " has %(attempts)s attempts instead of one.",
        f"""
        SELECT v.slug AS vendor, o.number AS subject, a.attempts
        {_ORDERS} CROSS JOIN LATERAL (SELECT count(*) AS attempts FROM order_attempt
            WHERE vendor_id = o.vendor_id AND order_id = o.id) a
        WHERE a.attempts <> 1
        """,
    ),
    Invariant(
        "attempts_are_decided",
        "Attempt %(subject)s at %(vendor)s names neither an order that exists nor a refusal, or both.",
        """
        SELECT v.slug AS vendor, t.key AS subject FROM order_attempt t JOIN vendor v ON v.id = t.vendor_id
            LEFT JOIN orders o ON o.vendor_id = t.vendor_id AND o.id = t.order_id
        WHERE (o.id IS NULL) = (t.refusal IS NULL) OR (t.order_id IS NOT NULL AND o.id IS NULL)
        """,
    ),
)

INVARIANTS = (*AMOUNTS, *RECORDS)
