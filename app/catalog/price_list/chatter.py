"""Telling talk apart from goods: greetings, hours, addresses, accounts, how to order, what it costs to send."""

import re

from app.catalog.price_list.span import Span
from app.catalog.price_list.vocabulary import CHATTER, FILLERS, OPENINGS

_OPENING = re.compile(
    rf"(?:{'|'.join(re.escape(o) for o in sorted(OPENINGS, key=len, reverse=True))})(?![^\W_])", re.IGNORECASE
)
_SYSTEM = re.compile(
    r"<media |pesan ini (?:telah )?dihapus|terenkripsi|end-to-end|\(file terlampir\)|image omitted|"
    r"gambar tidak disertakan",
    re.I,
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_FORM = re.compile(
    r"(?:nama|alamat|no\.?\s?(?:hp|wa|telp)|pesanan|jumlah|kode pos|orderan|penerima|pengirim)[^:]{0,20}:\s*$",
    re.IGNORECASE,
)


def talk_score(text: str, spans: list[Span]) -> int:
    """How much of a line is talk: two points for a word of business, one for a word of courtesy."""
    priced = any(span.kind == "price" for span in spans)
    score = _noise_score(spans, priced)
    for span in spans:
        if span.kind == "price":
            break
        if span.kind == "word":
            score += 2 if span.value in CHATTER else int(span.value in FILLERS)
        elif span.kind == "noise" and span.text.endswith("%"):
            score += 1
    return score + 3 * (text.rstrip().endswith("?") or "??" in text) + (text.rstrip().endswith("!") and not priced)


def _noise_score(spans: list[Span], priced: bool) -> int:
    if priced:
        return 0
    return 3 * any(span.kind == "aside" or (span.kind == "noise" and not span.text.endswith("%")) for span in spans)


def may_be_name(text: str, spans: list[Span]) -> bool:
    """Talk by one word only, as in `Madu hutan asli Sumbawa`: prices below would make it a name."""
    return talk_score(text, spans) == 1 and sum(span.kind == "word" for span in spans) < 7


def is_talk(text: str, spans: list[Span]) -> bool:
    """Whether a line sells nothing."""
    if _SYSTEM.search(text) or _FORM.match(text.strip()) or not _LATIN.search(text):
        return not any(span.kind in {"price", "stock", "size", "letter", "number"} for span in spans) or bool(
            _SYSTEM.search(text)
        )
    score = talk_score(text, spans)
    words = [span for span in spans if span.kind == "word"]
    if any(span.kind == "price" for span in spans):
        begins = bool(words) and words[0].value in CHATTER | FILLERS
        return bool(_OPENING.match(text.strip(" *_-("))) or score >= 4 or (score >= 3 and begins)
    if _OPENING.match(text.strip(" *_-(")) or score >= 2:
        return True
    if words and len(words) == len(spans) and all(span.value in FILLERS for span in words):
        return True  # `masih bu`
    return len(words) > 9 or (score >= 1 and len(words) >= 4) or (len(words) >= 5 and text.rstrip().endswith("."))
