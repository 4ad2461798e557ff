"""An order whose money was taken back by the payer's bank."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = depends_on = None

STATES = "'unpaid', 'paid', 'refund_due', 'refunded'"


def upgrade() -> None:
    op.execute(f"""
        ALTER TABLE orders DROP CONSTRAINT orders_payment_state_check;
        ALTER TABLE orders ADD CONSTRAINT orders_payment_state_check CHECK (payment_state IN ({STATES}, 'reversed'));
    """)


def downgrade() -> None:
    op.execute(f"""
        ALTER TABLE orders DROP CONSTRAINT orders_payment_state_check;
        ALTER TABLE orders ADD CONSTRAINT orders_payment_state_check CHECK (payment_state IN ({STATES})) NOT VALID;
    """)
