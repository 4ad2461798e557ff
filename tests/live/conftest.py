"""A web server of its own, Sari's and Budi's tabs on it, and goods whose figures change."""

from collections.abc import Callable, Iterator

import pytest

from app.core import journal, tenancy
from app.core.db import transaction
from app.core.ids import new_id
from app.stock import change
from tests.make import make_variant, saved, sign_in

from .tabs import Tab, Web


@pytest.fixture(scope="module")
def web(house, engines) -> Iterator[Web]:
    """gunicorn with gevent on the engines of the test run."""
    web = Web(engines.environ())
    yield web
    web.stop()


@pytest.fixture
def crisps(app, sari):
    """Ten bags on Sari's shelf."""
    with app.app_context(), tenancy.acting_for(sari.vendor_id):
        return saved(lambda: make_variant(sari.actor(), stock=10))


@pytest.fixture
def secret_of(app) -> Callable[..., str]:
    """Signs a member in on one more device."""

    def secret(who) -> str:
        with app.app_context():
            return saved(lambda: sign_in(who))

    return secret


@pytest.fixture
def opened(app, web, secret_of) -> Iterator[Callable[..., Tab]]:
    """Opens a tab of a member, told up to now unless it resumes from elsewhere; closed when the test ends."""
    tabs: list[Tab] = []

    def opened(who, *, resume: int | None = None, port: int | None = None, **more) -> Tab:
        seq = reached(app, who) if resume is None else resume
        tab = Tab(port or web.port, more.pop("secret", None) or secret_of(who), resume=seq, **more)
        tabs.append(tab)
        return tab

    yield opened
    for tab in tabs:
        tab.close()


@pytest.fixture
def add(app) -> Callable[..., int]:
    """A member changes a figure by so many."""

    def add(who, variant, delta: int = 1) -> int:
        with app.app_context(), tenancy.acting_for(who.vendor_id), transaction():
            return change.add(who.actor(), variant.id, delta, key=new_id())

    return add


def reached(app, who) -> int:
    """How far the journal of a member's shop goes."""
    with app.app_context(), tenancy.acting_for(who.vendor_id):
        return journal.last_seq(who.vendor_id)
