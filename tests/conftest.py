"""What every test may ask for. Code under test commits for real, so tables are emptied after it, not rolled back."""

from collections.abc import Iterator
from contextvars import Context
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy
from werkzeug.test import TestResponse

from app import create_app
from app.core import schema
from app.core.db import db as database

from .engines import Engines, running_engines


class Browser(FlaskClient):
    """Each request starts with nothing of the test's own: no app context, no vendor, no `g` of the request before."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """One request."""
        return Context().run(super().open, *args, **kwargs)


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    """Real PostgreSQL and Redis, for the whole run."""
    with running_engines() as engines:
        yield engines


@pytest.fixture(scope="session")
def house(engines: Engines) -> Flask:
    """The app, made once, on a migrated database."""
    app = create_app(engines.settings())
    app.test_client_class = Browser
    with app.app_context():
        schema.upgrade(database.engine)
    engines.keep_what_is_there()
    return app


@pytest.fixture
def app(house: Flask, engines: Engines) -> Iterator[Flask]:
    """The app on empty tables. No app context is open: a door test needs none, a room test asks for `db`."""
    yield house
    engines.empty()


@pytest.fixture
def db(app: Flask) -> Iterator[SQLAlchemy]:
    """The database within an app context, as rooms know it. Rows are seen by others only after a commit."""
    with app.app_context():
        yield database
        database.session.remove()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Someone who is not signed in."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """Commands, within the app."""
    return app.test_cli_runner()
