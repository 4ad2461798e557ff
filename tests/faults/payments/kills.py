"""`python -m tests.faults.payments.kills --times 50`: web and worker die between taking a notice and its effect."""

import os
import signal
import time
import warnings
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any
from uuid import UUID

import click
import psutil

from app import create_app
from app.core import schema
from app.core.actor import Actor, shopper
from app.core.db import db, transaction
from app.core.tenancy import acting_for
from app.payments import account as accounts
from app.payments import bill as bills
from app.payments import starting
from tests.engines import Engines, running_engines
from tests.journeys.installation import Installation
from tests.orders.stand import Stand, run
from tests.payments.twins import Twin, merchant, running, wait_for

LONGEST_WAIT = 2.5
"""Seconds from a payment to a death: a worker that was killed needs one of them to come back."""


@click.command()
@click.option("--times", default=50, show_default=True, help="How often somebody is killed.")
def main(times: int) -> None:
    """Kill -9 web and worker between accepting a notice and its effect; afterwards everything is paid once."""
    warnings.simplefilter("ignore")
    with running_engines() as engines, running("midtrans", Path(mkdtemp(prefix="nusacart-twin-"))) as twin:
        told = play(engines, twin, times)
    click.echo(told)
    raise SystemExit(0 if told.endswith("nothing lost, nothing doubled") else 1)


def play(engines: Engines, twin: Twin, times: int) -> str:
    """So many payments, each with a death; what is true afterwards."""
    with create_app(engines.settings()).app_context():
        schema.upgrade(db.engine)
    installation = Installation(engines.environ())
    app = create_app(engines.settings() | {"PUBLIC_URL": installation.address})  # a charge names where its notices go
    try:
        with app.app_context():
            stand = Stand([times])
            _open(stand, twin, installation)
            orders = [_begin(stand, number) for number in range(times)]
        twin.control("temper", slow=1.0, slow_seconds=0.15, seed=1)
        dice = Random(times)
        for number, reference in enumerate(orders):
            twin.do(reference, "pay")
            time.sleep(dice.uniform(0.0, LONGEST_WAIT))
            _kill(installation, "web" if number % 5 == 4 else "worker")
        twin.control("temper", slow=0.0)
        wait_for(installation._is_ready, "the last web server to be back", 60)
        return _judge(app, stand, twin, times)
    finally:
        installation.stop()


def _open(stand: Stand, twin: Twin, installation: Installation) -> None:
    kept, pasted, settings = merchant("midtrans")
    owner = Actor("staff", stand.vendor_id, name="Sari", role="owner")
    with acting_for(stand.vendor_id), transaction():
        account = accounts.paste(owner, "midtrans", "twin", pasted | settings, ["qris"], base_url=twin.url)
        path = account.notify_path
    twin.control("merchants", id="toko", keys=kept, notify_url=installation.address + path, settings={})


def _begin(stand: Stand, _number: int) -> str:
    outcome = stand.buy(1, payment_method="qris")
    with acting_for(stand.vendor_id):
        with transaction():
            bill = bills.of(stand.vendor_id, "order", outcome.order_id or UUID(int=0))
            begun = starting.begin(shopper(stand.vendor_id, "Dewi"), bill.id, "qris")
        reference: str = starting.carry_out(stand.vendor_id, begun.id).reference
        db.session.rollback()
    return reference


def _kill(installation: Installation, name: str) -> None:
    child: Any = getattr(installation, name)
    for process in (child.process, *psutil.Process(child.process.pid).children(recursive=True)):
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
    child.process.wait()
    words = ("worker",) if name == "worker" else ("web", "--port", str(installation.port), "--processes", "2")
    setattr(installation, name, installation._program(*words))


def _delivered(twin: Twin) -> bool:
    """The provider tries again what found a closed door: the time of its next try comes."""
    twin.control("clock", advance=20_000)
    return twin.quiet() == 0


def _judge(app: Any, stand: Stand, twin: Twin, times: int) -> str:
    def counted(question: str) -> int:
        with app.app_context(), acting_for(stand.vendor_id):
            found = run(question, v=stand.vendor_id).scalar_one()
            db.session.rollback()
            return int(found)

    paid = "SELECT count(*) FROM orders WHERE vendor_id = :v AND payment_state = 'paid'"
    wait_for(lambda: _delivered(twin), "every notice to be delivered", 60)
    wait_for(lambda: counted(paid) == times, f"all {times} orders to be paid, {counted(paid)} are", 180)
    with app.app_context(), acting_for(stand.vendor_id), transaction():  # the minute passes that dead workers took
        run("UPDATE payment_notice SET due_at = now() WHERE vendor_id = :v AND state = 'waiting'", v=stand.vendor_id)
    waiting = "SELECT count(*) FROM payment_notice WHERE vendor_id = :v AND state = 'waiting'"
    wait_for(lambda: counted(waiting) == 0, "every notice to have its effect", 180)
    journal = "SELECT count(*) FROM journal WHERE vendor_id = :v AND deed = 'order.paid'"
    received = "SELECT coalesce(sum(received_amount), 0) FROM payment_attempt WHERE vendor_id = :v"
    surplus = "SELECT count(*) FROM payment_surplus WHERE vendor_id = :v"
    told = "SELECT count(DISTINCT attempt_id) FROM payment_observation WHERE vendor_id = :v AND source = 'notice'"
    figures, heard = (counted(journal), counted(received), counted(surplus)), counted(told)
    is_right = figures == (times, times * 15_000, 0) and heard == times
    verdict = "nothing lost, nothing doubled" if is_right else "WRONG"
    return (
        f"{times} killed: {figures[0]} paid, Rp {figures[1]} received, {figures[2]} on the desk,"
        f" {heard} told by a notice: {verdict}"
    )


if __name__ == "__main__":
    main()
