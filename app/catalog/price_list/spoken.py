"""Prices in words: `sepuluh ribu`, `dua puluh lima ribu`, `seratus lima puluh ribu`, `goceng`."""

import re

_ONES = {
    word: n
    for n, word in enumerate(("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"))
}
_WHOLE = {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000, "sejuta": 1_000_000}
_TIMES = {"puluh": 10, "ratus": 100, "ribu": 1000, "rebu": 1000, "juta": 1_000_000}
_SLANG = {"seceng": 1000, "noceng": 2000, "goceng": 5000, "ceban": 10_000, "noban": 20_000, "goban": 50_000}
_WORD = "|".join([*_ONES, *_WHOLE, *_TIMES, "belas", "setengah"])
_SAID = re.compile(
    rf"(?<!\w)(?:(?:{_WORD})\s){{0,9}}(?:ribu|rebu|juta|seribu|sejuta)(?!\w)(?:\s(?:{_WORD})(?!\w)){{0,6}}",
    re.IGNORECASE,
)
_SLANGY = re.compile(rf"(?<!\w)(?:{'|'.join(_SLANG)})(?!\w)", re.IGNORECASE)


def in_digits(text: str) -> str:
    """The line with prices in words written as figures; anything else stays as it is."""
    if "ribu" not in text.lower() and "juta" not in text.lower() and "rebu" not in text.lower():
        return _SLANGY.sub(lambda said: f"Rp{_SLANG[said[0].lower()]}", text)
    return _SAID.sub(_figure, text)


def _figure(said: re.Match[str]) -> str:
    words = said[0].lower().split()
    if words[0] in _TIMES or not any(word in _ONES or word in _WHOLE for word in words):  # "25 ribu" is read elsewhere
        return said[0]
    return f"Rp{_value(words)}"


def _value(words: list[str]) -> int:
    total = hundreds = ones = 0
    for word in words:
        if word in {"ribu", "rebu", "juta"}:
            total += max(hundreds + ones, 1) * _TIMES[word]
            hundreds = ones = 0
        elif word == "ratus":
            hundreds, ones = (ones or 1) * 100, 0
        elif word == "puluh":
            hundreds, ones = hundreds + (ones or 1) * 10, 0
        elif word == "belas":
            ones += 10
        elif word in {"seribu", "sejuta"}:
            total += _WHOLE[word]
        else:
            ones += _WHOLE.get(word, _ONES.get(word, 0))
    return total + hundreds + ones
