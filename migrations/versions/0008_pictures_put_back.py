"""A picture taken away can be put back, and each says in which formats it was kept."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = depends_on = None


def upgrade() -> None:
    op.execute("""
        ALTER TABLE picture
            ADD removed_at timestamptz,
            ADD formats text[] NOT NULL DEFAULT '{avif,jpg}';
        CREATE INDEX picture_removed ON picture (removed_at) WHERE removed_at IS NOT NULL;
    """)


def downgrade() -> None:
    op.execute("""
        DELETE FROM picture WHERE removed_at IS NOT NULL;
        ALTER TABLE picture DROP removed_at, DROP formats;
    """)
