"""Real photos, and files that only pretend to be one."""

import io
import struct
import zlib
from typing import Any

from PIL import Image


def photo(format: str = "JPEG", size: tuple[int, int] = (640, 480), mode: str = "RGB", **more: Any) -> bytes:
    """A picture that is red on its left and blue on its right."""
    width, height = size
    made = Image.new(mode, size, "red" if mode != "L" else 80)
    made.paste("blue" if mode != "L" else 200, (width // 2, 0, width, height))
    out = io.BytesIO()
    made.save(out, format, **more)
    return out.getvalue()


def sideways(place: str = "-6.2,106.8") -> bytes:
    """A photo taken with the phone on its side, that tells where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter to the right to see it upright
    exif[0x010E] = place
    return photo(size=(640, 480), exif=exif)


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A small file that would fill the memory: one bit a point, nothing drawn."""
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


def liar(width: int = 640, height: int = 480) -> bytes:
    """A PNG whose head promises a small picture and whose body unpacks to 200 MB."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(200)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def polyglot() -> bytes:
    """A photo that is also a web page: script in its comment and after its end."""
    return photo(comment=b"<script>alert(1)</script>") + b"<html><script>alert(2)</script></html>"


HTML = b"<!doctype html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
HTML_WITH_A_JPEG_HEAD = b"\xff\xd8\xff\xe0" + HTML


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
