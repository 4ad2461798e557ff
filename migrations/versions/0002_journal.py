"""The journal: one row per deed."""

from alembic import op

from migrations.rules import append_only, tenant

revision = "0002"
down_revision = "0001"
branch_labels = depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'DELETE' AND current_setting('nusacart.erasing', true) = 'vendor' THEN RETURN OLD; END IF;
                RAISE EXCEPTION '% is append only: write a new row instead', TG_TABLE_NAME;
            END $$;
        CREATE TABLE journal (
            vendor_id uuid NOT NULL REFERENCES vendor ON DELETE CASCADE,
            seq bigint NOT NULL,
            id uuid NOT NULL,
            at timestamptz NOT NULL,
            actor_kind text NOT NULL CHECK (actor_kind IN ('staff', 'shopper', 'system')),
            actor_id uuid,
            actor_name text NOT NULL,
            deed text NOT NULL,
            subject_type text NOT NULL,
            subject_id uuid NOT NULL,
            particulars jsonb NOT NULL,
            PRIMARY KEY (vendor_id, seq)
        );
        CREATE INDEX journal_subject ON journal (vendor_id, subject_type, subject_id, seq);
        CREATE TABLE journal_cursor (
            consumer text NOT NULL,
            vendor_id uuid NOT NULL REFERENCES vendor ON DELETE CASCADE,
            seq bigint NOT NULL,
            PRIMARY KEY (consumer, vendor_id)
        );
    """
        + append_only("journal")
        + tenant("journal")
    )


def downgrade() -> None:
    op.execute("""
        DROP TABLE journal_cursor, journal;
        DROP FUNCTION refuse_change;
    """)
