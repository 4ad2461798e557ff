"""On what terms a variant is sold: price, codes, weight, and whether its stock is counted."""

from dataclasses import dataclass, replace

from app.core.refusal import Refusal

from . import naming

AVAILABILITIES = ("counted", "ready", "preorder")
HIGHEST_PRICE = 999_999_999_999
HEAVIEST_GRAMS = 1_000_000
LONGEST_CODE = 64


@dataclass(frozen=True)
class Terms:
    """Amounts in minor units, weight in grams. `key` begins the names of the fields that a refusal points at."""

    price: int
    was: int | None = None
    sku: str | None = None
    barcode: str | None = None
    weight_grams: int | None = None
    availability: str = "counted"
    is_active: bool = True
    key: str = ""

    def checked(self) -> "Terms":
        """The same terms, tidied. Raises Refusal naming the first field that cannot be."""
        if not 0 <= self.price <= HIGHEST_PRICE:
            raise Refusal("Tulis harga antara Rp 0 dan Rp 999.999.999.999.", field=self.key + "price")
        if self.was is not None and self.was <= self.price:
            raise Refusal("Harga coret harus lebih tinggi dari harga jual, atau dikosongkan.", field=self.key + "was")
        if self.was is not None and self.was > HIGHEST_PRICE:
            raise Refusal("Tulis harga antara Rp 0 dan Rp 999.999.999.999.", field=self.key + "was")
        if self.weight_grams is not None and not 0 <= self.weight_grams <= HEAVIEST_GRAMS:
            raise Refusal("Tulis berat dalam gram, paling berat 1.000.000 (1 ton).", field=self.key + "weight_grams")
        if self.availability not in AVAILABILITIES:
            raise Refusal("Pilih cara menghitung stok.", field=self.key + "availability")
        return replace(self, sku=self._code("sku", self.sku), barcode=self._code("barcode", self.barcode))

    def without_codes(self) -> "Terms":
        """What a sister variant may take over: a SKU and a barcode belong to one variant only."""
        return replace(self, sku=None, barcode=None)

    def apart_from_price(self) -> tuple[object, ...]:
        """Everything but what it costs today."""
        return self.was, self.sku, self.barcode, self.weight_grams, self.availability

    def _code(self, field: str, code: str | None) -> str | None:
        code = naming.tidy(code or "")
        if len(code) > LONGEST_CODE:
            raise Refusal("Kode paling panjang 64 huruf.", field=self.key + field)
        return code or None
