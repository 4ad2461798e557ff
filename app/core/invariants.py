"""What must hold whichever room wrote it: the journal, the walls between vendors, money as whole numbers."""

from .invariant import Invariant

INVARIANTS = (
    Invariant(
        "journal_without_holes",
        "%(vendor)s has %(entries)s journal entries numbered %(first)s to %(last)s; its counter says %(counter)s.",
        """
        SELECT v.slug AS vendor, 'journal' AS subject, coalesce(c.journal, 0) AS counter, count(j.seq) AS entries,
            coalesce(min(j.seq), 0) AS first, coalesce(max(j.seq), 0) AS last
        FROM vendor v LEFT JOIN vendor_counter c ON c.vendor_id = v.id LEFT JOIN journal j ON j.vendor_id = v.id
        GROUP BY v.id, c.journal
        HAVING count(j.seq) <> coalesce(c.journal, 0) OR max(j.seq) <> count(j.seq) OR min(j.seq) <> 1
        """,
    ),
    Invariant(
        "journal_is_append_only",
        "Rows of %(subject)s can be changed: its trigger `append_only` is missing or off.",
        """
        SELECT NULL AS vendor, t.name AS subject
        FROM (VALUES ('journal'), ('stock_movement'), ('payment_observation'), ('store_credit')) AS t (name)
        WHERE NOT EXISTS (
            SELECT FROM pg_trigger g
            WHERE g.tgrelid = t.name::regclass AND g.tgname = 'append_only' AND g.tgenabled IN ('O', 'A'))
        """,
    ),
    Invariant(
        "money_is_whole",
        "%(subject)s is %(type)s: money and quantities are whole numbers here.",
        """
        SELECT NULL AS vendor, table_name || '.' || column_name AS subject, data_type AS type
        FROM information_schema.columns
        WHERE table_schema = 'public' AND (data_type IN ('real', 'double precision', 'money')
            OR (column_name ~ '(^|_)(amount|price)$' AND data_type NOT IN ('bigint', 'integer')))
        """,
    ),
    Invariant(
        "vendors_are_walled",
        "%(subject)s belongs to vendors, but its row level security is not forced by the policy `tenant`.",
        """
        SELECT NULL AS vendor, t.relname AS subject
        FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'vendor_id' AND NOT a.attisdropped
        WHERE t.relkind IN ('r', 'p') AND t.relnamespace = 'public'::regnamespace
            AND t.relname NOT IN ('session', 'membership', 'invitation', 'vendor_counter', 'journal_cursor')
            AND NOT (t.relrowsecurity AND t.relforcerowsecurity
                AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid AND p.polname = 'tenant'))
        """,
    ),
    Invariant(
        "references_stay_with_the_vendor",
        "%(subject)s points from one vendor's rows to another's: its foreign key does not begin with vendor_id.",
        """
        SELECT NULL AS vendor, f.conrelid::regclass || '.' || f.conname AS subject
        FROM pg_constraint f
            JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attname = 'vendor_id' AND NOT a.attisdropped
            JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attname = 'vendor_id' AND NOT b.attisdropped
        WHERE f.contype = 'f' AND f.connamespace = 'public'::regnamespace
            AND NOT (f.conkey[1] = a.attnum AND f.confkey[1] = b.attnum AND f.convalidated)
        """,
    ),
)
