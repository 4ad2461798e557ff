"""Money that fits no bill, money given back, and money kept for a shopper's next order."""

from alembic import op

from migrations.rules import append_only, tenant

revision = "0013"
down_revision = "0012"
branch_labels = depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE payment_surplus (
            vendor_id uuid NOT NULL,
            id uuid NOT NULL,
            bill_id uuid NOT NULL,
            attempt_id uuid NOT NULL,
            kind text NOT NULL CHECK (kind IN ('late', 'double', 'partial', 'excess', 'shortfall')),
            currency char(3) NOT NULL,
            amount bigint NOT NULL CHECK (amount > 0),
            state text NOT NULL DEFAULT 'open'
                CHECK (state IN ('open', 'applied', 'refunding', 'refunded', 'credited', 'withdrawn', 'accepted')),
            made_at timestamptz NOT NULL,
            settled_at timestamptz,
            settled_by text NOT NULL DEFAULT '',
            PRIMARY KEY (vendor_id, id),
            FOREIGN KEY (vendor_id, bill_id) REFERENCES bill (vendor_id, id) ON DELETE CASCADE,
            FOREIGN KEY (vendor_id, attempt_id) REFERENCES payment_attempt (vendor_id, id) ON DELETE CASCADE
        );
        CREATE INDEX payment_surplus_open ON payment_surplus (vendor_id, made_at) WHERE state = 'open';
        CREATE INDEX payment_surplus_attempt ON payment_surplus (vendor_id, attempt_id);
        CREATE TABLE refund (
            vendor_id uuid NOT NULL,
            id uuid NOT NULL,
            bill_id uuid NOT NULL,
            attempt_id uuid NOT NULL,
            surplus_id uuid,
            reference text NOT NULL,
            kind text NOT NULL CHECK (kind IN ('provider', 'payout', 'outside')),
            currency char(3) NOT NULL,
            amount bigint NOT NULL CHECK (amount > 0),
            reason text NOT NULL,
            state text NOT NULL CHECK (state IN ('requested', 'unknown', 'pending', 'done', 'failed')),
            provider_ref text NOT NULL DEFAULT '',
            told text NOT NULL DEFAULT '',
            payout_to text NOT NULL DEFAULT '',
            proof text NOT NULL DEFAULT '',
            made_at timestamptz NOT NULL,
            made_by text NOT NULL,
            done_at timestamptz,
            polls integer NOT NULL DEFAULT 0,
            poll_at timestamptz,
            PRIMARY KEY (vendor_id, id),
            UNIQUE (vendor_id, reference),
            FOREIGN KEY (vendor_id, bill_id) REFERENCES bill (vendor_id, id) ON DELETE CASCADE,
            FOREIGN KEY (vendor_id, attempt_id) REFERENCES payment_attempt (vendor_id, id) ON DELETE CASCADE,
            FOREIGN KEY (vendor_id, surplus_id) REFERENCES payment_surplus (vendor_id, id)
        );
        CREATE INDEX refund_attempt ON refund (vendor_id, attempt_id);
        CREATE INDEX refund_bill ON refund (vendor_id, bill_id);
        CREATE INDEX refund_poll ON refund (poll_at) WHERE poll_at IS NOT NULL;
        CREATE INDEX refund_payout ON refund (vendor_id, made_at) WHERE kind = 'payout' AND state = 'requested';
        CREATE TABLE store_credit (
            vendor_id uuid NOT NULL REFERENCES vendor ON DELETE CASCADE,
            id uuid NOT NULL,
            phone text NOT NULL,
            currency char(3) NOT NULL,
            amount bigint NOT NULL CHECK (amount <> 0),
            surplus_id uuid,
            bill_id uuid,
            made_at timestamptz NOT NULL,
            made_by text NOT NULL,
            PRIMARY KEY (vendor_id, id),
            UNIQUE (vendor_id, surplus_id),
            FOREIGN KEY (vendor_id, surplus_id) REFERENCES payment_surplus (vendor_id, id),
            FOREIGN KEY (vendor_id, bill_id) REFERENCES bill (vendor_id, id)
        );
        CREATE INDEX store_credit_phone ON store_credit (vendor_id, phone, currency);
    """
        + tenant("payment_surplus", "refund", "store_credit")
        + append_only("store_credit")
    )


def downgrade() -> None:
    op.execute("DROP TABLE store_credit, refund, payment_surplus;")
