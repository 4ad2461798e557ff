"""A flash sale at the limit of the machine: ours beside hello world and the plain SELECT FOR UPDATE program."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from flask import Flask

from app.check import examine
from app.cli.engines.house import House
from app.cli.engines.identity import CODE
from app.core.db import db

from .crowd import Wish
from .load import summary
from .place import baseline, installation
from .processes import Meter
from .stall import Stall, as_json, settle, stall

HELLO, PLAIN, PRESS, PAGE = "a hello world", "b plain SELECT FOR UPDATE", "c placing call", "d page and placing call"
TOGETHER = (HELLO, PLAIN, PRESS, PAGE)
KINDS = {HELLO: "hello", PLAIN: "plain", PRESS: "press", PAGE: "page"}
PLAIN_POOL = 2
GROWTH = [(100, 5_000, 1), (300, 5_000, 1), (1_000, 5_000, 1), (3_000, 5_000, 1),
          (300, 100, 1), (300, 50_000, 1), (300, 5_000, 50)]  # fmt: skip


class Bench:
    """One installation, and the runs on it."""

    def __init__(self, house: House, app: Flask):
        self.house, self.app = house, app

    def run(self, label: str, buyers: int, stock: int, products: int = 1) -> dict[str, Any]:
        """One run, from an open shop to the figures."""
        settle(self.app)
        if label == HELLO:
            with baseline() as address:
                return self._row(label, buyers, None, self._crowd(label, address, buyers, []))
        sold = stall(self.app, stock, products)
        if label == PLAIN:
            with self._plain(sold) as address:
                return self._row(
                    label, buyers, sold, self._crowd(label, address, buyers, list(sold.for_plain()["items"]))
                )
        with tempfile.NamedTemporaryFile("w") as tokens:
            if label == PRESS:
                sold.write_tokens(Path(tokens.name), sold.stock + buyers * (products + 1) + 200)
            told = self._crowd(label, self.house.address, buyers, sold.pages, tokens.name if label == PRESS else "")
        return self._row(label, buyers, sold, told)

    @contextmanager
    def _plain(self, sold: Stall) -> Iterator[str]:
        postgres = next(one.runnable for one in self.house.keeper.kept if one.name == "PostgreSQL")
        environ = {
            "BENCH_SHOP": as_json(sold.for_plain()),
            "BENCH_DATABASE": postgres.superuser_url,  # type: ignore[attr-defined]
            "BENCH_POOL": os.environ.get("BENCH_POOL", str(PLAIN_POOL)),
        }
        with baseline("bench.plain:app", environ) as address:
            yield address

    def _crowd(self, label: str, address: str, buyers: int, pages: Sequence[str], tokens: str = "") -> dict[str, Any]:
        host, _, port = address.removeprefix("http://").strip("/").partition(":")
        items = [page if page.startswith("/") else f"/{page}" for page in pages]
        wish = Wish(KINDS[label], host, int(port), buyers, items, tokens=tokens)
        with Meter(self.house) as meter:
            command = [sys.executable, "-m", "bench.crowd", json.dumps(asdict(wish))]
            done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=CODE, timeout=900)
        told: dict[str, Any] = json.loads(done.stdout)
        return told | {"processes": meter.figures | {"crowd": {"cpu_s": round(told["cpu_s"], 2)}}}

    def _row(self, label: str, buyers: int, sold: Stall | None, told: dict[str, Any]) -> dict[str, Any]:
        times = summary(told["times"], told["seconds"], 0)
        accepted = len(told["orders"]) if sold else len(told["times"])
        row = {
            "label": label, "buyers": buyers, "stock": sold.stock if sold else 0,
            "products": len(sold.items) if sold else 0, "accepted": accepted,
            "orders_per_s": round(accepted / told["seconds"], 1),
            "p50_ms": times.p50_ms, "p95_ms": times.p95_ms, "p99_ms": times.p99_ms,
            "longest_ms": round(max(told["times"]) * 1000, 1), "oversold": 0, "lost": 0, "errors": told["errors"],
            "refused": told["refused"], "pending": told["pending"], "processes": told["processes"],
        }  # fmt: skip
        if told["page_times"]:
            pages = summary(told["page_times"], told["seconds"], 0)
            row["page"] = {"p50_ms": pages.p50_ms, "p95_ms": pages.p95_ms, "p99_ms": pages.p99_ms}
        return row | (sold.outcome(told["orders"]) if sold else {})

    def violations(self) -> list[str]:
        """What `nusacart check` says afterwards of the orders that went our way."""
        with self.app.app_context():
            return [one.sentence for one in examine(db.engine)]


def together(bench: Bench, buyers: int, stock: int, labels: Sequence[str] = TOGETHER) -> list[dict[str, Any]]:
    """The four figures of one run, one after the other."""
    return [bench.run(label, buyers, stock) for label in labels]


def growth(bench: Bench) -> list[dict[str, Any]]:
    """More buyers, more stock, more products."""
    return [bench.run(PRESS, *size) for size in GROWTH]


def run(deed: Callable[[Bench], list[dict[str, Any]]]) -> dict[str, Any]:
    """In an installation of its own."""
    with installation() as (house, app):
        bench = Bench(house, app)
        for label in (PRESS, PAGE):  # both processes know their way
            bench.run(label, 40, 500)
        rows = deed(bench)
        return {"runs": rows, "violations": bench.violations()}


@click.command()
@click.option("--buyers", default=300, show_default=True, help="People who press at the same time.")
@click.option("--stock", default=5_000, show_default=True, help="Pieces in the sale.")
@click.option("--only", multiple=True, help="Only these of a, b, c, d.")
@click.option("--times", default=1, show_default=True, help="How often all of it.")
@click.option(
    "--growth", "grow", is_flag=True, help="100 to 3,000 buyers, stock 100 to 50,000, fifty products at once."
)
@click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
@click.option("--write", is_flag=True, help="Write docs/performance.md: three times all four, then the growth.")
def flash(buyers: int, stock: int, only: Sequence[str], times: int, grow: bool, as_json_: bool, write: bool) -> None:
    """Orders a second and waiting time of a flash sale, beside hello world and the plain program."""
    from .report import page, table

    labels = [label for label in TOGETHER if not only or label[0] in only]

    def deed(bench: Bench) -> list[dict[str, Any]]:
        rows = (
            []
            if grow
            else [row for _ in range(3 if write else times) for row in together(bench, buyers, stock, labels)]
        )
        return rows + (growth(bench) if grow or write else [])

    told = run(deed)
    if write:
        (CODE / "docs" / "performance.md").write_text(page(told))
    click.echo(json.dumps(told, indent=2) if as_json_ else table(told))
