"""How a vendor hands over goods and takes money."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = depends_on = None


def upgrade() -> None:
    op.execute("""
        ALTER TABLE vendor
            ADD pickup_address text NOT NULL DEFAULT '',
            ADD offers_pickup boolean NOT NULL DEFAULT true,
            ADD offers_courier boolean NOT NULL DEFAULT false,
            ADD courier_label text NOT NULL DEFAULT '',
            ADD courier_amount bigint NOT NULL DEFAULT 0 CHECK (courier_amount >= 0),
            ADD offers_cod boolean NOT NULL DEFAULT true,
            ADD bank_name text NOT NULL DEFAULT '',
            ADD bank_account text NOT NULL DEFAULT '',
            ADD bank_holder text NOT NULL DEFAULT '',
            ADD hold_minutes integer NOT NULL DEFAULT 1440 CHECK (hold_minutes BETWEEN 5 AND 20160);
    """)


def downgrade() -> None:
    op.execute("""
        ALTER TABLE vendor DROP pickup_address, DROP offers_pickup, DROP offers_courier, DROP courier_label,
            DROP courier_amount, DROP offers_cod, DROP bank_name, DROP bank_account,
            DROP bank_holder, DROP hold_minutes;
    """)
