"""Search as one types: each word by its beginning or by its Indonesian stem, codes as written."""

import difflib
import re
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select, true, union

from app.core.db import db

from . import naming
from .category import Category
from .product import Product
from .spelling import BEGINNING, spellings
from .variant import Variant

MOST_WORDS = 8
CLOSE = 0.72
"""How much of a mistyped word must be right (difflib's ratio): one letter wrong of four, two of seven."""


def words(typed: str) -> list[str]:
    """What was typed as words in small letters, bare signs left out; the ninth and further are ignored."""
    return [word for word in naming.tidy(typed).lower().split() if re.search(r"\w", word)][:MOST_WORDS]


def matching(vendor_id: UUID, typed: str) -> ColumnElement[bool]:
    """Which products have every word somewhere: name, description, category, variant, or a code."""
    whole = naming.tidy(typed).lower()
    every = [_has(vendor_id, word) for word in words(typed)]
    return or_(_coded(vendor_id, whole), and_(true() if every else false(), *every))


def rank(vendor_id: UUID, typed: str) -> ColumnElement[Any]:
    """How well a product fits, highest first: its code, then the name, then the rest."""
    whole = naming.tidy(typed).lower()
    begins = func.starts_with(func.lower(Product.name), whole)
    fits = (func.ts_rank(Product.search, _query(word)) for word in words(typed))
    return sum(fits, start=case((_coded(vendor_id, whole), 4), else_=0) + case((begins, 1), else_=0))


def nearest(vendor_id: UUID, typed: str, states: Collection[str]) -> str:
    """The same words, with those that no product in these states has replaced by the one that looks most like them.

    "" when every word is known, or when one looks like nothing.
    """
    known = db.session.scalars(_known(vendor_id, states)).all()
    mended = [_mended(word, known) for word in words(typed)]
    return " ".join(mended) if mended != words(typed) and all(mended) else ""


def _known(vendor_id: UUID, states: Collection[str]) -> Any:
    """Every word that would find something: of products, of their variants, of categories."""
    of_products = select(_lexemes(Product.search)).where(Product.vendor_id == vendor_id, Product.state.in_(states))
    return union(of_products, *(
        select(_lexemes(func.to_tsvector("simple", kind.name))).where(kind.vendor_id == vendor_id)
        for kind in (Variant, Category)
    ))  # fmt: skip


def _lexemes(vector: Any) -> Any:
    return func.unnest(func.tsvector_to_array(vector)).label("lexeme")


def _mended(word: str, known: Iterable[str]) -> str:
    ways = tuple(spellings(word))
    if any(one.startswith(ways) for one in known):
        return word
    alike = [one for one in known if abs(len(one) - len(word)) <= 2]
    return next(iter(difflib.get_close_matches(word, alike, 1, CLOSE)), "")


def _has(vendor_id: UUID, word: str) -> ColumnElement[bool]:
    query = _query(word)
    named = func.to_tsvector("simple", Variant.name).op("@@")(query)
    kept = select(Category.id).where(
        Category.vendor_id == vendor_id, func.to_tsvector("simple", Category.name).op("@@")(query)
    )
    return or_(
        Product.search.op("@@")(query),
        Product.category_id.in_(kept),
        Product.id.in_(_owners(vendor_id).where(or_(named, _is_code(word)))),
    )


def _coded(vendor_id: UUID, code: str) -> ColumnElement[bool]:
    return Product.id.in_(_owners(vendor_id).where(_is_code(code)))


def _owners(vendor_id: UUID) -> Any:
    return select(Variant.product_id).where(Variant.vendor_id == vendor_id, Variant.is_active)


def _is_code(code: str) -> ColumnElement[bool]:
    return or_(func.lower(Variant.sku) == code, func.lower(Variant.barcode) == code)


def _query(word: str) -> Any:
    """The word as PostgreSQL asks for it: its parts as beginnings, in every spelling, or its stem."""
    begins = " & ".join(f"({_beginning(part)})" for part in re.findall(r"\w+", word))
    return func.to_tsquery("simple", begins).op("||")(func.plainto_tsquery("indonesian", word))


def _beginning(part: str) -> str:
    """Of a short twin only the whole word: "mi" begins many others."""
    typed, *twins = spellings(part)
    return " | ".join([f"{typed}:*", *(twin if len(twin) < BEGINNING else f"{twin}:*" for twin in twins)])
