"""WhatsApp markup, emoji and invisible characters: what a line looks like, apart from what it says."""

import re
import unicodedata
from dataclasses import dataclass

STRUCK_ON, STRUCK_OFF, DECOR, CROSS = "\ue000", "\ue001", "\ue002", "\ue003"
_KEPT = "½¼¾⅓⅔⅛°™®²³\t"
_CROSSES = "❌❎🚫✖✗✘⛔"
_ARROWS = "→➡➔➜➝➞➙➛➨➪⇒⟶⟹►▶➤➢👉"
_SOUND = {
    "Cc": " ",
    "Cf": "",
    "Mn": "",
    "Me": "",
    "Zs": " ",
    "Zl": " ",
    "Zp": " ",
    "So": DECOR,
    "Sk": "",
    "Co": "",
    "Cn": "",
    "Cs": "",
}


class _Plain(dict[int, str]):
    """Each character as the reader sees it, worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = self._plain(chr(code))
        return plain

    @staticmethod
    def _plain(char: str) -> str:
        if char in _KEPT or char == "\u0336" or char == "\u20e3":
            return char
        if char in _CROSSES:
            return CROSS
        if char in _ARROWS:
            return "→"
        if char in "\u3164\u2800\u115f\u1160":
            return " "
        if char in "‘’ʼ`´":
            return "'" if char != "`" else "`"
        if char in "“”„":
            return '"'
        if char in "❥❤♡♥⁃‣∙":
            return DECOR
        kind = unicodedata.category(char)
        if "①" <= char <= "⑳":
            return f"{ord(char) - ord('①') + 1}. "
        if kind in _SOUND and not (kind in {"So", "Sk"} and unicodedata.normalize("NFKC", char).isalnum()):
            return _SOUND[kind] if char not in "^" else char
        return unicodedata.normalize("NFKC", char)


_PLAIN = _Plain()
_KEYCAP = re.compile(r"([0-9])\u20e3\s?")
_STRUCK_CHARS = re.compile("(?:[^\u0336\\s]\u0336|\\s(?=[^\u0336\\s]\u0336)){2,}")
_STRUCK = re.compile(r"(?<![\w~])~(?=[^\s~])([^~\n]{1,200}?)~(?![\w~])")
_MONO = re.compile(r"`+")
_BOLD = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300}?)\*(?![\w*])")
_ITALIC = re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]{1,300}?)_(?![\w_])")


@dataclass(slots=True)
class Marked:
    """A line's words without their dress, and the dress."""

    text: str  # may hold STRUCK_ON/STRUCK_OFF around struck words, DECOR for emoji, CROSS for a cross
    bold: bool  # the whole line is emphasised


def undress(line: str) -> Marked:
    """Take markup and invisible characters off one line."""
    text = _KEYCAP.sub(r"\1. ", line.translate(_PLAIN)).replace("\u20e3", "")
    if "\u0336" in text:
        text = _STRUCK_CHARS.sub(lambda m: STRUCK_ON + m[0].replace("\u0336", "") + STRUCK_OFF, text).replace(
            "\u0336", ""
        )
    text = _MONO.sub("", text)
    bare = text.replace(DECOR, " ").strip(" :")
    bold = len(bare) > 2 and bare[0] in "*_" and bare[-1] == bare[0] and bare.count(bare[0]) == 2
    text = _STRUCK.sub(STRUCK_ON + r"\1" + STRUCK_OFF, text)
    for pattern in (_BOLD, _ITALIC, _BOLD):
        text = pattern.sub(r"\1", text)
    if bold:
        text = text.replace(bare[0], "") if bare[0] in text and text.count(bare[0]) == 2 else text
    return Marked(re.sub(r"(?<=\w)\*+(?=\s|$)|(?<!\S)\*+(?=\w)", "", text), bold)
