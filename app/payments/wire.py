"""One HTTP client for all providers: bytes out, bytes back, time-outs, no redirects, and an honest "don't know".

Sending exactly the bytes that were signed is why nothing here takes a dict.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx

from .failure import Down, UnknownOutcome

TIMEOUT = httpx.Timeout(20.0, connect=5.0)
LONGEST_ANSWER = 2 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """What came back: the status, header names in lower case, the raw body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict[str, Any]:
        """The body as an object. Raises UnknownOutcome when it is none: then nobody knows what was done."""
        try:
            told = json.loads(self.body)
        except ValueError as error:
            raise UnknownOutcome("the answer is not JSON", code=str(self.status)) from error
        if not isinstance(told, dict):
            raise UnknownOutcome("the answer is not a JSON object", code=str(self.status))
        return told


@cache
def _client() -> httpx.Client:
    limits = httpx.Limits(max_connections=40, max_keepalive_connections=10)
    return httpx.Client(timeout=TIMEOUT, follow_redirects=False, limits=limits, trust_env=False)


def send(method: str, url: str, *, headers: Mapping[str, str], body: bytes = b"") -> Answer:
    """One request. Raises Down when it surely was not sent, UnknownOutcome when no whole answer came.

    An answer with a 5xx status is returned: whether it did something is for the adapter to know.
    """
    try:
        answer = _client().request(method, url, headers=dict(headers), content=body)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise Down(str(error)) from error
    except httpx.HTTPError as error:
        raise UnknownOutcome(f"{type(error).__name__}: {error}") from error
    if len(answer.content) > LONGEST_ANSWER:
        raise UnknownOutcome("the answer is too long to be one", code=str(answer.status_code))
    return Answer(answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, answer.content)
