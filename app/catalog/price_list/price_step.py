"""A line with prices: goods, variants of the product above, or the price of a name that was waiting."""

import re

from app.catalog.price_list import doubt
from app.catalog.price_list.assembly import Assembly
from app.catalog.price_list.head import alike, is_size, names_variants, nests
from app.catalog.price_list.inheritance import bequeath
from app.catalog.price_list.line import Line
from app.catalog.price_list.offer import Offer
from app.catalog.price_list.product import Product
from app.catalog.price_list.vocabulary import NEW_PRICE, OLD_PRICE

_ADDING = re.compile(r"^(?:tambah|nambah)\s+(?=\S)", re.IGNORECASE)


def take_item(work: Assembly, line: Line, index: int) -> None:
    """Names with their prices."""
    work.settle()
    work.muted = False
    if line.adds and work.product is not None and work.product.rows and not work.gap:
        _additions(work, work.product, line)
        return
    if work.parent is not None and work.product is not None and work.heir is None and _belongs(work, work.parent, line):
        work.child = work.child or line
        _variants(work, work.product, line)
        return
    work.close()
    if work.product is not None and _continues(work, work.product, line):
        work.product.split_size()
        _variants(work, work.product, line)
    else:
        _products(work, line, index)


def _belongs(work: Assembly, parent: Line, line: Line) -> bool:
    if line.reading.base and not names_variants(line.reading.base):
        return False
    if work.child is None:
        return True
    return alike(line, work.child) and (nests(parent, line) or all(offer.is_label for offer in line.reading.offers))


def _continues(work: Assembly, product: Product, line: Line) -> bool:
    """A line of sizes alone, or of labels set below a product, adds to the product above it."""
    if work.gap or work.before is None or line.reading.base or not product.rows:
        return False
    if not all(offer.is_label for offer in line.reading.offers):
        return False
    return nests(work.before, line) or is_size(line)


def _variants(work: Assembly, product: Product, line: Line) -> None:
    base = line.reading.base
    for offer in line.reading.offers:
        label = f"+{offer.name}" if offer.adds else f"{base} {offer.name}" if base != product.name else offer.name
        work.rows += product.take(work.strike(offer, line), label.strip() or None, line.number)


def _additions(work: Assembly, product: Product, line: Line) -> None:
    for offer in line.reading.offers:
        added = _ADDING.sub("", offer.name)
        work.rows += product.take(work.strike(offer, line), f"+{added}", line.number)


def _products(work: Assembly, line: Line, index: int) -> None:
    offers = line.reading.offers
    if line.reading.base:
        work.product = Product(line.reading.base, line.number, work.category, work.availability)
        _variants(work, work.product, line)
    elif len(offers) > 1 or not bequeath(work, line, index, offers[0].name):
        for offer in offers:
            if offer.adds and work.product is not None:
                work.rows += work.product.take(offer, f"+{offer.name}", line.number)
                continue
            work.product = Product(offer.name, line.number, work.category, work.availability)
            if work.unsure:
                work.product.doubts.append(("name", doubt.NAME_VARIANT))
            work.product.tier = offer.tier
            work.rows += work.product.take(work.strike(offer, line), None, line.number)


def take_price(work: Assembly, line: Line, index: int) -> None:
    """A price by itself."""
    offer = line.reading.offers[0]
    product = work.product
    if work.pending is not None:
        work.product, work.pending = work.pending, None
        if line.label == "tier":
            work.product.doubts.append(("price", doubt.PRICE_TIERS))
        work.rows += work.product.take(offer, None, line.number)
    elif product is not None and not work.gap and any(row.price is None for row in product.rows):
        _fill(product, offer, line)
    elif product is not None and not work.gap and product.rows:
        _second(product, offer, line)
    else:
        bequeath(work, line, index, None)


def _fill(product: Product, offer: Offer, line: Line) -> None:
    for row in product.rows:
        if row.price is None and offer.price:
            row.price, row.unit = offer.price.rupiah, row.unit or offer.unit
            row.doubts = [(cell, reason) for cell, reason in row.doubts if reason != doubt.PRICE_MISSING]
            row.doubts += [("price", reason) for reason in offer.price.doubts]
            row.lines.append(line.number)


def _second(product: Product, offer: Offer, line: Line) -> None:
    """Another price below a product that has one: today's price, or one more to ask about."""
    words = set(line.words)
    if line.label == "tier":
        product.drop_tier()
        return
    for row in product.rows:
        if words & NEW_PRICE and offer.price:
            row.price = offer.price.rupiah
            row.lines.append(line.number)
        elif not words & OLD_PRICE:
            row.doubt("price", doubt.PRICE_TWO)
