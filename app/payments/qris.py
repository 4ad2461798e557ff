"""QRIS, the national QR code: tags of EMVCo's merchant-presented mode, read strictly, and made dynamic.

Source: EMVCo, QR Code Specification for Payment Systems (MPM): two digits of tag, two of length, value.
"""

from dataclasses import dataclass

from app.core.refusal import Refusal

FORMAT, INITIATION, AMOUNT, TIPS, NAME, MORE, CHECKSUM = "00", "01", "54", ("55", "56", "57"), "59", "62", "63"
STATIC, DYNAMIC = "11", "12"
BILL = "01"
CURRENCY, RUPIAH = "53", "360"
LONGEST_AMOUNT, LONGEST_BILL = 13, 25


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
        """Whether it may be paid again and again, with any amount."""
        return self.get(INITIATION) == STATIC

    @property
    def merchant(self) -> str:
        """The name that the payer's app shows."""
        return self.get(NAME)

    @property
    def amount(self) -> int | None:
        """Whole rupiah, None where the payer types it. Raises NotQris."""
        text = self.get(AMOUNT)
        whole, _, rest = text.partition(".")
        if not text:
            return None
        if rest.strip("0") or not whole.isdecimal():
            raise NotQris("Jumlah di dalam kode QRIS ini tidak bisa dibaca.", field="qris")
        return int(whole)

    def text(self) -> str:
        """The code, with its checksum."""
        body = "".join(f"{tag}{len(value.encode()):02d}{value}" for tag, value in self.fields) + CHECKSUM + "04"
        return body + checksum(body.encode())

    def dynamic(self, amount: int, bill: str) -> "Qris":
        """For one payment of that many rupiah, with a bill number for the payer's receipt.

        What it cannot give: nobody is told of the payment and the code never expires. Raises ValueError.
        """
        if not 0 < amount < 10**LONGEST_AMOUNT:
            raise ValueError("the amount does not fit")
        kept = {tag: value for tag, value in self.fields if tag not in (AMOUNT, *TIPS)}
        more = dict(_parse(kept.get(MORE, ""))) | {BILL: bill[:LONGEST_BILL]}
        inner = "".join(f"{tag}{len(value.encode()):02d}{value}" for tag, value in sorted(more.items()))
        kept |= {INITIATION: DYNAMIC, AMOUNT: str(amount)}
        if len(inner.encode()) <= 99:
            kept[MORE] = inner
        return Qris(tuple(sorted(kept.items())))


def read(text: str) -> Qris:
    """A code as it was scanned. Raises NotQris when a length does not fit, the checksum is wrong, or it is no QRIS."""
    text = text.strip()
    if len(text) < 8 or text[-8:-4] != CHECKSUM + "04" or checksum(text[:-4].encode()) != text[-4:].upper():
        raise NotQris("Kode QRIS ini tidak utuh: angka pemeriksanya tidak cocok. Pindai ulang.", field="qris")
    try:
        found = Qris(tuple(_parse(text[:-8])))
    except ValueError as error:
        raise NotQris("Kode QRIS ini tidak bisa dibaca. Pindai ulang.", field="qris") from error
    if found.get(FORMAT) != "01" or found.get(CURRENCY) != RUPIAH or not found.merchant:
        raise NotQris("Ini bukan kode QRIS dalam rupiah.", field="qris")
    return found


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
