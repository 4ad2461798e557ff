"""Liveness and readiness."""

from flask import Flask

from app import create_app
from tests.engines import Engines


def test_a_living_process_says_so(client):
    assert client.get("/healthz").json == {"status": "ok"}


def test_ready_when_every_part_is(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "parts": {"database": "ok", "redis": "ok", "migrations": "ok"}}


def test_not_ready_while_the_schema_is_older(app: Flask, client, engines: Engines):
    (version,) = engines.above.execute("SELECT version_num FROM alembic_version").fetchone()
    engines.above.execute("UPDATE alembic_version SET version_num = '0001'")
    try:
        answer = client.get("/readyz")
    finally:
        engines.above.execute("UPDATE alembic_version SET version_num = %s", [version])
    assert answer.status_code == 503
    assert answer.json["parts"] == {"database": "ok", "redis": "ok", "migrations": "not migrated"}


def test_not_ready_without_a_database_but_alive(engines: Engines):
    nowhere = {"SQLALCHEMY_DATABASE_URI": "postgresql+psycopg://nobody@127.0.0.1:1/nothing"}
    client = create_app(engines.settings() | nowhere).test_client()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json["parts"] == {"database": "down", "redis": "ok", "migrations": "down"}
    assert client.get("/healthz").status_code == 200
