"""Pages packed for slow lines. Assets are packed once at the start (assets.py); this is for what is rendered.

A page may hold a token beside something that a stranger put into its address (the BREACH attack): but the cookies that
make it this person's page are SameSite=Lax, so a stranger's site cannot have it fetched.
"""

import zlib
from functools import lru_cache

from flask import Flask, Response, request
from werkzeug.http import parse_accept_header

TEXT = {"text/html", "application/json", "application/xml", "image/svg+xml", "text/csv"}
WORTH_IT = 1_000
LEVEL = 5
GZIP = 31


def init_app(app: Flask) -> None:
    """Pack every answer that is text and long enough."""
    app.after_request(pack)


@lru_cache(maxsize=1_000)
def wanted(accepted: str) -> bool:
    """Whether a browser that says so takes gzip."""
    return bool(parse_accept_header(accepted)["gzip"])


def packed(body: bytes, level: int = LEVEL) -> bytes:
    """The body as gzip."""
    packer = zlib.compressobj(level, zlib.DEFLATED, GZIP)
    return packer.compress(body) + packer.flush()


def pack(answer: Response) -> Response:
    """Gzip the body for a browser that takes it. An ETag becomes a weak one: it names the words, not the bytes."""
    if answer.mimetype not in TEXT or answer.direct_passthrough or answer.is_streamed:
        return answer
    answer.vary.add("Accept-Encoding")
    body = answer.get_data()
    if len(body) < WORTH_IT or answer.content_encoding or not wanted(request.headers.get("Accept-Encoding", "")):
        return answer
    answer.set_data(packed(body))
    answer.headers["Content-Encoding"] = "gzip"
    etag, _ = answer.get_etag()
    if etag:
        answer.set_etag(etag, weak=True)
    return answer
