"""Providers' twins as processes of their own, spoken to over HTTP as the real ones are."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from app.core.money import Money
from app.payments.words import Account, Arrival, Charge, ChargeLine
from tests.cli.running import CODE, free_port

Keys = dict[str, str]


@cache
def key_pair(name: str) -> tuple[str, str]:
    """An RSA pair as PEM, private first; `name` only tells pairs apart."""
    private = rsa.generate_private_key(65_537, 2_048)
    pem = serialization.Encoding.PEM
    return (
        private.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode(),
        private.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo).decode(),
    )


class Twin:
    """One running twin."""

    def __init__(self, provider: str, folder: Path, speed: float = 1.0):
        self.provider = provider
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.client = httpx.Client(base_url=self.url, timeout=20, trust_env=False)
        command = [sys.executable, "-m", "sandbox.program", provider, "--port", str(self.port), "--data", str(folder)]
        self.process = subprocess.Popen(
            [*command, "--speed", str(speed)], cwd=CODE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.process.stdout is not None
        assert "is played at" in self.process.stdout.readline(), f"the twin of {provider} did not start"

    def control(self, path: str, **told: Any) -> Any:
        """One call of the control paths."""
        answer = self.client.post(f"/_control/{path}", json=told)
        if answer.status_code == 409:
            return None
        answer.raise_for_status()
        return answer.json()

    def payments(self, reference: str = "") -> list[dict[str, Any]]:
        """What it knows."""
        found: list[dict[str, Any]] = self.client.get(
            "/_control/payments", params={"reference": reference} if reference else {}
        ).json()
        return found

    def do(self, reference: str, deed: str, **told: Any) -> Any:
        """A deed of a payer or a bank."""
        return self.control(f"payments/{self.payments(reference)[-1]['id']}/{deed}", **told)

    def quiet(self) -> int:
        """Until every notice that is due was tried; how many are still to be tried later."""
        return int(self.control("quiet")["outstanding"])

    def stop(self) -> None:
        """End it."""
        self.client.close()
        self.process.terminate()
        self.process.wait(10)
        if self.process.stdout:
            self.process.stdout.close()


@contextmanager
def running(provider: str, folder: Path, speed: float = 1.0) -> Iterator[Twin]:
    """A twin for a while."""
    twin = Twin(provider, folder, speed)
    try:
        yield twin
    finally:
        twin.stop()


class Ear(ThreadingHTTPServer):
    """Where notices come in; it keeps them as they came and answers what it is told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", free_port()), _Handler)
        self.heard: list[Arrival] = []
        self.status = 200
        self.origin = f"http://127.0.0.1:{self.server_port}"
        self.below = "/hooks/any"
        """The path of the account that listens; what comes in elsewhere is for somebody who is gone."""
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """The address of the account."""
        return self.origin + self.below

    def close(self) -> None:
        """Listen no more."""
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, Ear)
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        path = urlsplit(self.path).path
        if path.startswith(self.server.below):
            self.server.heard.append(Arrival("POST", path.removeprefix(self.server.below), headers, body))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def merchant(provider: str, profile: str = "midtrans", name: str = "toko") -> tuple[Keys, Keys, Keys]:
    """Keys as the twin keeps them, keys as the vendor pastes them, and the vendor's settings."""
    private, public = key_pair("client")
    theirs, their_public = key_pair("provider")
    if provider == "midtrans":
        snap = {"client_id": f"SB-CLIENT-{name}", "client_secret": "SB-SECRET", "client_public_key": public}
        pasted = {"server_key": f"SB-Mid-server-{name}", "snap_client_secret": "SB-SECRET", "snap_private_key": private}
        return {"server_key": pasted["server_key"], **snap}, pasted, {"snap_client_id": snap["client_id"]}
    if provider == "xendit":
        keys = {"secret_key": f"xnd_development_{name}", "callback_token": f"token-{name}"}
        return keys, keys, {}
    if provider == "doku":
        keys = {"client_id": f"BRN-0000-{name}", "secret_key": f"SK-{name}"}
        return keys, keys, {}
    keys = {"client_id": f"SANDBOX-{name}", "client_secret": "SANDBOX-SECRET"}
    kept = keys | {"client_public_key": public, "provider_private_key": theirs}
    settings = {
        "profile": profile, "partner_id": f"SANDBOX-{name}", "channel_id": "95221", "partner_service_id": "12345",
        "merchant_id": "G0598",
        "provider_public_key": their_public,
    }  # fmt: skip
    return kept, keys | {"private_key": private}, settings


def account(twin: Twin, notify_url: str, profile: str = "midtrans", name: str = "toko") -> Account:
    """A vendor's account, registered at the twin."""
    kept, pasted, settings = merchant(twin.provider, profile, name)
    twin.control("merchants", id=name, keys=kept, notify_url=notify_url, settings={"profile": profile})
    return Account(twin.provider, "twin", pasted, {}, settings, notify_url, twin.url)


def charge(method: str, amount: int = 44_000, minutes: int = 60) -> Charge:
    """A charge of one thing."""
    made = datetime.now(UTC)
    return Charge(
        reference=f"T{uuid4().hex[:20]}-1",
        idempotency_key=str(uuid4()),
        method=method,
        money=Money(amount),
        made_at=made,
        expires_at=made + timedelta(minutes=minutes),
        payer_name="Dewi Lestari",
        payer_phone="+6281234567890",
        lines=(ChargeLine("Keripik", 1, amount),),
        return_url="http://127.0.0.1/kembali",
        description="#7",
    )


def wait_for(told: Any, what: str, seconds: float = 10.0) -> Any:
    """Until it is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := told():
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited {seconds} s for {what}")


def as_json(arrival: Arrival) -> dict[str, Any]:
    """The body of a notice."""
    told: dict[str, Any] = json.loads(arrival.body)
    return told
