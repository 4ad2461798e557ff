"""Accounts at providers, attempts to pay a bill, and everything anybody says about an attempt."""

from alembic import op

from migrations.rules import append_only, tenant

revision = "0011"
down_revision = "0010"
branch_labels = depends_on = None

STATES = """'created', 'unknown', 'pending', 'authorized', 'review', 'paid', 'failed', 'expired', 'cancelled',
    'reversed', 'partially_refunded', 'refunded', 'chargeback'"""
OPEN = "'created', 'unknown', 'pending', 'authorized', 'review'"


def upgrade() -> None:
    op.execute(
        f"""
        CREATE TABLE payment_account (
            vendor_id uuid NOT NULL REFERENCES vendor ON DELETE CASCADE,
            id uuid NOT NULL,
            provider text NOT NULL,
            mode text NOT NULL CHECK (mode IN ('twin', 'sandbox', 'live')),
            address text NOT NULL UNIQUE,
            sealed_keys bytea NOT NULL,
            sealed_old_keys bytea,
            old_keys_until timestamptz,
            settings jsonb NOT NULL DEFAULT '{{}}',
            base_url text NOT NULL DEFAULT '',
            methods text[] NOT NULL DEFAULT '{{}}',
            is_on boolean NOT NULL DEFAULT true,
            made_at timestamptz NOT NULL,
            PRIMARY KEY (vendor_id, id),
            UNIQUE (vendor_id, provider)
        );
        CREATE TABLE payment_attempt (
            vendor_id uuid NOT NULL,
            id uuid NOT NULL,
            bill_id uuid NOT NULL,
            account_id uuid,
            provider text NOT NULL,
            method text NOT NULL,
            number integer NOT NULL,
            reference text NOT NULL,
            idempotency_key uuid NOT NULL,
            provider_ref text NOT NULL DEFAULT '',
            currency char(3) NOT NULL,
            amount bigint NOT NULL CHECK (amount > 0),
            received_amount bigint NOT NULL DEFAULT 0 CHECK (received_amount >= 0),
            applied_amount bigint NOT NULL DEFAULT 0 CHECK (applied_amount >= 0),
            refunded_amount bigint NOT NULL DEFAULT 0 CHECK (refunded_amount >= 0),
            state text NOT NULL DEFAULT 'created' CHECK (state IN ({STATES})),
            is_late boolean NOT NULL DEFAULT false,
            instructions jsonb NOT NULL DEFAULT '[]',
            told text NOT NULL DEFAULT '',
            made_at timestamptz NOT NULL,
            expires_at timestamptz NOT NULL,
            paid_at timestamptz,
            polls integer NOT NULL DEFAULT 0,
            poll_at timestamptz,
            PRIMARY KEY (vendor_id, id),
            UNIQUE (vendor_id, bill_id, number),
            UNIQUE (vendor_id, reference),
            FOREIGN KEY (vendor_id, bill_id) REFERENCES bill (vendor_id, id) ON DELETE CASCADE,
            FOREIGN KEY (vendor_id, account_id) REFERENCES payment_account (vendor_id, id)
        );
        CREATE UNIQUE INDEX payment_attempt_open ON payment_attempt (vendor_id, bill_id) WHERE state IN ({OPEN});
        CREATE INDEX payment_attempt_poll ON payment_attempt (poll_at) WHERE poll_at IS NOT NULL;
        CREATE INDEX payment_attempt_provider ON payment_attempt (vendor_id, provider, provider_ref);
        CREATE TABLE payment_observation (
            vendor_id uuid NOT NULL,
            id uuid NOT NULL,
            attempt_id uuid NOT NULL,
            source text NOT NULL CHECK (source IN ('answer', 'notice', 'poll', 'person')),
            notice_id uuid,
            state text NOT NULL CHECK (state IN ({STATES})),
            received_amount bigint NOT NULL,
            refunded_amount bigint NOT NULL,
            fee_amount bigint,
            currency char(3) NOT NULL,
            channel text NOT NULL,
            provider_status text NOT NULL,
            occurred_at timestamptz,
            observed_at timestamptz NOT NULL,
            effect text NOT NULL CHECK (effect IN ('moved', 'noted', 'asked')),
            raw text NOT NULL,
            PRIMARY KEY (vendor_id, id),
            FOREIGN KEY (vendor_id, attempt_id) REFERENCES payment_attempt (vendor_id, id) ON DELETE CASCADE
        );
        CREATE INDEX payment_observation_attempt ON payment_observation (vendor_id, attempt_id, id);
    """
        + tenant("payment_account", "payment_attempt", "payment_observation")
        + append_only("payment_observation")
        + """
        SELECT set_config('nusacart.vendor', 'everyone', true);
        INSERT INTO payment_attempt (vendor_id, id, bill_id, provider, method, number, reference, idempotency_key,
            currency, amount, received_amount, applied_amount, refunded_amount, state, made_at, expires_at)
        SELECT b.vendor_id, gen_random_uuid(), b.id, o.payment_method, o.payment_method, 1, 'N' || o.number || '-1',
            gen_random_uuid(), b.currency, b.amount, b.paid_amount, b.paid_amount, b.refunded_amount,
            CASE WHEN b.refunded_amount > 0 THEN 'refunded' ELSE 'paid' END, o.placed_at, o.placed_at
        FROM bill b JOIN orders o ON o.vendor_id = b.vendor_id AND o.id = b.subject_id
        WHERE b.paid_amount > 0;
    """
    )


def downgrade() -> None:
    op.execute("DROP TABLE payment_observation, payment_attempt, payment_account;")
