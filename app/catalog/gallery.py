"""What is done with a product's pictures: hang, describe, move, take away, put back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, tuple_

from app.core import journal
from app.core.actor import Actor
from app.core.clock import now
from app.core.db import db
from app.core.ids import new_id
from app.core.refusal import NotFound, Refusal

from . import naming, picture
from .album import Album
from .darkroom import Print
from .picture import Picture
from .product import Product


def add(actor: Actor, product_id: UUID, print_: Print, album: Album) -> Picture:
    """Hang a developed photo last. The same photo again stays where it is, or comes back if it was taken away."""
    hung = _hung(actor, product_id)
    album.keep(actor.vendor_id, print_)
    same = next((one for one in hung if one.digest == print_.digest), None)
    if same is not None and same.removed_at is None:
        return same
    if sum(one.removed_at is None for one in hung) >= picture.MOST:
        raise Refusal("Satu produk paling banyak %(most)s foto.", field="photo", most=picture.MOST)
    made = same or _new(actor.vendor_id, product_id, print_)
    made.removed_at = None
    made.position = max((one.position for one in hung), default=-1) + 1
    db.session.flush()
    _note(actor, "product.picture_added", made)
    return made


def describe(actor: Actor, picture_id: UUID, alt: str) -> Picture:
    """Say in words what a picture shows, for people who do not see it."""
    one = _own(actor, picture_id)
    alt = naming.tidy(alt)
    if len(alt) > picture.LONGEST_ALT:
        raise Refusal("Keterangan foto paling panjang %(most)s huruf.", field="alt", most=picture.LONGEST_ALT)
    if alt != one.alt:
        one.alt = alt
        _note(actor, "product.picture_described", one, alt=alt)
    return one


def shift(actor: Actor, picture_id: UUID, places: int) -> Picture:
    """Move a picture towards the front (-1) or the back (+1), as far as it goes. The first is the cover."""
    one = _own(actor, picture_id)
    row = [other for other in _hung(actor, one.product_id) if other.removed_at is None]
    old = row.index(one)
    new = min(max(old + places, 0), len(row) - 1)
    row.insert(new, row.pop(old))
    for position, other in enumerate(row):
        other.position = position
    if new != old:
        _note(actor, "product.picture_moved", one, place=new + 1)
    return one


def remove(actor: Actor, picture_id: UUID) -> Picture:
    """Take a picture down. It is kept, so that it can be put back."""
    one = _own(actor, picture_id)
    one.removed_at = now()
    _note(actor, "product.picture_removed", one)
    return one


def put_back(actor: Actor, picture_id: UUID) -> Picture:
    """Hang a picture again where it was."""
    one = picture.find(actor.vendor_id, picture_id)
    hung = [other for other in _hung(actor, one.product_id) if other.removed_at is None]
    if one.removed_at is None:
        return one
    if len(hung) >= picture.MOST:
        raise Refusal("Satu produk paling banyak %(most)s foto.", field="photo", most=picture.MOST)
    one.removed_at = None
    _note(actor, "product.picture_put_back", one)
    return one


def forget(before: datetime) -> list[tuple[UUID, str]]:
    """Give up pictures taken away before a moment; answers (vendor id, digest) of files that nothing shows any more."""
    gone = delete(Picture).where(Picture.removed_at < before).returning(Picture.vendor_id, Picture.digest)
    freed = {(row[0], row[1]) for row in db.session.execute(gone)}
    pair = tuple_(Picture.vendor_id, Picture.digest)
    used = db.session.execute(select(Picture.vendor_id, Picture.digest).where(pair.in_(freed))) if freed else ()
    return sorted(freed - {(row[0], row[1]) for row in used})


def _own(actor: Actor, picture_id: UUID) -> Picture:
    """A picture that hangs, its product locked."""
    one = picture.find(actor.vendor_id, picture_id)
    _hung(actor, one.product_id)
    if one.removed_at is not None:
        raise NotFound("Foto ini sudah dihapus.")
    return one


def _hung(actor: Actor, product_id: UUID) -> list[Picture]:
    """The product's pictures, under a lock that leaves carts and orders alone."""
    actor.must(*naming.EDITORS)
    own = select(Product.id).where(Product.vendor_id == actor.vendor_id, Product.id == product_id)
    if db.session.scalar(own.with_for_update(key_share=True)) is None:
        raise NotFound("Produk ini tidak ada.")
    return list(picture.of_product(actor.vendor_id, product_id))


def _new(vendor_id: UUID, product_id: UUID, print_: Print) -> Picture:
    made = Picture(vendor_id=vendor_id, id=new_id(), product_id=product_id, digest=print_.digest)
    made.width, made.height, made.formats = print_.width, print_.height, list(print_.formats)
    db.session.add(made)
    return made


def _note(actor: Actor, deed: str, one: Picture, **particulars: object) -> None:
    journal.record(actor, deed, subject=("product", one.product_id), picture=str(one.id), **particulars)
