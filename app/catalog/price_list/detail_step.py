"""Lines that say something of the product above, or of the section that begins: stock, a price for resellers."""

from app.catalog.price_list import doubt
from app.catalog.price_list.assembly import Assembly
from app.catalog.price_list.line import Line
from app.catalog.price_list.product import Product
from app.catalog.price_list.row import SOLD_OUT


def take_wholesale(work: Assembly, line: Line, index: int) -> None:
    """`Grosir 12rb`, `beli 3 70rb`: another price, which is not that of one piece."""
    reason = doubt.PRICE_BULK_ALSO if line.label == "bulk" else doubt.PRICE_WHOLESALE
    if work.pending is not None:
        work.pending.doubts.append(("price", reason))
    elif work.product is not None and not work.gap:
        for row in work.product.rows:
            row.doubt("price", reason)


def take_stock(work: Assembly, line: Line, index: int) -> None:
    """`Stok: 10` of the product above; `READY`, `PO`, `HABIS` of the section below."""
    availability, stock = line.stock or ("", None)
    target = _waiting(work)
    if target is not None and not work.gap:
        target.availability, target.stock = availability, stock
    elif work.product is not None and work.product.rows and not work.gap and not (line.stands_out or line.colon):
        _say(work.product, availability, stock, stamped=line.stamped)
    elif stock is None or availability == SOLD_OUT:
        work.settle()
        work.availability, work.product = availability, None
        work.close()


def _waiting(work: Assembly) -> Product | None:
    """A product whose name was read and that has no row yet."""
    if work.pending is not None:
        return work.pending
    return work.product if work.parent is not None and work.product is not None and not work.product.rows else None


def _say(product: Product, availability: str, stock: int | None, *, stamped: bool) -> None:
    for row in product.rows:
        if stamped:
            row.doubt("stock", doubt.STOCK_ELSEWHERE)
            continue
        if row.stock is not None:  # its own figure, said nearer to it
            continue
        row.availability, row.stock = availability, stock
        if stock and len(product.rows) > 1:
            row.doubt("stock", doubt.STOCK_SHARED)
