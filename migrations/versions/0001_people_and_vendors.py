"""People, the vendors they work for, and their sign-ins."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE vendor (
            id uuid PRIMARY KEY,
            slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
            name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
            currency char(3) NOT NULL DEFAULT 'IDR',
            phone text,
            about text NOT NULL DEFAULT '',
            is_open boolean NOT NULL DEFAULT true,
            created_at timestamptz NOT NULL DEFAULT now()
        );
        CREATE TABLE vendor_counter (
            vendor_id uuid PRIMARY KEY REFERENCES vendor ON DELETE CASCADE,
            journal bigint NOT NULL DEFAULT 0,
            orders bigint NOT NULL DEFAULT 0
        ) WITH (fillfactor = 50);
        CREATE TABLE person (
            id uuid PRIMARY KEY,
            name text NOT NULL,
            phone text UNIQUE CHECK (phone ~ '^[+][0-9]{8,15}$'),
            email text UNIQUE CHECK (email = lower(email) AND email LIKE '%_@_%'),
            password_hash text NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now(),
            CHECK (phone IS NOT NULL OR email IS NOT NULL)
        );
        CREATE TABLE membership (
            vendor_id uuid NOT NULL REFERENCES vendor ON DELETE CASCADE,
            id uuid NOT NULL,
            person_id uuid NOT NULL REFERENCES person,
            role text NOT NULL CHECK (role IN ('owner', 'manager', 'staff', 'cashier')),
            created_at timestamptz NOT NULL DEFAULT now(),
            ended_at timestamptz,
            PRIMARY KEY (vendor_id, id),
            UNIQUE (vendor_id, person_id)
        );
        CREATE INDEX membership_person ON membership (person_id) WHERE ended_at IS NULL;
        CREATE TABLE invitation (
            vendor_id uuid NOT NULL REFERENCES vendor ON DELETE CASCADE,
            id uuid NOT NULL,
            secret_digest bytea NOT NULL UNIQUE,
            role text NOT NULL CHECK (role IN ('manager', 'staff', 'cashier')),
            invited_by uuid NOT NULL REFERENCES person,
            invited_at timestamptz NOT NULL DEFAULT now(),
            expires_at timestamptz NOT NULL,
            accepted_at timestamptz,
            accepted_by uuid REFERENCES person,
            PRIMARY KEY (vendor_id, id)
        );
        CREATE TABLE session (
            id uuid PRIMARY KEY,
            secret_digest bytea NOT NULL UNIQUE,
            person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
            vendor_id uuid REFERENCES vendor ON DELETE CASCADE,
            device text NOT NULL DEFAULT '',
            created_at timestamptz NOT NULL DEFAULT now(),
            seen_at timestamptz NOT NULL DEFAULT now(),
            expires_at timestamptz NOT NULL
        );
        CREATE INDEX session_person ON session (person_id);
        CREATE TABLE throttle (
            key text PRIMARY KEY,
            failures integer NOT NULL DEFAULT 0,
            until timestamptz NOT NULL
        );
    """)


def downgrade() -> None:
    op.execute("""
        DROP TABLE throttle, session, invitation, membership, person, vendor_counter, vendor;
    """)
