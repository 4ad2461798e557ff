"""Whose word counts about who asks."""

import pytest
from flask import Flask, request
from werkzeug.test import EnvironBuilder

from app.web import proxies


def asked(hops: int | None, forwarded: str) -> tuple[str | None, str, bool]:
    """Address, host and HTTPS as the app sees them, for a request with forwarding headers."""
    app = Flask("small")
    app.config["PROXIES"] = hops or 0
    proxies.init_app(app)
    app.add_url_rule("/", "show", lambda: [request.remote_addr, request.host, request.is_secure])
    headers = {"X-Forwarded-For": forwarded, "X-Forwarded-Host": "toko.example", "X-Forwarded-Proto": "https"}
    environ = EnvironBuilder(headers=headers).get_environ()
    return tuple(app.test_client().open(environ).json)


def test_by_default_nobody_is_believed():
    assert asked(None, "1.2.3.4") == ("127.0.0.1", "localhost", False)


@pytest.mark.parametrize("forwarded", ["1.2.3.4", "6.6.6.6, 1.2.3.4"])
def test_of_one_proxy_the_last_word_counts(forwarded: str):
    assert asked(1, forwarded) == ("1.2.3.4", "toko.example", True)
