"""What happened to a product, in sentences."""

from collections.abc import Iterable

from flask_babel import gettext

from app.backoffice.timeline import Event
from app.core.journal import Entry
from app.web.formats import rupiah


def _(sentence: str) -> str:
    """Marks a sentence for translation; it is translated when shown."""
    return sentence


SENTENCES = {
    "product.created": _("%(who)s membuat produk ini."),
    "product.changed": _("%(who)s mengubah %(changed)s."),
    "product.price_changed": _("%(who)s mengubah harga %(variant)s dari %(before)s menjadi %(after)s."),
    "product.published": _("%(who)s menjual produk ini di toko."),
    "product.hidden": _("%(who)s menyembunyikan produk ini."),
    "product.archived": _("%(who)s mengarsipkan produk ini."),
    "product.picture_added": _("%(who)s menambah foto."),
    "product.picture_described": _("%(who)s menulis keterangan foto."),
    "product.picture_moved": _("%(who)s memindahkan foto ke urutan %(place)s."),
    "product.picture_removed": _("%(who)s menghapus foto."),
    "product.picture_put_back": _("%(who)s mengembalikan foto."),
}
PARTS = {
    "name": _("nama"),
    "description": _("keterangan"),
    "category": _("kategori"),
    "options": _("pilihan"),
    "variants": _("varian"),
}
OTHER = _("%(who)s: %(deed)s.")


def events(entries: Iterable[Entry]) -> list[Event]:
    """Entries of the journal as sentences, in the order given."""
    return [Event(told(entry), entry.at, entry.actor_id) for entry in entries]


def told(entry: Entry) -> str:
    """One entry as a sentence. A deed without a sentence is named as it is, never hidden."""
    more = entry.particulars
    values = {
        "who": entry.actor_name,
        "deed": entry.deed,
        "variant": more.get("variant_name") or more.get("name", ""),
        "before": rupiah(more.get("before")) if entry.deed == "product.price_changed" else "",
        "after": rupiah(more.get("after")),
        "place": more.get("place", ""),
        "changed": ", ".join(gettext(PARTS.get(part, part)) for part in more.get("changed", ())),
    }
    return gettext(SENTENCES.get(entry.deed, OTHER), **values)
