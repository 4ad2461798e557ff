"""Flash sales: quota carved out of the stock into a location of its own, and limits per buyer."""

from alembic import op

from migrations.rules import tenant

revision = "0009"
down_revision = "0008"
branch_labels = depends_on = None

REASONS = "'opening', 'received', 'counted', 'shipped', 'returned', 'corrected', 'lost'"


def upgrade() -> None:
    op.execute(
        f"""
        CREATE TABLE flash_sale (
            vendor_id uuid NOT NULL REFERENCES vendor ON DELETE CASCADE,
            id uuid NOT NULL,
            name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
            state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'running', 'ended', 'cancelled')),
            starts_at timestamptz NOT NULL,
            ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
            hold_minutes integer NOT NULL DEFAULT 15 CHECK (hold_minutes BETWEEN 1 AND 1440),
            waiting_above integer NOT NULL DEFAULT 500 CHECK (waiting_above >= 0),
            is_draw boolean NOT NULL DEFAULT false,
            made_at timestamptz NOT NULL,
            PRIMARY KEY (vendor_id, id)
        );
        CREATE INDEX flash_sale_due ON flash_sale (starts_at) WHERE state IN ('planned', 'running');
        CREATE TABLE flash_item (
            vendor_id uuid NOT NULL,
            id uuid NOT NULL,
            sale_id uuid NOT NULL,
            variant_id uuid NOT NULL,
            price_amount bigint NOT NULL CHECK (price_amount > 0),
            quota bigint NOT NULL CHECK (quota > 0),
            per_buyer integer NOT NULL DEFAULT 1 CHECK (per_buyer BETWEEN 1 AND 100),
            PRIMARY KEY (vendor_id, id),
            UNIQUE (vendor_id, sale_id, variant_id),
            FOREIGN KEY (vendor_id, sale_id) REFERENCES flash_sale (vendor_id, id) ON DELETE CASCADE,
            FOREIGN KEY (vendor_id, variant_id) REFERENCES variant (vendor_id, id) ON DELETE CASCADE
        );
        CREATE INDEX flash_item_variant ON flash_item (vendor_id, variant_id);
        CREATE TABLE flash_buyer (
            vendor_id uuid NOT NULL,
            item_id uuid NOT NULL,
            buyer text NOT NULL,
            quantity bigint NOT NULL CHECK (quantity >= 0),
            PRIMARY KEY (vendor_id, item_id, buyer),
            FOREIGN KEY (vendor_id, item_id) REFERENCES flash_item (vendor_id, id) ON DELETE CASCADE
        );
        CREATE TABLE flash_order (
            vendor_id uuid NOT NULL,
            order_id uuid NOT NULL,
            item_id uuid NOT NULL,
            buyers text[] NOT NULL,
            quantity bigint NOT NULL CHECK (quantity > 0),
            is_given_back boolean NOT NULL DEFAULT false,
            PRIMARY KEY (vendor_id, order_id),
            FOREIGN KEY (vendor_id, order_id) REFERENCES orders (vendor_id, id) ON DELETE CASCADE,
            FOREIGN KEY (vendor_id, item_id) REFERENCES flash_item (vendor_id, id) ON DELETE CASCADE
        );
        CREATE INDEX flash_order_item ON flash_order (vendor_id, item_id);
        ALTER TABLE stock_location ADD flash_sale_id uuid,
            ADD FOREIGN KEY (vendor_id, flash_sale_id) REFERENCES flash_sale (vendor_id, id);
        CREATE UNIQUE INDEX stock_location_flash_sale ON stock_location (vendor_id, flash_sale_id)
            WHERE flash_sale_id IS NOT NULL;
        ALTER TABLE stock_movement DROP CONSTRAINT stock_movement_reason_check,
            ADD CONSTRAINT stock_movement_reason_check CHECK (reason IN ({REASONS}, 'moved'));
        """
        + tenant("flash_sale", "flash_item", "flash_buyer", "flash_order")
    )


def downgrade() -> None:
    op.execute(f"""
        ALTER TABLE stock_movement DROP CONSTRAINT stock_movement_reason_check,
            ADD CONSTRAINT stock_movement_reason_check CHECK (reason IN ({REASONS}));
        ALTER TABLE stock_location DROP flash_sale_id;
        DROP TABLE flash_order, flash_buyer, flash_item, flash_sale;
    """)
