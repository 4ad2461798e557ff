"""The inbox of what providers send by themselves: raw, verified or not, processed from a leased row."""

from alembic import op

from migrations.rules import tenant

revision = "0012"
down_revision = "0011"
branch_labels = depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE payment_notice (
            vendor_id uuid NOT NULL,
            id uuid NOT NULL,
            account_id uuid NOT NULL,
            provider text NOT NULL,
            received_at timestamptz NOT NULL,
            method text NOT NULL,
            path text NOT NULL,
            headers jsonb NOT NULL,
            body bytea NOT NULL,
            digest bytea NOT NULL,
            key text NOT NULL DEFAULT '',
            verdict text NOT NULL CHECK (verdict IN ('verified', 'forged', 'unreadable')),
            state text NOT NULL CHECK (state IN ('waiting', 'done', 'repeated', 'strange', 'refused', 'stuck')),
            told text NOT NULL DEFAULT '',
            tries integer NOT NULL DEFAULT 0,
            due_at timestamptz,
            done_at timestamptz,
            PRIMARY KEY (vendor_id, id),
            FOREIGN KEY (vendor_id, account_id) REFERENCES payment_account (vendor_id, id) ON DELETE CASCADE
        );
        CREATE INDEX payment_notice_due ON payment_notice (due_at) WHERE state = 'waiting';
        CREATE INDEX payment_notice_key ON payment_notice (vendor_id, account_id, key) WHERE verdict = 'verified';
        CREATE INDEX payment_notice_newest ON payment_notice (vendor_id, received_at DESC);
        CREATE FUNCTION keep_notice() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF (NEW.vendor_id, NEW.id, NEW.account_id, NEW.provider, NEW.received_at, NEW.method, NEW.path,
                    NEW.headers, NEW.body, NEW.digest, NEW.verdict) IS DISTINCT FROM
                   (OLD.vendor_id, OLD.id, OLD.account_id, OLD.provider, OLD.received_at, OLD.method, OLD.path,
                    OLD.headers, OLD.body, OLD.digest, OLD.verdict) THEN
                    RAISE EXCEPTION 'what arrived is never changed';
                END IF;
                RETURN NEW;
            END $$;
        CREATE TRIGGER keep_notice BEFORE UPDATE ON payment_notice FOR EACH ROW EXECUTE FUNCTION keep_notice();
    """
        + tenant("payment_notice")
    )


def downgrade() -> None:
    op.execute("DROP TABLE payment_notice; DROP FUNCTION keep_notice();")
