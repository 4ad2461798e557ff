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

PROMISES = (
    Invariant(
        "orders_have_their_bill",
        WHO + " (%(state)s, %(payment_state)s, %(total)s) has a bill that says otherwise: %(bill)s.",
        f"""
        SELECT v.slug AS vendor, o.number AS subject, o.state, o.payment_state, o.total_amount AS total,
            b.state || ' ' || b.paid_amount || ' of ' || b.amount AS bill
        {_ORDERS} LEFT JOIN bill b ON b.vendor_id = o.vendor_id AND b.subject_type = 'order' AND b.subject_id = o.id
        WHERE b.id IS NULL OR b.amount <> o.total_amount
            OR (o.payment_state IN ('paid', 'refund_due')) <> (b.paid_amount = b.amount AND b.amount > 0
                AND (b.refunded_amount < b.amount))
            OR (b.state = 'closed') <> (o.state IN ('cancelled', 'expired'))
        """,
    ),
    Invariant(
        "states_agree",
        WHO + " is %(state)s, %(payment_state)s and %(fulfilment_state)s: these do not go together.",
        f"""
        SELECT v.slug AS vendor, o.number AS subject, o.state, o.payment_state, o.fulfilment_state
        {_ORDERS} WHERE NOT CASE o.state
            WHEN 'completed' THEN o.fulfilment_state = 'delivered'
                AND o.payment_state IN ('paid', 'refunded', 'reversed')
            WHEN 'open' THEN o.fulfilment_state <> 'delivered' AND CASE
                WHEN o.payment_method = 'cod' THEN o.payment_state = 'unpaid' AND o.held_until IS NULL
                WHEN o.payment_state = 'unpaid' THEN o.fulfilment_state = 'waiting' AND o.held_until IS NOT NULL
                ELSE o.payment_state IN ('paid', 'reversed', 'refunded') AND o.held_until IS NULL END
            ELSE o.payment_state <> 'paid' AND o.fulfilment_state IN ('waiting', 'packed') END
        """,
    ),
    Invariant(
        "holds_do_not_overstay",
        WHO + " still holds stock, and its time was up at %(held_until)s: the sweep of the worker does not run.",
        f"""
        SELECT v.slug AS vendor, o.number AS subject, o.held_until
        {_ORDERS} WHERE o.state = 'open' AND o.held_until <= CAST(:now AS timestamptz) - interval '5 minutes'
        """,
    ),
    Invariant(
        "set_aside_agrees_with_the_order",
        WHO + " (%(state)s) has pieces that are %(wrong)s, which it may not have in that state.",
        f"""
        SELECT v.slug AS vendor, o.number AS subject, o.state, string_agg(DISTINCT a.state, ', ') AS wrong
        {_ORDERS} JOIN stock_allocation a ON a.vendor_id = o.vendor_id AND a.order_id = o.id
        WHERE a.state <> 'released' AND a.state <> CASE
            WHEN o.state IN ('cancelled', 'expired') THEN 'released'
            WHEN o.fulfilment_state IN ('shipped', 'delivered') THEN 'fulfilled'
            WHEN o.payment_method <> 'cod' AND o.payment_state = 'unpaid' THEN 'held'
            ELSE 'allocated' END
        GROUP BY v.slug, o.number, o.state
        """,
    ),
    Invariant(
        "counted_lines_are_set_aside",
        WHO + ", line %(position)s: %(set_aside)s pieces are set aside where %(promised)s were promised.",
        f"""
        SELECT v.slug AS vendor, o.number AS subject, l.position, p.promised, coalesce(a.pieces, 0) AS set_aside
        {_ORDERS} JOIN order_line l ON l.vendor_id = o.vendor_id AND l.order_id = o.id
            JOIN journal j ON j.vendor_id = o.vendor_id AND j.subject_type = 'order' AND j.subject_id = o.id
                AND j.deed = 'order.placed'
            CROSS JOIN LATERAL (
                SELECT CASE WHEN j.particulars->'variants' ? l.variant_id::text THEN l.quantity ELSE 0 END
                    AS promised) p
            LEFT JOIN LATERAL (SELECT sum(quantity) AS pieces FROM stock_allocation WHERE vendor_id = o.vendor_id
                AND order_id = o.id AND order_line_id = l.id AND state <> 'released') a ON true
        WHERE o.state IN ('open', 'completed') AND coalesce(a.pieces, 0) <> p.promised
        """,
    ),
)

INVARIANTS = (*AMOUNTS, *RECORDS, *PROMISES)
