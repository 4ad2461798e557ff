"""Pages of a shop with 2,000 products beside a hello-world page on the same server."""

import json
from dataclasses import asdict
from typing import Any

import click
from flask import Flask

from app.accounts import password, session, signing_up
from app.accounts.person import Person
from app.catalog import category, product
from app.catalog.draft import Draft
from app.catalog.product import Product
from app.catalog.terms import Terms
from app.core.actor import Actor
from app.core.db import db, transaction
from app.core.tenancy import acting_for
from app.orders import cart
from app.stock import movement

from .load import Load, measure
from .place import baseline, installation

SLICE = 200
KINDS = ("Keripik", "Kopi", "Teh", "Sambal", "Kaos", "Hijab", "Kue", "Abon")


def fill(app: Flask, products: int) -> dict[str, str]:
    """A shop with so many products; the cookies and addresses of its owner and of a shopper with a cart."""
    with app.app_context():
        with transaction():
            sari = Person(name="Sari", email="sari@contoh.id", password_hash=password.conceal("tiga piring nasi uduk"))
            db.session.add(sari)
            db.session.flush()
            owner = signing_up.open_shop(sari, "Warung Sari")
            secret = session.begin(sari, vendor_id=owner.vendor_id, device="bench")
        actor = owner.actor()
        with acting_for(actor.vendor_id):
            last = _shelve(actor, products)
            with transaction():
                basket, cart_secret = cart.begin(actor.vendor_id)
                cart.put(basket, last.variants[0], 2)
        return {"sid": secret, "shop": owner.vendor.slug, "product": last.slug, "cart": cart_secret}


def _shelve(actor: Actor, products: int) -> Product:
    with transaction():
        shelves = list(category.ensure(actor, list(KINDS)).values())
    for start in range(0, products, SLICE):
        drafts = [_draft(i, shelves) for i in range(start, min(start + SLICE, products))]
        with transaction():
            made = product.create_many(actor, drafts)
            movement.open(actor, {id_: 20 for one in made for id_ in one.variant_ids})
    return product.find(actor.vendor_id, made[-1].product_id)


def _draft(i: int, shelves: list[Any]) -> Draft:
    kind = i % len(KINDS)
    terms = {(size,): Terms(10_000 + i * 10 + n * 5_000) for n, size in enumerate(("Kecil", "Besar"))}
    about = "Dibuat setiap pagi dari bahan pilihan, tahan dua minggu dalam kemasan tertutup."
    return Draft(f"{KINDS[kind]} nomor {i}", terms, ("Ukuran",), about, shelves[kind], is_published=True)


def run(products: int, seconds: float, at_once: int) -> dict[str, Any]:
    """Measure each page after a short warm-up; hello world before and after, on the same settings."""
    with installation() as (house, app):
        made = fill(app, products)
        shop, staff = f"{house.address}@{made['shop']}", f"sid={made['sid']}"
        pages = {
            "storefront home": Load(shop, at_once=at_once, seconds=seconds),
            "storefront search": Load(f"{shop}?q=kopi", at_once=at_once, seconds=seconds),
            "product": Load(f"{shop}/products/{made['product']}", at_once=at_once, seconds=seconds),
            "cart": Load(f"{shop}/cart", f"cart={made['cart']}", at_once, seconds),
            "vendor product list": Load(f"{house.address}backoffice/products", staff, at_once, seconds),
        }
        with baseline() as hello:
            figures = {"hello world": _figures(Load(hello, at_once=at_once, seconds=seconds))}
        figures |= {name: _figures(load) for name, load in pages.items()}
    return {"products": products, "at_once": at_once, "seconds": seconds, "pages": figures}


def _figures(load: Load) -> dict[str, Any]:
    measure(Load(load.url, load.cookie, load.at_once, 1.0))
    return asdict(measure(load))


@click.command()
@click.option("--products", default=2000, show_default=True, help="Products in the shop.")
@click.option("--seconds", default=5.0, show_default=True, help="How long each page is asked for.")
@click.option("--at-once", default=16, show_default=True, help="Requests at a time.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def pages(products: int, seconds: float, at_once: int, as_json: bool) -> None:
    """Requests a second and waiting time of the main pages, beside hello world."""
    told = run(products, seconds, at_once)
    click.echo(json.dumps(told, indent=2) if as_json else table(told))


def table(told: dict[str, Any]) -> str:
    """For people."""
    rows = [f"{told['products']} products, {told['at_once']} requests at a time, {told['seconds']} s a page", ""]
    rows.append(f"{'page':22}{'req/s':>9}{'of hello':>10}{'p50 ms':>9}{'p95 ms':>9}{'errors':>8}{'bytes':>9}")
    hello = told["pages"]["hello world"]["requests_per_s"]
    for name, one in told["pages"].items():
        share = one["requests_per_s"] / hello
        rows.append(
            f"{name:22}{one['requests_per_s']:>9}{share:>10.1%}{one['p50_ms']:>9}{one['p95_ms']:>9}"
            f"{one['errors']:>8}{one['bytes']:>9}"
        )
    return "\n".join(rows)
