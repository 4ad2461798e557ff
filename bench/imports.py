"""A file of 20,000 rows read in the background, and what shoppers feel of it meanwhile."""

import json
import time
from dataclasses import asdict
from typing import Any

import click
from flask import Flask

from app.accounts import vendor
from app.core.actor import system
from app.core.db import db, transaction
from app.core.tenancy import acting_for
from app.imports import import_file
from app.imports.table import Table

from .load import Load, measure
from .pages import fill
from .place import installation

HEADERS = ["Nama", "Varian", "Harga", "Stok", "Kategori"]
LONGEST = 900


def table(rows: int) -> Table:
    """Four variants to a product."""
    sizes = ("S", "M", "L", "XL")
    return Table(HEADERS, [[f"Kaos nomor {i // 4}", sizes[i % 4], str(40_000 + i), "5", "Kaos"] for i in range(rows)])


def run(rows: int, seconds: float) -> dict[str, Any]:
    """The front page without and with an import going on, and how long the import took."""
    with installation() as (house, app):
        made = fill(app, 200)
        load = Load(f"{house.address}@{made['shop']}", at_once=4, seconds=seconds)
        measure(load)
        alone = measure(load)
        with app.app_context():
            began = time.monotonic()
            owner = system(vendor.find_by_slug(made["shop"]).id)
            with acting_for(owner.vendor_id), transaction():
                one = import_file.start(owner, "barang.csv", table(rows))
                import_file.choose(owner, one.id, one.columns, updates=False)
            during = measure(load)
            still = _state(app, owner.vendor_id, one.id)
            took = _wait(app, owner.vendor_id, one.id, began)
    told = {"rows": rows, "seconds": round(took, 1), "rows_per_s": round(rows / took)}
    return told | {"front page alone": asdict(alone), "front page meanwhile": asdict(during), "state meanwhile": still}


def _state(app: Flask, vendor_id: Any, import_id: Any) -> str:
    with acting_for(vendor_id):
        one = import_file.find(vendor_id, import_id)
        db.session.refresh(one)
        said = f"{one.state}, {one.done} done, {one.failed} failed"
        db.session.rollback()
    return said


def _wait(app: Flask, vendor_id: Any, import_id: Any, began: float) -> float:
    while not _state(app, vendor_id, import_id).startswith("done"):
        if time.monotonic() - began > LONGEST:
            raise TimeoutError("the import did not end")
        time.sleep(0.5)
    return time.monotonic() - began


@click.command()
@click.option("--rows", default=20_000, show_default=True, help="Rows in the file.")
@click.option("--seconds", default=10.0, show_default=True, help="How long the front page is asked for.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def imports(rows: int, seconds: float, as_json: bool) -> None:
    """How long a large file takes, and the front page of the shop meanwhile beside alone."""
    told = run(rows, seconds)
    if as_json:
        click.echo(json.dumps(told, indent=2))
        return
    click.echo(f"{told['rows']} rows in {told['seconds']} s, {told['rows_per_s']} rows a second")
    for name in ("front page alone", "front page meanwhile"):
        one = told[name]
        click.echo(f"{name:22}{one['requests_per_s']:>9} req/s  p50 {one['p50_ms']} ms  p95 {one['p95_ms']} ms")
    click.echo(f"state meanwhile: {told['state meanwhile']}")
