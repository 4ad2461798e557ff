import gzip

import pytest
from flask import Flask, Response

from app.web import compression


@pytest.fixture
def client():
    app = Flask(__name__)
    compression.init_app(app)
    kinds = {"page": "text/html", "short": "text/html", "picture": "image/png"}
    for name, kind in kinds.items():
        body = name * (2 if name == "short" else 1000)
        app.add_url_rule(f"/{name}", name, lambda body=body, kind=kind: tagged(Response(body, mimetype=kind)))
    return app.test_client()


def tagged(answer):
    answer.set_etag("words")
    return answer


def test_a_long_page_is_packed_for_who_takes_it(client):
    answer = client.get("/page", headers={"Accept-Encoding": "gzip, br"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data) == b"page" * 1000
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert answer.get_etag() == ("words", True)


@pytest.mark.parametrize("says", [{}, {"Accept-Encoding": "br"}, {"Accept-Encoding": "gzip;q=0"}])
def test_who_does_not_take_it_gets_it_as_it_is(client, says):
    answer = client.get("/page", headers=says)

    assert "Content-Encoding" not in answer.headers
    assert answer.data == b"page" * 1000
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("path", ["/short", "/picture"])
def test_short_answers_and_pictures_are_left_alone(client, path):
    assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": "gzip"}).headers
