"""A shop's open tabs: how soon each hears of a change, what a tab weighs, and whether the pages notice."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from flask import Flask

from app.accounts import session
from app.accounts.membership import of_person
from app.cli.engines.house import House
from app.cli.engines.identity import CODE
from app.core import journal
from app.core.actor import Actor
from app.core.db import db, transaction
from app.core.ids import new_id
from app.core.tenancy import acting_for
from app.stock import change

from .load import Load, measure
from .pages import fill
from .place import installation

PAUSE_SECONDS = 0.5


class Crowd:
    """The tabs, in their own process."""

    def __init__(self, house: House, secret: str, tabs: int):
        asked = {"host": house.host, "port": house.port, "secret": secret, "tabs": tabs}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.tabs", json.dumps(asked)],
            cwd=CODE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.opening = self.hears()

    def hears(self) -> dict[str, Any]:
        """The next line it tells."""
        assert self.process.stdout
        return json.loads(self.process.stdout.readline() or '{"open": 0}')

    def heard(self, seq: int) -> dict[str, Any]:
        """When this number of the journal reached the tabs."""
        assert self.process.stdin
        self.process.stdin.write(f"{seq}\n")
        self.process.stdin.flush()
        return self.hears()


@contextmanager
def crowd(house: House, secret: str, tabs: int) -> Iterator[Crowd]:
    """Open tabs for the length of the block."""
    them = Crowd(house, secret, tabs)
    try:
        yield them
    finally:
        them.process.kill()
        them.process.communicate()


def run(tabs: int, changes: int, seconds: float) -> dict[str, Any]:
    """Pages with no tab open, then with all of them; changes in between."""
    with installation() as (house, app):
        made = fill(app, 50)
        page = Load(f"{house.address}backoffice/stock", f"sid={made['sid']}", at_once=2, seconds=seconds)
        measure(page)
        alone, empty = asdict(measure(page)), weight(house)
        with crowd(house, made["sid"], tabs) as them:
            time.sleep(PAUSE_SECONDS)
            told = [_change(app, made["sid"], them) for _ in range(changes)]
            full, beside = weight(house), asdict(measure(page))
    return {
        "tabs": them.opening, "changes": _summary(told), "page_without_tabs": alone, "page_with_tabs": beside,
        "server_kb_without": empty, "server_kb_with": full, "kb_per_tab": round((full - empty) / tabs, 1),
    }  # fmt: skip


def _change(app: Flask, secret: str, them: Crowd) -> dict[str, Any]:
    """One change, committed; how long after that the tabs had it, in milliseconds."""
    with app.app_context():
        actor, variant_id = _somebody(secret)
        with acting_for(actor.vendor_id):
            with transaction():
                change.add(actor, variant_id, 1, key=new_id())
            committed = time.monotonic()
            seq = journal.last_seq(actor.vendor_id)
    heard = them.heard(seq)
    time.sleep(PAUSE_SECONDS)
    return {"heard": heard["heard"]} | {
        name: round((heard[name] - committed) * 1000, 1) for name in ("first", "median", "last")
    }


def _somebody(secret: str) -> tuple[Actor, UUID]:
    signed_in = session.find(secret)
    assert signed_in
    actor = of_person(signed_in.person_id)[0].actor()
    with acting_for(actor.vendor_id):
        return actor, db.session.execute(db.text("SELECT id FROM variant ORDER BY id LIMIT 1")).scalar_one()


def _summary(told: list[dict[str, Any]]) -> dict[str, Any]:
    last = [one["last"] for one in told]
    return {
        "count": len(told), "heard_by_all": sum(one["heard"] for one in told), "worst_last_ms": max(last),
        "first_ms": round(statistics.median(one["first"] for one in told), 1),
        "median_ms": round(statistics.median(one["median"] for one in told), 1),
        "last_ms": round(statistics.median(last), 1),
    }  # fmt: skip


def weight(house: House) -> int:
    """Proportional memory of the web server's processes in kB."""
    return sum(_pss(entry) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _is_web(entry, house))


def _is_web(entry: Path, house: House) -> bool:
    try:
        command = (entry / "cmdline").read_bytes()
        return b"gunicorn" in command and f"127.0.0.1:{house.port}".encode() in (entry / "environ").read_bytes()
    except OSError:
        return False


def _pss(entry: Path) -> int:
    lines = (entry / "smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


@click.command()
@click.option("--tabs", default=2000, show_default=True, help="Tabs of one shop, half of them in English.")
@click.option("--changes", default=10, show_default=True, help="How many changes they are told.")
@click.option("--seconds", default=5.0, show_default=True, help="How long pages are asked for, with and without tabs.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def live(tabs: int, changes: int, seconds: float, as_json: bool) -> None:
    """From a commit to every open tab, and what tabs cost the pages."""
    told = run(tabs, changes, seconds)
    click.echo(json.dumps(told, indent=2) if as_json else table(told))


def table(told: dict[str, Any]) -> str:
    """For people."""
    tabs, changes = told["tabs"], told["changes"]
    without, beside = told["page_without_tabs"], told["page_with_tabs"]
    return "\n".join([
        f"{tabs['open']} tabs opened in {tabs['seconds']} s; {told['kb_per_tab']} kB each "
        f"(server {told['server_kb_without'] // 1024} -> {told['server_kb_with'] // 1024} MB)",
        f"{changes['count']} changes, heard {changes['heard_by_all']} of {changes['count'] * tabs['open']} times",
        "",
        f"{'commit to':14}{'ms (median of the changes)':>28}",
        *(f"{name + ' tab':14}{changes[name + '_ms']:>28}" for name in ("first", "median", "last")),
        f"{'worst last':14}{changes['worst_last_ms']:>28}",
        "",
        f"{'stock page':14}{'req/s':>9}{'p50 ms':>9}{'p95 ms':>9}{'errors':>8}",
        *(
            f"{name:14}{one['requests_per_s']:>9}{one['p50_ms']:>9}{one['p95_ms']:>9}{one['errors']:>8}"
            for name, one in (("no tab open", without), ("all tabs open", beside))
        ),
    ])  # fmt: skip
