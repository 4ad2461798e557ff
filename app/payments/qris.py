"""QRIS, the national QR code: tags of EMVCo's merchant-presented mode, read strictly, and made dynamic.

Source: EMVCo, QR Code Specification for Payment Systems (MPM): two digits of tag, two of length, value. Lengths count
bytes of UTF-8 here; who counts characters agrees as long as names are ASCII, as they are in QRIS.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.core.refusal import Refusal

FORMAT, INITIATION, AMOUNT, TIPS, NAME, MORE, CHECKSUM = "00", "01", "54", ("55", "56", "57"), "59", "62", "63"
DYNAMIC = "12"
BILL = "01"
CURRENCY, RUPIAH = "53", "360"
COUNTRY, INDONESIA = "58", "ID"
ACCOUNTS = range(2, 52)
"""Who is paid: a merchant has at least one of these; from 26 on they have tags inside, as MORE has."""
TEMPLATES = frozenset({*(str(tag) for tag in range(26, 52)), MORE})
LONGEST_AMOUNT, LONGEST_BILL, LONGEST_VALUE = 13, 25, 99


def _(sentence: str) -> str:
    """Marks a sentence for translation; the door that shows it translates it."""
    return sentence


class NotQris(Refusal):
    """The text is no QRIS code."""


@dataclass(frozen=True)
class Qris:
    """The fields by tag, in their order, without the checksum."""

    fields: tuple[tuple[str, str], ...]

    def get(self, tag: str) -> str:
        """The value of a tag, "" without it."""
        return next((value for name, value in self.fields if name == tag), "")

    @property
    def is_static(self) -> bool:
        """Whether it may be paid again and again, with whatever amount the payer types."""
        return self.get(INITIATION) != DYNAMIC and not self.get(AMOUNT)

    @property
    def merchant(self) -> str:
        """The name that the payer's app shows."""
        return self.get(NAME)

    @property
    def amount(self) -> int | None:
        """Whole rupiah, None where the payer types it. Raises NotQris."""
        text = self.get(AMOUNT)
        whole, _point, rest = text.partition(".")
        if not text:
            return None
        if rest.strip("0") or not (whole.isascii() and whole.isdecimal()):
            raise NotQris(_("Jumlah di dalam kode QRIS ini tidak bisa dibaca."), field="qris")
        return int(whole)

    def text(self) -> str:
        """The code, with its checksum."""
        body = _written(self.fields) + CHECKSUM + "04"
        return body + checksum(body.encode())

    def dynamic(self, amount: int, bill: str) -> "Qris":
        """For one payment of that many rupiah, with a bill number for the payer's receipt where there is room for it.

        What it cannot give: nobody is told of the payment and the code never expires; whether every bank takes a code
        made like this is UNVERIFIED. Raises ValueError for an amount that does not fit.
        """
        if not 0 < amount < 10**LONGEST_AMOUNT:
            raise ValueError("the amount does not fit")
        kept = {tag: value for tag, value in self.fields if tag not in (AMOUNT, *TIPS)}
        more = dict(_parse(kept.get(MORE, ""))) | {BILL: bill[:LONGEST_BILL]}
        inner = _written(sorted(more.items()))
        kept |= {INITIATION: DYNAMIC, AMOUNT: str(amount)}
        if len(inner.encode()) <= LONGEST_VALUE:
            kept[MORE] = inner
        return Qris(tuple(sorted(kept.items())))


def read(text: str) -> Qris:
    """A code as it was scanned. Raises NotQris when a length does not fit, the checksum is wrong, or it is no QRIS.

    Line breaks from pasting are no part of it.
    """
    text = re.sub(r"[\r\n]", "", text).strip()
    whole = text.encode(errors="surrogatepass")
    if len(text) < 8 or text[-8:-4] != CHECKSUM + "04" or checksum(whole[:-4]) != text[-4:].upper():
        raise NotQris(_("Kode QRIS ini tidak utuh: angka pemeriksanya tidak cocok. Pindai ulang."), field="qris")
    try:
        found = Qris(tuple(_parse(text[:-8])))
        for tag, value in found.fields:
            if tag in TEMPLATES:
                _parse(value)
    except ValueError as error:
        raise NotQris(_("Kode QRIS ini tidak bisa dibaca. Pindai ulang."), field="qris") from error
    if not _is_of_a_merchant(found):
        raise NotQris(_("Ini bukan kode QRIS dalam rupiah."), field="qris")
    return found


def _is_of_a_merchant(found: Qris) -> bool:
    told = (found.get(FORMAT), found.get(CURRENCY), found.get(COUNTRY))
    has_account = any(int(tag) in ACCOUNTS for tag, _value in found.fields)
    return told == ("01", RUPIAH, INDONESIA) and has_account and found.merchant != ""


def _written(fields: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{tag}{len(value.encode()):02d}{value}" for tag, value in fields)


def _parse(text: str) -> list[tuple[str, str]]:
    """Tags and values; raises ValueError unless every length lands exactly on the end. Lengths are of UTF-8 bytes."""
    data, found, at = text.encode(), [], 0
    while at < len(data):
        head = data[at : at + 4].decode()
        if len(head) < 4 or not head.isdecimal() or not head.isascii():
            raise ValueError("no tag and length")
        end = at + 4 + int(head[2:])
        if end > len(data):
            raise ValueError("a length beyond the end")
        found.append((head[:2], data[at + 4 : end].decode()))
        at = end
    if len({tag for tag, _ in found}) != len(found):
        raise ValueError("a tag twice")
    return found


def checksum(data: bytes) -> str:
    """CRC-16/CCITT-FALSE (polynomial 0x1021, from 0xFFFF, not reflected) as four upper-case hex digits."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return f"{crc:04X}"
