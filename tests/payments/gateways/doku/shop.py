"""A shop of its own at DOKU's twin for each test, and its payers."""

from dataclasses import replace
from itertools import count
from typing import Any

import httpx

from app.payments.words import Account, Arrival, Charge, Created, Reference
from tests.payments.twins import Ear, Twin, account, merchant, wait_for

_numbers = count(1)


def shop(twin: Twin, ear: Ear, **settings: Any) -> Account:
    """Registered with those settings at the twin."""
    name = f"toko-{next(_numbers)}"
    own = account(twin, ear.url, name=name)
    kept, _pasted, _settings = merchant("doku", name=name)
    twin.control("merchants", id=name, keys=kept, notify_url=ear.url, settings=settings)
    return own


def named(one: Charge, created: Created | None = None) -> Reference:
    """As the room names an attempt, with what it showed the payer."""
    shown = {step.kind: step.as_json() for step in created.instructions} if created else {}
    return Reference(one.reference, created.provider_ref if created else "", one.method, one.money, one.made_at, shown)


def press(created: Created, **form: str) -> httpx.Response:
    """What a payer presses on the page; the answer is not followed."""
    return httpx.post(created.instructions[0].particulars["url"], data=form, trust_env=False)


def heard(ear: Ear, one: Charge, times: int = 1) -> list[Arrival]:
    """The notices about a charge, once there are that many."""

    def about() -> list[Arrival]:
        return [arrival for arrival in ear.heard if one.reference.encode() in arrival.body]

    found: list[Arrival] = wait_for(lambda: len(about()) >= times and about(), f"{times} notices")
    return found


def lasting(one: Charge, minutes: float) -> Charge:
    """The same with so long to pay it."""
    return replace(one, expires_at=one.made_at + (one.expires_at - one.made_at) * minutes / 60)
