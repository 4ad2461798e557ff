"""`python -m bench.rehearsal`: a flash sale watched on screen while a crowd buys, with pictures of it in docs/img."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from flask import Flask
from playwright.sync_api import BrowserContext, Page, sync_playwright
from sqlalchemy import select

from app.accounts import session
from app.accounts.membership import Membership
from app.check import examine
from app.cli.engines.identity import CODE
from app.core.db import db, transaction
from app.core.tenancy import everyone
from tests.browsing import executable

from .crowd import Wish
from .place import installation
from .stall import Stall, stall

PICTURES = CODE / "docs" / "img"
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 360, "height": 800}


@click.command()
@click.option("--buyers", default=300, show_default=True, help="People who press at the same time.")
@click.option("--stock", default=6_000, show_default=True, help="Pieces in the sale.")
@click.option("--pictures", type=click.Path(path_type=Path), default=PICTURES, help="Where the pictures go.")
def main(buyers: int, stock: int, pictures: Path) -> None:
    """Watch the vendor's board, two staff tabs and a shopper's phone while a crowd buys everything."""
    with installation() as (house, app), sync_playwright() as playwright:
        sold = stall(app, stock, 1)
        browser = playwright.chromium.launch(executable_path=executable(), chromium_sandbox=False)
        office = browser.new_context(base_url=house.address, locale="id-ID", viewport=WIDE)  # type: ignore[arg-type]
        _sign_in(app, sold, office, house.address)
        board = _open(office, f"/backoffice/flash-sales/{sold.sale_id}/board")
        tabs = [_open(office, "/backoffice/stock"), _open(office, "/backoffice/orders?tab=packing")]
        shopper = browser.new_context(base_url=house.address, locale="id-ID", viewport=PHONE)  # type: ignore[arg-type]
        phone = _open(shopper, sold.pages[0])
        screens = {"board": board, "stock": tabs[0], "orders": tabs[1], "phone": phone}
        _take(pictures, "before", screens)
        with _crowd(house.address, sold, buyers) as crowd:
            time.sleep(2.5)
            _take(pictures, "during", {"board": board, "stock": tabs[0]})
            told = json.loads(crowd.communicate()[0])
        time.sleep(8)  # pages without a socket ask every few seconds
        _take(pictures, "after", screens)
        browser.close()
        _tell(app, sold, told)


@contextmanager
def _crowd(address: str, sold: Stall, buyers: int) -> Iterator["subprocess.Popen[bytes]"]:
    at = urlsplit(address)
    wish = Wish("page", at.hostname or "", at.port or 0, buyers, sold.pages)
    command = [sys.executable, "-m", "bench.crowd", json.dumps(asdict(wish))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=CODE) as crowd:
        yield crowd


def _sign_in(app: Flask, sold: Stall, context: BrowserContext, address: str) -> None:
    with app.app_context(), everyone(), transaction():
        member = db.session.scalars(select(Membership).where(Membership.vendor_id == sold.vendor_id)).one()
        secret = session.begin(member.person, vendor_id=sold.vendor_id, device="Chrome · rehearsal")
    context.add_cookies([{"name": "sid", "value": secret, "url": address}])


def _open(context: BrowserContext, path: str) -> Page:
    page = context.new_page()
    page.goto(path)
    page.wait_for_timeout(700)
    return page


def _take(folder: Path, moment: str, screens: dict[str, Page]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in screens.items():
        page.screenshot(path=folder / f"rehearsal-{moment}-{name}.png")


def _tell(app: Flask, sold: Stall, told: dict[str, Any]) -> None:
    outcome = sold.outcome(told["orders"])
    with app.app_context():
        broken = [one.sentence for one in examine(db.engine)]
    speed = len(told["orders"]) / told["seconds"]
    click.echo(
        f"{len(told['orders'])} orders of {sold.stock} pieces, {speed:.0f} a second, errors {told['errors'] or 0}"
    )
    click.echo(f"oversold {outcome['oversold']}, lost {outcome['lost']}, told twice {outcome['told_twice']}")
    click.echo("nusacart check: " + ("all invariants hold" if not broken else "; ".join(broken)))


if __name__ == "__main__":
    main()
