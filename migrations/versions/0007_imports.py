"""Files of products, read in the background row by row."""

from alembic import op

from migrations.rules import tenant

revision = "0007"
down_revision = "0006"
branch_labels = depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE import (
            vendor_id uuid NOT NULL REFERENCES vendor ON DELETE CASCADE,
            id uuid NOT NULL,
            filename text NOT NULL,
            headers text[] NOT NULL,
            mapping jsonb NOT NULL DEFAULT '{}',
            state text NOT NULL DEFAULT 'mapping' CHECK (state IN ('mapping', 'waiting', 'running', 'done')),
            started_by uuid,
            started_by_name text NOT NULL,
            made_at timestamptz NOT NULL,
            total integer NOT NULL DEFAULT 0,
            done integer NOT NULL DEFAULT 0,
            failed integer NOT NULL DEFAULT 0,
            leased_until timestamptz,
            PRIMARY KEY (vendor_id, id)
        );
        CREATE INDEX import_open ON import (made_at) WHERE state IN ('waiting', 'running');
        CREATE TABLE import_row (
            vendor_id uuid NOT NULL,
            import_id uuid NOT NULL,
            position integer NOT NULL,
            cells text[] NOT NULL,
            state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')),
            error text NOT NULL DEFAULT '',
            variant_id uuid,
            PRIMARY KEY (vendor_id, import_id, position),
            FOREIGN KEY (vendor_id, import_id) REFERENCES import (vendor_id, id) ON DELETE CASCADE
        );
        CREATE INDEX import_row_open ON import_row (vendor_id, import_id, position) WHERE state <> 'done';
    """
        + tenant("import", "import_row")
    )


def downgrade() -> None:
    op.execute("""
        DROP TABLE import_row, import;
    """)
