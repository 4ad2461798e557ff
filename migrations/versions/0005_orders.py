"""Carts, orders, and the stock set aside for them."""

from alembic import op

from migrations.rules import tenant

revision = "0005"
down_revision = "0004"
branch_labels = depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE cart (
            vendor_id uuid NOT NULL REFERENCES vendor ON DELETE CASCADE,
            id uuid NOT NULL,
            secret_digest bytea NOT NULL,
            made_at timestamptz NOT NULL,
            used_at timestamptz NOT NULL,
            PRIMARY KEY (vendor_id, id),
            UNIQUE (vendor_id, secret_digest)
        );
        CREATE TABLE cart_line (
            vendor_id uuid NOT NULL,
            cart_id uuid NOT NULL,
            variant_id uuid NOT NULL,
            quantity bigint NOT NULL CHECK (quantity BETWEEN 1 AND 9999),
            price_amount bigint NOT NULL,
            price_currency char(3) NOT NULL,
            added_at timestamptz NOT NULL,
            PRIMARY KEY (vendor_id, cart_id, variant_id),
            FOREIGN KEY (vendor_id, cart_id) REFERENCES cart (vendor_id, id) ON DELETE CASCADE,
            FOREIGN KEY (vendor_id, variant_id) REFERENCES variant (vendor_id, id) ON DELETE CASCADE
        );
        CREATE TABLE orders (
            vendor_id uuid NOT NULL REFERENCES vendor ON DELETE CASCADE,
            id uuid NOT NULL,
            number bigint NOT NULL,
            secret text NOT NULL,
            shopper_name text NOT NULL,
            shopper_phone text NOT NULL,
            note text NOT NULL DEFAULT '',
            fulfilment text NOT NULL CHECK (fulfilment IN ('pickup', 'courier')),
            address text NOT NULL DEFAULT '',
            payment_method text NOT NULL CHECK (payment_method IN ('cod', 'transfer')),
            currency char(3) NOT NULL,
            lines_amount bigint NOT NULL CHECK (lines_amount >= 0),
            total_amount bigint NOT NULL CHECK (total_amount >= 0),
            unique_code integer CHECK (unique_code BETWEEN 1 AND 999),
            state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'completed', 'cancelled', 'expired')),
            payment_state text NOT NULL DEFAULT 'unpaid'
                CHECK (payment_state IN ('unpaid', 'paid', 'refund_due', 'refunded')),
            fulfilment_state text NOT NULL DEFAULT 'waiting'
                CHECK (fulfilment_state IN ('waiting', 'packed', 'shipped', 'delivered')),
            courier_name text NOT NULL DEFAULT '',
            tracking_number text NOT NULL DEFAULT '',
            placed_at timestamptz NOT NULL,
            held_until timestamptz,
            PRIMARY KEY (vendor_id, id),
            UNIQUE (vendor_id, number),
            UNIQUE (vendor_id, secret)
        );
        CREATE UNIQUE INDEX orders_transfer_amount ON orders (vendor_id, total_amount)
            WHERE payment_method = 'transfer' AND payment_state = 'unpaid' AND state = 'open'
                AND unique_code IS NOT NULL;
        CREATE INDEX orders_inbox ON orders (vendor_id, state, placed_at DESC);
        CREATE INDEX orders_phone ON orders (vendor_id, shopper_phone);
        CREATE INDEX orders_hold ON orders (held_until) WHERE state = 'open' AND held_until IS NOT NULL;
        CREATE TABLE order_line (
            vendor_id uuid NOT NULL,
            id uuid NOT NULL,
            order_id uuid NOT NULL,
            position integer NOT NULL,
            variant_id uuid NOT NULL,
            product_name text NOT NULL,
            variant_name text NOT NULL,
            sku text,
            quantity bigint NOT NULL CHECK (quantity > 0),
            price_amount bigint NOT NULL CHECK (price_amount >= 0),
            PRIMARY KEY (vendor_id, id),
            UNIQUE (vendor_id, order_id, position),
            FOREIGN KEY (vendor_id, order_id) REFERENCES orders (vendor_id, id) ON DELETE CASCADE,
            FOREIGN KEY (vendor_id, variant_id) REFERENCES variant (vendor_id, id)
        );
        CREATE TABLE order_adjustment (
            vendor_id uuid NOT NULL,
            id uuid NOT NULL,
            order_id uuid NOT NULL,
            kind text NOT NULL CHECK (kind IN ('shipping', 'unique_code', 'discount')),
            label text NOT NULL,
            amount bigint NOT NULL,
            PRIMARY KEY (vendor_id, id),
            FOREIGN KEY (vendor_id, order_id) REFERENCES orders (vendor_id, id) ON DELETE CASCADE
        );
        CREATE INDEX order_adjustment_order ON order_adjustment (vendor_id, order_id);
        CREATE TABLE order_attempt (
            vendor_id uuid NOT NULL REFERENCES vendor ON DELETE CASCADE,
            key uuid NOT NULL,
            order_id uuid,
            refusal jsonb,
            at timestamptz NOT NULL,
            PRIMARY KEY (vendor_id, key),
            FOREIGN KEY (vendor_id, order_id) REFERENCES orders (vendor_id, id) ON DELETE CASCADE
                DEFERRABLE INITIALLY DEFERRED
        );
        CREATE TABLE stock_allocation (
            vendor_id uuid NOT NULL,
            id uuid NOT NULL,
            order_id uuid NOT NULL,
            order_line_id uuid NOT NULL,
            variant_id uuid NOT NULL,
            location_id uuid NOT NULL,
            quantity bigint NOT NULL CHECK (quantity > 0),
            state text NOT NULL CHECK (state IN ('held', 'allocated', 'fulfilled', 'released')),
            PRIMARY KEY (vendor_id, id),
            FOREIGN KEY (vendor_id, order_id) REFERENCES orders (vendor_id, id) ON DELETE CASCADE,
            FOREIGN KEY (vendor_id, order_line_id) REFERENCES order_line (vendor_id, id) ON DELETE CASCADE,
            FOREIGN KEY (vendor_id, variant_id, location_id) REFERENCES stock_level (vendor_id, variant_id, location_id)
        );
        CREATE INDEX stock_allocation_order ON stock_allocation (vendor_id, order_id);
        CREATE INDEX stock_allocation_live ON stock_allocation (vendor_id, variant_id)
            WHERE state IN ('held', 'allocated');
    """
        + tenant("cart", "cart_line", "orders", "order_line", "order_adjustment", "order_attempt", "stock_allocation")
    )


def downgrade() -> None:
    op.execute("""
        DROP TABLE stock_allocation, order_attempt, order_adjustment, order_line, orders, cart_line, cart;
    """)
