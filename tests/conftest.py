"""What every test may ask for. Code under test commits for real, so tables are emptied after it, not rolled back."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import Context
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright
from sqlalchemy import event
from werkzeug.test import TestResponse

from app import create_app
from app.accounts.membership import Membership
from app.core import schema
from app.core.db import db as database
from app.web import cookies, csrf

from . import make
from .browsing import executable
from .engines import Engines, running_engines


class Browser(FlaskClient):
    """Each request starts with nothing of the test's own: no app context, no vendor, no `g` of the request before.

    It has a page of ours open: what it sends carries that page's token, unless told `token=False`.
    """

    def open(self, *args: Any, token: bool = True, **kwargs: Any) -> TestResponse:
        """One request."""
        if token and kwargs.get("method", "GET") not in csrf.SAFE:
            kwargs["headers"] = {csrf.HEADER: self.token(), **dict(kwargs.get("headers") or {})}
        return Context().run(super().open, *args, **kwargs)

    def token(self) -> str:
        """What the forms of this browser's pages hold."""
        if not self.get_cookie(cookies.SESSION) and not self.get_cookie(cookies.VISIT):
            self.set_cookie(cookies.VISIT, "somebody-who-looks-around")
        cookie = self.get_cookie(cookies.SESSION) or self.get_cookie(cookies.VISIT)
        with self.application.app_context():
            return csrf.token_for(cookie.value if cookie else "")


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    """Real PostgreSQL and Redis, for the whole run."""
    with running_engines() as engines:
        yield engines


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """One real browser for the whole run; every test opens devices of its own in it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), chromium_sandbox=False)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def house(engines: Engines) -> Iterator[Flask]:
    """The app, made once, on a migrated database."""
    app = create_app(engines.settings())
    app.test_client_class = Browser
    with app.app_context():
        schema.upgrade(database.engine)
    engines.keep_what_is_there()
    yield app
    with app.app_context():
        database.engine.dispose()


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


@pytest.fixture
def statements(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """Collects what is sent to the database within a block; who acts for whom is not counted."""

    @contextmanager
    def collecting() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            if "set_config" not in statement:
                seen.append(statement)

        with app.app_context():
            engine = database.engine
        event.listen(engine, "before_cursor_execute", note)
        yield seen
        event.remove(engine, "before_cursor_execute", note)

    return collecting


# The cast. Their rows are committed; the objects belong to no session, so that door tests may read them anywhere.


@pytest.fixture
def sari(app: Flask) -> Membership:
    """Sari owns Warung Sari."""
    with app.app_context():
        return make.saved(lambda: make.make_shop("Warung Sari", owner="Sari"))


@pytest.fixture
def budi(app: Flask, sari: Membership) -> Membership:
    """Budi is on her staff."""
    with app.app_context():
        return make.saved(lambda: make.make_member(sari.vendor_id, "Budi", "staff"))


@pytest.fixture
def rudi(app: Flask) -> Membership:
    """Rudi owns another shop: the stranger."""
    with app.app_context():
        return make.saved(lambda: make.make_shop("Toko Rudi", owner="Rudi"))


@pytest.fixture
def as_sari(app: Flask, sari: Membership) -> FlaskClient:
    """Sari's browser, signed in."""
    return make.browser_of(app, sari)


@pytest.fixture
def as_budi(app: Flask, budi: Membership) -> FlaskClient:
    """Budi's browser, signed in."""
    return make.browser_of(app, budi)


@pytest.fixture
def as_rudi(app: Flask, rudi: Membership) -> FlaskClient:
    """Rudi's browser, signed in."""
    return make.browser_of(app, rudi)
