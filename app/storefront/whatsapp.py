"""What a shopper would write to the shop, ready in WhatsApp; the shopper still presses send."""

from urllib.parse import quote

from flask_babel import gettext

from app.accounts.vendor import Vendor
from app.catalog.product import Product
from app.orders.order import Order
from app.web.formats import rupiah


def about(order: Order, vendor: Vendor, link: str) -> str:
    """The address that opens a message about an order: number, what is in it, total, link. Empty without a number."""
    lines = "\n".join(f"{line.quantity} × {_named(line.product_name, line.variant_name)}" for line in order.lines)
    text = gettext(
        "Halo %(shop)s, saya %(name)s. Ini tentang pesanan %(number)s:\n%(lines)s\nTotal %(total)s\n%(link)s",
        shop=vendor.name,
        name=order.shopper_name,
        number=order.number,
        lines=lines,
        total=rupiah(order.total_amount),
        link=link,
    )
    return _address(vendor, text)


def question(product: Product, vendor: Vendor, link: str) -> str:
    """The address that opens a question about a product."""
    text = gettext("Halo %(shop)s, saya mau tanya tentang %(product)s.\n%(link)s",
                   shop=vendor.name, product=product.name, link=link)  # fmt: skip
    return _address(vendor, text)


def _address(vendor: Vendor, text: str) -> str:
    if not vendor.phone:
        return ""
    return f"https://wa.me/{vendor.phone.removeprefix('+')}?text={quote(text.replace(chr(0xA0), ' '))}"


def _named(product_name: str, variant_name: str) -> str:
    return f"{product_name} ({variant_name})" if variant_name else product_name
