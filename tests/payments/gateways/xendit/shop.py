"""What a shop does with its adapter, in few words."""

import json

from app.payments.gateways.xendit import ADAPTER
from app.payments.words import Arrival, Reference
from tests.payments.twins import charge, wait_for


def name(one, created=None):
    """How an attempt is named; without `created`, as when no answer ever came."""
    return Reference(one.reference, created.provider_ref if created else "", one.method, one.money, one.made_at)


def begun(own, method, amount=44_000):
    """A charge and what came of it."""
    one = charge(method, amount)
    return one, ADAPTER.create(own, one)


def paid(twin, own, method, amount=44_000):
    """A charge that was paid, and its name."""
    one, created = begun(own, method, amount)
    twin.do(one.reference, "pay")
    return one, name(one, created)


def asked(twin, own, method, path, told=None):
    """A raw call of the shop's, past the adapter."""
    key = (own.keys["secret_key"], "")
    return twin.client.request(method, path, json=told, auth=key, headers={"api-version": "2024-11-11"})


def heard(ear, reference, many=1):
    """The notices that came in about a reference, once there are so many."""
    wait_for(lambda: len(about(ear, reference)) >= many, "the notices")
    return about(ear, reference)


def about(ear, reference):
    """Those that are here."""
    return [arrival for arrival in ear.heard if reference.encode() in arrival.body]


def arrival(told, token="token-toko"):
    """A notice with that body."""
    return Arrival(
        "POST", "", {"x-callback-token": token}, told if isinstance(told, bytes) else json.dumps(told).encode()
    )
