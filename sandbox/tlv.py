"""A dynamic QRIS code of the sandbox's own bank: written here anew, so that nobody checks it with what made it."""


def qris(amount: int, bill: str) -> str:
    """The text of a code for that many rupiah."""
    account = _tlv("00", "ID.CO.SANDBOX.WWW") + _tlv("01", "936000990000000001") + _tlv("03", "UMI")
    national = _tlv("00", "ID.CO.QRIS.WWW") + _tlv("02", "ID1099900000001") + _tlv("03", "UMI")
    parts = [
        ("00", "01"), ("01", "12"), ("26", account), ("51", national), ("52", "5812"), ("53", "360"),
        ("54", str(amount)), ("58", "ID"), ("59", "SANDBOX"), ("60", "JAKARTA"), ("62", _tlv("01", bill[:25])),
    ]  # fmt: skip
    text = "".join(_tlv(tag, value) for tag, value in parts) + "6304"
    return text + f"{_crc(text.encode()):04X}"


def _tlv(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"


def _crc(data: bytes) -> int:
    table = [_row(index) for index in range(256)]
    crc = 0xFFFF
    for byte in data:
        crc = (crc << 8 & 0xFFFF) ^ table[crc >> 8 ^ byte]
    return crc


def _row(index: int) -> int:
    value = index << 8
    for _ in range(8):
        value = value << 1 ^ (0x1021 if value & 0x8000 else 0)
    return value & 0xFFFF
