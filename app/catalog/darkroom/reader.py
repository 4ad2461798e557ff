"""The process that reads an uploaded photo: `python reader.py <folder>`, the photo on its standard input.

It limits itself before it reads a byte, writes `<size>.<format>` files into the folder, and answers in JSON on its
standard output: {"width": …, "height": …, "formats": […]} or {"refused": "<why>", …}. It imports nothing of the house.
"""

import io
import json
import resource
import sys
from pathlib import Path
from typing import Any

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 20
FILE_BYTES = 32 * 1024 * 1024

MOST_PIXELS = 64_000_000
SIZES = (180, 360, 540, 1080)
TALLEST = 2
"""Times its width: a taller photo is drawn narrower, so that no size is a scroll."""
FORMATS = ("avif", "jpg")
ALLOWED = ("JPEG", "PNG", "WEBP")
HEAVIEST = 70_000
QUALITIES = {"AVIF": (58, 46, 34, 22, 10), "WEBP": (78, 66, 52, 36, 20), "JPEG": (80, 70, 58, 44)}
WHITE = (255, 255, 255)


class Refused(Exception):
    """The picture is not one we take."""

    def __init__(self, reason: str, **values: Any):
        super().__init__(reason)
        self.answer = {"refused": reason, **values}


def limit() -> None:
    """A ceiling on memory, on time and on what is written; no child processes' core dumps."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def opened(data: bytes) -> Any:
    """The picture with its header read, its pixels not yet. Raises Refused."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # we count ourselves, and refuse where Pillow would warn
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"):
        raise Refused("heic")
    try:
        picture = Image.open(io.BytesIO(data), formats=ALLOWED)
    except Image.UnidentifiedImageError:
        raise Refused("unknown") from None
    if picture.width * picture.height > MOST_PIXELS:
        raise Refused("huge", width=picture.width, height=picture.height)
    return picture


def pixels(picture: Any) -> Any:
    """Upright, in sRGB, on white, and without anything that came along with it."""
    from PIL import Image, ImageOps

    picture.draft("RGB", (2 * SIZES[-1], 2 * SIZES[-1]))
    profile = picture.info.get("icc_profile")
    picture = ImageOps.exif_transpose(picture)
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    picture = _in_srgb(picture, profile)
    if "A" in picture.mode or "transparency" in picture.info:
        ground = Image.new("RGBA", picture.size, (*WHITE, 255))
        picture = Image.alpha_composite(ground, picture.convert("RGBA"))
    plain = Image.new("RGB", picture.size)
    plain.paste(picture.convert("RGB"))
    return plain


def _in_srgb(picture: Any, profile: bytes | None) -> Any:
    """Colours as a screen expects them; a profile that cannot be read is ignored, as browsers do."""
    if not profile or picture.mode not in ("RGB", "CMYK"):
        return picture
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture


def prints(picture: Any, folder: Path) -> dict[str, Any]:
    """Write every size in every format; a small photo is not blown up."""
    from PIL import Image, features

    formats = FORMATS if features.check("avif") else ("webp", "jpg")
    smaller = picture
    for size in reversed(SIZES):
        box = (min(size, picture.width), min(size * TALLEST, picture.height))
        smaller = smaller.copy()
        smaller.thumbnail(box, Image.Resampling.LANCZOS, reducing_gap=3.0)
        for suffix in formats:
            (folder / f"{size}.{suffix}").write_bytes(encoded(smaller, suffix))
        if size == SIZES[-1]:
            width, height = smaller.size
    return {"width": width, "height": height, "formats": list(formats)}


def encoded(picture: Any, suffix: str) -> bytes:
    """One file, as good as fits in HEAVIEST bytes."""
    format_ = {"jpg": "JPEG"}.get(suffix, suffix.upper())
    more: dict[str, Any] = {
        "AVIF": {"speed": 7},
        "WEBP": {"method": 4},
        "JPEG": {"progressive": True, "optimize": True},
    }
    for quality in QUALITIES[format_]:
        out = io.BytesIO()
        picture.save(out, format_, quality=quality, **more[format_])
        if out.tell() <= HEAVIEST:
            break
    return out.getvalue()


def answer(data: bytes, folder: Path) -> dict[str, Any]:
    """Develop one photo, or say why not."""
    try:
        return prints(pixels(opened(data)), folder)
    except Refused as refused:
        return refused.answer
    except MemoryError:
        return {"refused": "heavy"}
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError):
        return {"refused": "broken"}


if __name__ == "__main__":
    limit()
    print(json.dumps(answer(sys.stdin.buffer.read(), Path(sys.argv[1]))))
