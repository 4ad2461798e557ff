"""The ways to pay that Indonesians know, by the names they know them by."""

from dataclasses import dataclass

GROUPS = ("qris", "wallet", "va", "card", "store", "paylater", "debit", "transfer", "cod")
"""In the order a checkout shows them."""


@dataclass(frozen=True)
class Method:
    """A way to pay: `word` is its own name and is never translated; `short` fits a badge."""

    code: str
    group: str
    word: str
    short: str


_VA = {
    "bca": "BCA", "mandiri": "Mandiri", "bri": "BRI", "bni": "BNI", "permata": "Permata", "cimb": "CIMB Niaga",
    "bsi": "BSI", "danamon": "Danamon", "bnc": "Bank Neo Commerce", "bjb": "Bank BJB", "sampoerna": "Bank Sampoerna",
    "hana": "Bank Hana", "muamalat": "Muamalat", "maybank": "Maybank", "btn": "BTN", "sinarmas": "Sinarmas",
}  # fmt: skip
_ROWS = (
    ("qris", "qris", "QRIS", "QRIS"),
    ("qris_static", "qris", "QRIS toko", "QRIS"),
    ("gopay", "wallet", "GoPay", "GoPay"),
    ("ovo", "wallet", "OVO", "OVO"),
    ("dana", "wallet", "DANA", "DANA"),
    ("shopeepay", "wallet", "ShopeePay", "SPay"),
    ("linkaja", "wallet", "LinkAja", "LinkAja"),
    ("astrapay", "wallet", "AstraPay", "Astra"),
    ("jeniuspay", "wallet", "Jenius Pay", "Jenius"),
    ("doku_wallet", "wallet", "DOKU Wallet", "DOKU"),
    *((f"{code}_va", "va", f"{word} Virtual Account", code.upper()) for code, word in _VA.items()),
    ("card", "card", "Kartu kredit/debit", "Kartu"),
    ("alfamart", "store", "Alfamart", "Alfamart"),
    ("indomaret", "store", "Indomaret", "Indomaret"),
    ("kredivo", "paylater", "Kredivo", "Kredivo"),
    ("akulaku", "paylater", "Akulaku", "Akulaku"),
    ("indodana", "paylater", "Indodana", "Indodana"),
    ("atome", "paylater", "Atome", "Atome"),
    ("bri_debit", "debit", "BRI Direct Debit", "BRI"),
    ("transfer", "transfer", "Transfer bank", "Transfer"),
    ("cod", "cod", "Bayar di tempat", "COD"),
    ("credit", "cod", "Saldo di toko", "Saldo"),
)

METHODS: dict[str, Method] = {code: Method(code, *rest) for code, *rest in _ROWS}

BY_HAND = frozenset({"transfer", "qris_static"})
"""Told apart by the last three digits of the amount, and confirmed by a person."""
