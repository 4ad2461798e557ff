"""What must hold about stock: every figure on a level is explained by rows."""

from app.core.invariant import Invariant

WHERE = "%(subject)s of %(vendor)s"

INVARIANTS = (
    Invariant(
        "on_hand_is_the_sum_of_movements",
        WHERE + ": the level says %(on_hand)s on hand, its movements add up to %(moved)s.",
        """
        WITH moved AS (
            SELECT vendor_id, variant_id, location_id, sum(delta) AS moved
            FROM stock_movement GROUP BY vendor_id, variant_id, location_id)
        SELECT v.slug AS vendor, 'variant ' || variant_id || ' at ' || location_id AS subject,
            coalesce(l.on_hand, 0) AS on_hand, coalesce(m.moved, 0) AS moved
        FROM stock_level l FULL JOIN moved m USING (vendor_id, variant_id, location_id)
        JOIN vendor v ON v.id = vendor_id
        WHERE coalesce(l.on_hand, 0) <> coalesce(m.moved, 0)
        """,
    ),
    # Each movement starts where another ended, so as a multiset the figures before (and the last figure) are the
    # figures after (and the first, zero). This needs no order among movements made in the same millisecond.
    Invariant(
        "movements_form_a_chain",
        WHERE + ": the figures after its movements do not follow from one another (at %(figures)s).",
        """
        WITH ends AS (
            SELECT vendor_id, variant_id, location_id, on_hand_after - delta AS figure, 1 AS weight FROM stock_movement
            UNION ALL
            SELECT vendor_id, variant_id, location_id, on_hand_after, -1 FROM stock_movement
            UNION ALL
            SELECT vendor_id, variant_id, location_id, sum(delta), 1 FROM stock_movement GROUP BY 1, 2, 3
            UNION ALL
            SELECT DISTINCT vendor_id, variant_id, location_id, 0, -1 FROM stock_movement),
        loose AS (
            SELECT vendor_id, variant_id, location_id, figure FROM ends GROUP BY 1, 2, 3, 4 HAVING sum(weight) <> 0)
        SELECT v.slug AS vendor, 'variant ' || variant_id || ' at ' || location_id AS subject,
            string_agg(figure::text, ', ' ORDER BY figure) AS figures
        FROM loose JOIN vendor v ON v.id = vendor_id GROUP BY v.slug, variant_id, location_id
        """,
    ),
    Invariant(
        "set_aside_is_the_sum_of_allocations",
        WHERE + ": the level says held %(held)s and allocated %(allocated)s, "
        "live allocations say %(is_held)s and %(is_allocated)s.",
        """
        WITH live AS (
            SELECT vendor_id, variant_id, location_id,
                coalesce(sum(quantity) FILTER (WHERE state = 'held'), 0) AS is_held,
                coalesce(sum(quantity) FILTER (WHERE state = 'allocated'), 0) AS is_allocated
            FROM stock_allocation GROUP BY vendor_id, variant_id, location_id)
        SELECT v.slug AS vendor, 'variant ' || variant_id || ' at ' || location_id AS subject,
            coalesce(l.held, 0) AS held, coalesce(l.allocated, 0) AS allocated,
            coalesce(a.is_held, 0) AS is_held, coalesce(a.is_allocated, 0) AS is_allocated
        FROM stock_level l FULL JOIN live a USING (vendor_id, variant_id, location_id) JOIN vendor v ON v.id = vendor_id
        WHERE (coalesce(l.held, 0), coalesce(l.allocated, 0)) <> (coalesce(a.is_held, 0), coalesce(a.is_allocated, 0))
        """,
    ),
    Invariant(
        "available_is_never_negative",
        WHERE + ": more is set aside than there is (%(available)s available).",
        """
        SELECT v.slug AS vendor, 'variant ' || l.variant_id || ' at ' || l.location_id AS subject,
            l.on_hand - l.held - l.allocated AS available
        FROM stock_level l JOIN vendor v ON v.id = l.vendor_id
        WHERE l.on_hand - l.held - l.allocated < 0 OR l.held < 0 OR l.allocated < 0
        """,
    ),
)
