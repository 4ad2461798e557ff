"""The entries of the back office's rail, in their order; only those whose page exists are shown."""

from dataclasses import dataclass

from flask import Flask, has_request_context, request
from flask_babel import gettext

from app.web.templating import page_exists


def _(word: str) -> str:
    """Marks a word for translation; it is translated when shown."""
    return word


ENTRIES = (
    ("/backoffice", "home", _("Beranda")),
    ("/backoffice/orders", "orders", _("Pesanan")),
    ("/backoffice/products", "box", _("Produk")),
    ("/backoffice/stock", "stock", _("Stok")),
    ("/backoffice/flash-sales", "bolt", _("Flash sale")),
    ("/backoffice/till", "till", _("Kasir")),
    ("/backoffice/money", "money", _("Uang")),
    ("/backoffice/imports", "upload", _("Impor")),
    ("/backoffice/settings", "settings", _("Pengaturan")),
)


@dataclass(frozen=True)
class Entry:
    """One line of the rail as drawn now."""

    path: str
    icon: str
    label: str
    current: bool


def rail_entries() -> list[Entry]:
    """The entries for this page, in the person's language."""
    here = request.path if has_request_context() else ""
    return [Entry(path, icon, gettext(word), _leads(path, here)) for path, icon, word in ENTRIES if page_exists(path)]


def _leads(path: str, here: str) -> bool:
    return here.rstrip("/") == path or (path != "/backoffice" and here.startswith(path + "/"))


def init_app(app: Flask) -> None:
    """Give the rail to the layouts."""
    app.jinja_env.globals["rail_entries"] = rail_entries
