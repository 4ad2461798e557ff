"""Redis carries the bell, PostgreSQL the truth: without the bell everything still comes, a little later."""

import tempfile
import time
from pathlib import Path

import pytest

from app.cli.engines.folder import DataFolder
from app.cli.engines.redis import Redis

from .tabs import Web


@pytest.fixture
def other_redis():
    """A Redis that only the web server knows: deeds of the test ring elsewhere."""
    with tempfile.TemporaryDirectory(prefix="nusacart-bell-") as place:
        folder = DataFolder(Path(place) / "data")
        folder.prepare()
        redis = Redis(folder)
        redis.start()
        yield redis
        redis.stop()


def test_a_bell_that_is_never_heard_costs_a_second_and_nothing_else(engines, opened, add, sari, crisps, other_redis):
    web = Web(engines.environ() | {"NUSACART_REDIS_URL": other_redis.url})
    tab = opened(sari, port=web.port)
    tab.hears()
    for stopped in (False, True):
        if stopped:
            other_redis.stop()
        began = time.monotonic()
        left = add(sari, crisps)
        assert tab.hears_figure(crisps, 2.5) == left
        assert time.monotonic() - began < 2.5
    web.stop()


def test_a_tab_that_opens_while_redis_is_out_hears_too(engines, opened, add, sari, crisps, other_redis):
    other_redis.stop()
    web = Web(engines.environ() | {"NUSACART_REDIS_URL": other_redis.url})
    tab = opened(sari, port=web.port)
    add(sari, crisps)
    assert tab.hears_figure(crisps, 2.5) == 11
    web.stop()
