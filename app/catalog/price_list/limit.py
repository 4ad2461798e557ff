"""How much of a paste is read."""

LIMIT = 200_000  # bytes
TOO_LONG = "Daftar terlalu panjang: paling banyak 200 kB sekali tempel."


def too_long(text: str) -> bool:
    """Whether a paste is over the limit; ask before `read`, which reads only what is within it."""
    return len(text) > LIMIT or len(text.encode("utf-8", "replace")) > LIMIT


def within(text: str) -> str:
    """The part of a paste that is read: whole lines up to the limit."""
    if not too_long(text):
        return text
    kept = text.encode("utf-8", "replace")[:LIMIT].decode("utf-8", "ignore")
    return kept[: kept.rfind("\n")] if "\n" in kept else kept
