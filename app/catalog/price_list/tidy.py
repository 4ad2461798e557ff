"""Making a name fit to print out of what is left of a line."""

import re

from app.catalog.price_list.mark import CROSS, DECOR, STRUCK_OFF, STRUCK_ON
from app.catalog.price_list.vocabulary import PRICE_LABELS, TAIL_FILLERS

_DRESS = re.compile(f"[{STRUCK_ON}{STRUCK_OFF}{DECOR}{CROSS}]")
_EMPTY = re.compile(r"[(\[{][\s,;:/.+\-]*[)\]}]")
_EDGE = " \t:=-–—|→>.,;/•·+~_*@#&!?<^"
_MARKUP = re.compile(r"</?[a-z!][^<>]{0,80}>", re.IGNORECASE)
_DISCOUNT = re.compile(r"\s(?:disc|diskon|discount|disk)\.?\s?\d{1,2}\s?%.{0,20}$", re.IGNORECASE)
_HEAD_LABEL = re.compile(
    r"(?:nama(?:\s(?:produk|barang|menu))?|produk|product|item|barang|menu)\s?[:=]\s?", re.IGNORECASE
)


def tidy(text: str) -> str:
    """Words as a name: no dress, no empty or half brackets, no separators at the ends, no fillers."""
    text = _DRESS.sub(" ", text)
    text = _EMPTY.sub(" ", text)
    edge = _EDGE.replace("<", "").replace(">", "") if _MARKUP.search(text) else _EDGE
    text = _balanced(re.sub(r"\s+", " ", text))
    text = _DISCOUNT.sub("", text.strip(edge))
    text = _HEAD_LABEL.sub("", text, count=1) if _HEAD_LABEL.match(text) else text
    words = text.split(" ")
    while len(words) > 1 and words[-1].lower().strip(_EDGE) in TAIL_FILLERS | {""}:
        words.pop()
    while len(words) > 1 and words[0].lower().strip(_EDGE) in PRICE_LABELS | {""}:
        words.pop(0)
    text = re.sub(r"\s+([,;:.!?)\]])", r"\1", " ".join(words)).strip(edge)
    text = re.sub(r"([(\[])\s+", r"\1", text)
    return re.sub(r"\s*\.{2,}\s*", " ", text)


def _balanced(text: str) -> str:
    """Drop brackets that have lost their other half."""
    if text.count("(") == text.count(")"):
        return text
    kept: list[str] = []
    open_at: list[int] = []
    for char in text:
        if char == "(":
            open_at.append(len(kept))
        elif char == ")":
            if not open_at:
                continue
            open_at.pop()
        kept.append(char)
    for place in reversed(open_at):
        kept[place] = " "
    return re.sub(r"\s+", " ", "".join(kept))
