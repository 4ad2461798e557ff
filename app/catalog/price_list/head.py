"""A name without a price, and lines below it: a product with variants, or the heading of a group?"""

from itertools import takewhile

from app.catalog.price_list.line import ITEM, Line
from app.catalog.price_list.vocabulary import CATEGORIES, FILLERS, FILLINGS, SHOPS, VARIANTS

_OPENERS = {
    "aneka",
    "menu",
    "daftar",
    "katalog",
    "serba",
    "koleksi",
    "list",
    "kategori",
    "macam",
    "macam-macam",
    "pilihan",
    "jenis",
}
_TITLES = {"daftar", "pricelist", "price", "harga", "katalog", "catalog", "list", "by"}
_SIZES = {"size", "count", "letter", "price", "stock", "sign", "open", "close"}
_SIZED = 1.0
_ENOUGH = 12  # lines below are looked at, no more


def is_category(line: Line) -> bool:
    """Whether the words themselves name a group or a shop: `Makanan`, `Aneka keripik`, `Dapur Bu Sari`."""
    words = line.words
    if not words:
        return False
    return words[0] in _OPENERS | SHOPS or all(w in CATEGORIES | FILLERS | SHOPS or w in {"dan", "&"} for w in words)


def is_title(line: Line) -> bool:
    """Whether it names the whole list or the shop, not a group in it."""
    return bool(set(line.words) & (SHOPS | _TITLES))


def parent_score(head: Line, children: list[Line], *, gapped: bool) -> float:
    """Above nought: the lines below are variants of the head; below: the head is a heading over products."""
    looked = children[:_ENOUGH]
    if not nests(head, looked[0]) and is_size(looked[0]):
        looked = list(takewhile(is_size, looked))
    labels = sum(_is_variant(head, child) for child in looked) / len(looked)
    plain = sum(_is_plain_word(child) for child in looked) / len(looked)
    products = sum(_looks_like_product(head, child) for child in looked) / len(looked)
    nested = nests(head, looked[0])
    score = labels * 3 + plain - products * 1.5 + 0.8 * nested - 0.5 * gapped
    score -= 2.5 * (is_category(head) or is_title(head)) + 0.6 * head.stands_out + 0.3 * head.colon
    score -= 0.8 * (head.caps and not all(child.caps for child in looked)) + 0.2 * (head.bullet == "e" and not nested)
    if is_size(looked[0]):  # sizes name nothing: what stands above them is the product
        return max(score, _SIZED)
    if not nested and labels < 0.6:
        return min(score, -0.1)
    return score


def nests(head: Line, child: Line) -> bool:
    """Whether a line is set below another by its bullet or its indent."""
    return child.indent > head.indent or (child.bullet != head.bullet and child.bullet != "" and head.bullet != "-")


def is_size(line: Line) -> bool:
    """Whether a line prices sizes and names nothing: `XL 55rb`, `250g 20rb / 500g 38rb`."""
    return line.kind == ITEM and all(span.kind in _SIZES for span in line.reading.spans)


def alike(line: Line, other: Line) -> bool:
    """Whether two lines are set in the same manner."""
    return line.bullet == other.bullet and abs(line.indent - other.indent) < 2


def labels_of(child: Line) -> list[str]:
    """The words before each price of a line, or the name of a line without one."""
    if child.kind != ITEM:
        return [child.name]
    return [child.reading.base] if child.reading.base else [offer.name for offer in child.reading.offers]


def _is_variant(head: Line, child: Line) -> bool:
    if child.kind == ITEM and child.reading.base:
        return names_variants(child.reading.base)
    names = [name.lower() for name in labels_of(child)]
    if any(head.name and name.startswith(head.name.lower() + " ") for name in names):
        return not is_category(head)
    if child.kind == ITEM:
        return all(offer.is_label or _fills(offer.name) for offer in child.reading.offers)
    return (all(word in VARIANTS for word in child.words) and bool(child.words)) or _fills(child.name)


def names_variants(base: str) -> bool:
    """`hitam: M 50rb, L 55rb` below a product: the colour is no product of its own."""
    return all(word in VARIANTS for word in base.lower().split())


def _fills(name: str) -> bool:
    words = name.split()
    return (
        0 < len(words) <= 2
        and name[0].islower()
        and all(word in FILLINGS | VARIANTS or word[0].isdigit() for word in words)
    )


def _is_plain_word(child: Line) -> bool:
    return all(name and name[0].islower() and len(name.split()) == 1 for name in labels_of(child))


def _looks_like_product(head: Line, child: Line) -> bool:
    if _is_variant(head, child):
        return False
    return any(
        len(name.split()) > 1 and (name[0].isupper() or len(name.split()) > 2) for name in labels_of(child) if name
    )
