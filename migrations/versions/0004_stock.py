"""Stock levels and the movements that explain them."""

from alembic import op

from migrations.rules import append_only, tenant

revision = "0004"
down_revision = "0003"
branch_labels = depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE stock_location (
            vendor_id uuid NOT NULL REFERENCES vendor ON DELETE CASCADE,
            id uuid NOT NULL,
            name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
            position integer NOT NULL DEFAULT 0,
            sells_online boolean NOT NULL DEFAULT true,
            PRIMARY KEY (vendor_id, id)
        );
        CREATE TABLE stock_level (
            vendor_id uuid NOT NULL,
            location_id uuid NOT NULL,
            variant_id uuid NOT NULL,
            on_hand bigint NOT NULL DEFAULT 0,
            held bigint NOT NULL DEFAULT 0 CHECK (held >= 0),
            allocated bigint NOT NULL DEFAULT 0 CHECK (allocated >= 0),
            PRIMARY KEY (vendor_id, variant_id, location_id),
            FOREIGN KEY (vendor_id, location_id) REFERENCES stock_location (vendor_id, id) ON DELETE CASCADE,
            FOREIGN KEY (vendor_id, variant_id) REFERENCES variant (vendor_id, id) ON DELETE CASCADE,
            CONSTRAINT stock_level_available CHECK (on_hand - held - allocated >= 0)
        ) WITH (fillfactor = 50);
        CREATE TABLE stock_movement (
            vendor_id uuid NOT NULL,
            id uuid NOT NULL,
            location_id uuid NOT NULL,
            variant_id uuid NOT NULL,
            delta bigint NOT NULL CHECK (delta <> 0),
            on_hand_after bigint NOT NULL,
            reason text NOT NULL
                CHECK (reason IN ('opening', 'received', 'counted', 'shipped', 'returned', 'corrected', 'lost')),
            cause_type text NOT NULL,
            cause_id uuid NOT NULL,
            note text NOT NULL DEFAULT '',
            actor_id uuid,
            actor_name text NOT NULL,
            at timestamptz NOT NULL,
            PRIMARY KEY (vendor_id, id),
            UNIQUE (vendor_id, cause_type, cause_id, variant_id, location_id, reason),
            FOREIGN KEY (vendor_id, variant_id) REFERENCES variant (vendor_id, id) ON DELETE CASCADE,
            FOREIGN KEY (vendor_id, location_id) REFERENCES stock_location (vendor_id, id) ON DELETE CASCADE
        );
        CREATE INDEX stock_movement_variant ON stock_movement (vendor_id, variant_id, id);
    """
        + append_only("stock_movement")
        + tenant("stock_location", "stock_level", "stock_movement")
    )


def downgrade() -> None:
    op.execute("""
        DROP TABLE stock_movement, stock_level, stock_location;
    """)
