import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from app import config
from app.core import schema
from app.core.db import db as database

ROWS = (
    "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'alembic_version'"
)


@pytest.fixture
def fresh(engines):
    """An empty database of its own."""
    engines.above.execute("DROP DATABASE IF EXISTS fresh")
    engines.above.execute("CREATE DATABASE fresh OWNER nusacart")
    url = config.database_url(engines.postgres.url).replace("/nusacart?", "/fresh?")
    engine = create_engine(url)
    yield engine
    engine.dispose()
    engines.above.execute("DROP DATABASE fresh")


def tables(engine):
    with engine.connect() as connection:
        return connection.execute(text(ROWS)).scalar_one()


def test_migrations_go_up_and_down_and_up(fresh):
    schema.upgrade(fresh)
    made = tables(fresh)
    schema.downgrade(fresh, "base")
    left = tables(fresh)
    schema.upgrade(fresh)

    assert (left, tables(fresh)) == (0, made)
    with fresh.connect() as connection:
        assert schema.current(connection) == schema.head()


def test_each_migration_can_be_taken_back_by_itself(fresh):
    schema.upgrade(fresh)
    for revision in schema.chain():
        schema.downgrade(fresh, "-1")
        schema.upgrade(fresh, revision)
        schema.downgrade(fresh, "-1")

    assert tables(fresh) == 0


def test_a_revision_of_a_newer_version_is_not_known():
    assert schema.known(schema.head())
    assert not schema.known("9999")


def test_models_and_migrations_describe_the_same_tables(db):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _columns_only})
        differences = compare_metadata(context, database.metadata)

    assert [one for one in differences if _matters(one)] == []


def _columns_only(thing, name, kind, reflected, compared_to):
    """Tables without a model are reached by SQL alone; indexes and checks live in the migrations."""
    return kind in ("table", "column") and not (kind == "table" and reflected and compared_to is None)


def _matters(difference):
    return not isinstance(difference, tuple) or difference[0] not in ("remove_column", "add_fk", "remove_fk")
