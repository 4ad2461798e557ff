"""The chain of migrations goes up, down to nothing, and up again to the same schema."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, text

from app.cli.engines.postgres import APP
from app.cli.migrate import OPTIONS
from app.config import database_url
from app.core import schema

from .engines import Engines

SHAPE = """
    WITH ours AS (SELECT 'public'::regnamespace AS schema)
    SELECT 'column', table_name, column_name, data_type || is_nullable || coalesce(column_default, '')
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint, ours WHERE connamespace = schema
    UNION ALL SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'policy', tablename, policyname, qual FROM pg_policies WHERE schemaname = 'public'
    UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid)
    FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'function', proname, '', pg_get_functiondef(oid) FROM pg_proc, ours WHERE pronamespace = schema
    UNION ALL SELECT 'type', typname, '', '' FROM pg_type, ours WHERE typnamespace = schema AND typtype IN ('e', 'd')
    ORDER BY 1, 2, 3, 4
"""
ASKED_BEFORE_ANYONE_ACTS = {"membership", "invitation", "session", "vendor_counter", "journal_cursor"}


@pytest.fixture
def empty(engines: Engines) -> Iterator[Engine]:
    """An empty database of the app's role."""
    with engines.postgres.connect() as above:
        above.execute(f"CREATE DATABASE travelling OWNER {APP}")
        url = engines.postgres.url_of(APP, engines.folder.secret("database.password"), "travelling")
        engine = create_engine(database_url(url), connect_args={"options": OPTIONS})
        yield engine
        engine.dispose()
        above.execute("DROP DATABASE travelling WITH (FORCE)")


def shape(engine: Engine) -> list[tuple[str, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(SHAPE)) if "alembic_version" not in row[1]]


def test_up_down_and_up_again_gives_the_same_schema(empty: Engine):
    schema.upgrade(empty)
    first = shape(empty)
    schema.downgrade(empty, "base")
    assert shape(empty) == []
    schema.upgrade(empty)
    assert shape(empty) == first
    assert len(first) > 100


def test_every_vendor_owned_table_is_walled_off_even_from_its_owner(empty: Engine):
    schema.upgrade(empty)
    open_ones = """
        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'vendor_id'
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
          AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1
    """
    with empty.connect() as connection:
        found = {name for (name,) in connection.execute(text(open_ones))}
    assert found <= ASKED_BEFORE_ANYONE_ACTS
