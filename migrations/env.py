"""Alembic runs on the connection that app.core.schema hands over."""

from alembic import context

from app.core.db import db

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=db.metadata, transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
