"""What must hold about money in: no rupiah is counted twice, and none has no place."""

from app.core.invariant import Invariant

_ATTEMPT = "FROM payment_attempt a JOIN vendor v ON v.id = a.vendor_id"
_BILL = "FROM bill b JOIN vendor v ON v.id = b.vendor_id"

INVARIANTS = (
    Invariant(
        "bills_are_paid_by_attempts",
        "Bill %(subject)s of %(vendor)s says %(says)s was paid, its attempts applied %(adds_up_to)s.",
        f"""
        SELECT v.slug AS vendor, b.id AS subject, b.paid_amount AS says, a.amount AS adds_up_to
        {_BILL} CROSS JOIN LATERAL (SELECT coalesce(sum(applied_amount), 0) AS amount FROM payment_attempt
            WHERE vendor_id = b.vendor_id AND bill_id = b.id) a
        WHERE b.paid_amount <> a.amount
        """,
    ),
    Invariant(
        "received_money_has_a_place",
        "Attempt %(subject)s of %(vendor)s received %(says)s; applied and on the desk are %(adds_up_to)s.",
        f"""
        SELECT v.slug AS vendor, a.reference AS subject, a.received_amount AS says,
            a.applied_amount + s.amount AS adds_up_to
        {_ATTEMPT} CROSS JOIN LATERAL (SELECT coalesce(sum(CASE WHEN kind = 'shortfall' THEN -amount
                WHEN state IN ('open', 'refunding', 'refunded', 'credited') THEN amount ELSE 0 END), 0) AS amount
            FROM payment_surplus WHERE vendor_id = a.vendor_id AND attempt_id = a.id) s
        WHERE a.received_amount <> a.applied_amount + s.amount
        """,
    ),
    Invariant(
        "refunds_are_what_was_confirmed",
        "Attempt %(subject)s of %(vendor)s says %(says)s went back, its refunds add up to %(adds_up_to)s.",
        f"""
        SELECT v.slug AS vendor, a.reference AS subject, a.refunded_amount AS says, r.amount AS adds_up_to
        {_ATTEMPT} CROSS JOIN LATERAL (SELECT coalesce(sum(amount), 0) AS amount FROM refund
            WHERE vendor_id = a.vendor_id AND attempt_id = a.id AND state = 'done') r
        WHERE a.refunded_amount <> r.amount AND a.number > 0
            AND EXISTS (SELECT FROM payment_observation o WHERE o.vendor_id = a.vendor_id AND o.attempt_id = a.id)
        """,
    ),
    Invariant(
        "paid_attempts_have_money",
        "Attempt %(subject)s of %(vendor)s is %(state)s with %(received)s received.",
        f"""
        SELECT v.slug AS vendor, a.reference AS subject, a.state, a.received_amount AS received {_ATTEMPT}
        WHERE (a.state = 'paid') AND a.received_amount = 0
            OR a.state IN ('created', 'unknown', 'pending', 'failed', 'expired', 'cancelled') AND a.applied_amount > 0
        """,
    ),
    Invariant(
        "one_attempt_waits_at_a_time",
        "Bill %(subject)s of %(vendor)s has %(open)s attempts that money may come of.",
        f"""
        SELECT v.slug AS vendor, b.id AS subject, count(*) AS open {_BILL}
            JOIN payment_attempt a ON a.vendor_id = b.vendor_id AND a.bill_id = b.id
        WHERE a.state IN ('created', 'unknown', 'pending', 'authorized', 'review')
        GROUP BY v.slug, b.id HAVING count(*) > 1
        """,
    ),
    Invariant(
        "nothing_waits_for_ever",
        "Attempt %(subject)s of %(vendor)s is %(state)s and nobody will ask about it again.",
        f"""
        SELECT v.slug AS vendor, a.reference AS subject, a.state {_ATTEMPT}
        WHERE a.state IN ('created', 'unknown', 'pending', 'authorized', 'review')
            AND (a.poll_at IS NULL OR a.poll_at < CAST(:now AS timestamptz) - interval '10 minutes')
        """,
    ),
    Invariant(
        "credit_is_never_overspent",
        "The credit of a shopper of %(vendor)s is %(balance)s.",
        """
        SELECT v.slug AS vendor, 'credit' AS subject, sum(c.amount) AS balance
        FROM store_credit c JOIN vendor v ON v.id = c.vendor_id
        GROUP BY v.slug, c.phone, c.currency HAVING sum(c.amount) < 0
        """,
    ),
)
