"""What somebody owes, apart from what it is for; every order has one."""

from alembic import op

from migrations.rules import tenant

revision = "0010"
down_revision = "0009"
branch_labels = depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE bill (
            vendor_id uuid NOT NULL REFERENCES vendor ON DELETE CASCADE,
            id uuid NOT NULL,
            subject_type text NOT NULL,
            subject_id uuid NOT NULL,
            currency char(3) NOT NULL,
            amount bigint NOT NULL CHECK (amount >= 0),
            paid_amount bigint NOT NULL DEFAULT 0 CHECK (paid_amount BETWEEN 0 AND amount),
            refunded_amount bigint NOT NULL DEFAULT 0 CHECK (refunded_amount BETWEEN 0 AND paid_amount),
            state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
            due_at timestamptz,
            made_at timestamptz NOT NULL,
            PRIMARY KEY (vendor_id, id),
            UNIQUE (vendor_id, subject_type, subject_id)
        );
        ALTER TABLE orders DROP CONSTRAINT orders_payment_method_check;
        ALTER TABLE orders ADD CONSTRAINT orders_payment_method_check CHECK (payment_method ~ '^[a-z][a-z0-9_]*$');
        DROP INDEX orders_transfer_amount;
        CREATE UNIQUE INDEX orders_unique_amount ON orders (vendor_id, total_amount)
            WHERE payment_state = 'unpaid' AND state = 'open' AND unique_code IS NOT NULL;
    """
        + tenant("bill")
        + """
        SELECT set_config('nusacart.vendor', 'everyone', true);
        INSERT INTO bill (vendor_id, id, subject_type, subject_id, currency, amount, paid_amount, refunded_amount,
            state, due_at, made_at)
        SELECT vendor_id, gen_random_uuid(), 'order', id, currency, total_amount,
            CASE WHEN payment_state = 'unpaid' THEN 0 ELSE total_amount END,
            CASE WHEN payment_state = 'refunded' THEN total_amount ELSE 0 END,
            CASE WHEN state IN ('open', 'completed') THEN 'open' ELSE 'closed' END, held_until, placed_at
        FROM orders;
    """
    )


def downgrade() -> None:
    op.execute("""
        DROP TABLE bill;
        DROP INDEX orders_unique_amount;
        CREATE UNIQUE INDEX orders_transfer_amount ON orders (vendor_id, total_amount)
            WHERE payment_method = 'transfer' AND payment_state = 'unpaid' AND state = 'open'
                AND unique_code IS NOT NULL;
        ALTER TABLE orders DROP CONSTRAINT orders_payment_method_check;
        ALTER TABLE orders ADD CONSTRAINT orders_payment_method_check
            CHECK (payment_method IN ('cod', 'transfer')) NOT VALID;
    """)
