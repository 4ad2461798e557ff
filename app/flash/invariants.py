"""What must hold about flash sales."""

from app.core.invariant import Invariant

INVARIANTS = (
    Invariant(
        "flash_limits_are_the_sum_of_orders",
        "In %(vendor)s the buyer counter of flash item %(subject)s says %(says)s, the orders say %(sum)s.",
        """
        WITH live AS (
            SELECT vendor_id, item_id, buyer, sum(quantity) AS quantity FROM flash_order, unnest(buyers) AS buyer
            WHERE NOT is_given_back GROUP BY vendor_id, item_id, buyer)
        SELECT v.slug AS vendor, item_id AS subject, coalesce(b.quantity, 0) AS says, coalesce(l.quantity, 0) AS sum
        FROM flash_buyer b FULL JOIN live l USING (vendor_id, item_id, buyer) JOIN vendor v ON v.id = vendor_id
        WHERE coalesce(b.quantity, 0) <> coalesce(l.quantity, 0)
        """,
    ),
    Invariant(
        "flash_limits_are_kept",
        "In %(vendor)s a buyer has %(had)s of flash item %(subject)s, the limit is %(per_buyer)s.",
        """
        SELECT v.slug AS vendor, i.id AS subject, b.quantity AS had, i.per_buyer
        FROM flash_buyer b JOIN flash_item i ON i.vendor_id = b.vendor_id AND i.id = b.item_id
        JOIN vendor v ON v.id = b.vendor_id WHERE b.quantity > i.per_buyer
        """,
    ),
    Invariant(
        "flash_quotas_are_kept",
        "In %(vendor)s flash item %(subject)s has sold %(sold)s of a quota of %(quota)s.",
        """
        SELECT v.slug AS vendor, i.id AS subject, sum(o.quantity) AS sold, i.quota
        FROM flash_order o JOIN flash_item i ON i.vendor_id = o.vendor_id AND i.id = o.item_id
        JOIN vendor v ON v.id = o.vendor_id WHERE NOT o.is_given_back
        GROUP BY v.slug, i.id, i.quota HAVING sum(o.quantity) > i.quota
        """,
    ),
    Invariant(
        "flash_orders_and_orders_end_together",
        "In %(vendor)s order %(subject)s is %(state)s, its flash pieces are given back: %(given)s.",
        """
        SELECT v.slug AS vendor, o.number AS subject, o.state, f.is_given_back AS given
        FROM flash_order f JOIN orders o ON o.vendor_id = f.vendor_id AND o.id = f.order_id
        JOIN vendor v ON v.id = f.vendor_id
        WHERE f.is_given_back <> (o.state IN ('cancelled', 'expired'))
        """,
    ),
)
