"""How fast a notice of a provider is taken in (verified, stored, answered), beside hello world on the same server."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

import click
from flask import Flask

from app.accounts import signing_up
from app.accounts.person import Person
from app.core.db import db, transaction
from app.core.tenancy import acting_for
from app.payments import account as accounts

from .load import Load, measure
from .place import baseline, installation

KEY = "SB-Mid-server-bench"


def address(app: Flask) -> str:
    """A shop with an account at a provider; the path of its notices."""
    with app.app_context():
        with transaction():
            sari = Person(name="Sari", email="sari@contoh.id", password_hash="-")  # noqa: S106
            db.session.add(sari)
            db.session.flush()
            owner = signing_up.open_shop(sari, "Warung Sari").actor()
        with acting_for(owner.vendor_id), transaction():
            return accounts.paste(owner, "midtrans", "sandbox", {"server_key": KEY}, ["qris"]).notify_path


def notification() -> str:
    """A settlement as Midtrans signs it, of an order that nobody knows: it is taken in like any other."""
    told = {"order_id": "BENCH-1", "status_code": "200", "gross_amount": "44000.00"}
    signed = hashlib.sha512(("".join(told.values()) + KEY).encode()).hexdigest()
    more = {"transaction_status": "settlement", "transaction_id": "bench", "payment_type": "qris"}
    return json.dumps(told | more | {"signature_key": signed, "fraud_status": "accept"})


@click.command()
@click.option("--seconds", default=5.0, show_default=True, help="How long each is asked.")
@click.option("--at-once", default=16, show_default=True, help="Notices at a time.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def hooks(seconds: float, at_once: int, as_json: bool) -> None:
    """Notices a second and waiting time, beside hello world."""
    with installation() as (house, app):
        path = address(app)
        with baseline() as hello:
            told: dict[str, Any] = {"hello world": asdict(measure(Load(hello, at_once=at_once, seconds=seconds)))}
        load = Load(house.address.rstrip("/") + path, "", at_once, seconds, notification())
        told["notice taken in"] = asdict(measure(load))
    if as_json:
        click.echo(json.dumps(told, indent=2))
        return
    for name, one in told.items():
        rate, p50, p95, errors = (one[word] for word in ("requests_per_s", "p50_ms", "p95_ms", "errors"))
        click.echo(f"{name:18}{rate:>9} /s   p50 {p50} ms   p95 {p95} ms   errors {errors}")
