"""The same door under Werkzeug's threaded server, as a developer or a box without gunicorn runs it."""

import threading

import pytest
from werkzeug.serving import make_server

from .conftest import reached


@pytest.fixture
def served(app):
    """A port served by threads of this process."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.port
    server.shutdown()
    server.server_close()


def test_threads_carry_sockets_too(app, served, opened, add, sari, budi, rudi, crisps):
    at_budi, at_rudi = opened(budi, port=served), opened(rudi, port=served)
    assert at_budi.hears()["seq"] == reached(app, sari)
    at_rudi.hears()
    add(sari, crisps, 5)
    assert at_budi.hears_figure(crisps) == 15
    assert at_rudi.hears(0.5) is None


def test_a_closed_tab_leaves_its_room(app, served, opened, sari):
    opened(sari, port=served).close()
    hub = app.extensions["live"]
    for _ in range(50):
        if not hub.rooms:
            break
        threading.Event().wait(0.1)
    assert hub.rooms == {}
