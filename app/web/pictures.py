"""Product pictures, at addresses that never change what they show."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, Response, abort, current_app, send_from_directory, url_for

from app.catalog import gallery
from app.catalog.album import Album
from app.catalog.darkroom import SIZES
from app.catalog.picture import Picture
from app.core import clock, tenancy
from app.core.db import transaction

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
DIGEST = frozenset("0123456789abcdef")
YEAR_SECONDS = 31_536_000
KEPT = timedelta(days=30)
"""How long a photo that was taken down can be put back."""

pictures = Blueprint("pictures", __name__)


@pictures.get("/media/<uuid:vendor_id>/<digest>-<int:size>.<format>")
def show(vendor_id: UUID, digest: str, size: int, format: str) -> Response:
    """One print. Only names that the darkroom gives are looked up at all."""
    if size not in SIZES or format not in TYPES or len(digest) != 32 or not DIGEST.issuperset(digest):
        abort(404)
    folder = album().of(vendor_id).resolve()
    answer = send_from_directory(folder, f"{digest}-{size}.{format}", mimetype=TYPES[format])
    answer.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def album() -> Album:
    """The folder of pictures that this house was given."""
    return Album(current_app.config["MEDIA_FOLDER"])


class Sources(dict[int, str]):
    """Addresses of a picture by width in JPEG, which every browser reads; `better` has the same by media type."""

    better: dict[str, dict[int, str]]


def sources(picture: Picture | None, most: int = SIZES[-1]) -> Sources | None:
    """What `ui.picture` draws of a picture, no wider than `most`; nothing where there is no picture."""
    if picture is None:
        return None
    plain = Sources(_addresses(picture, "jpg", most))
    plain.better = {TYPES[one]: _addresses(picture, one, most) for one in picture.formats if one != "jpg"}
    return plain


def address(picture: Picture, size: int = 1080, format: str = "jpg", **more: Any) -> str:
    """Where one print of a picture is; `_external=True` for an address that can be sent to people."""
    return url_for(
        "pictures.show", vendor_id=picture.vendor_id, digest=picture.digest, size=size, format=format, **more
    )


def _addresses(picture: Picture, format: str, most: int) -> dict[int, str]:
    return {size: address(picture, size, format) for size in SIZES if size <= most}


def forget_removed() -> int:
    """Throw away what was taken down long ago, rows first and then files; answers how many photos."""
    with tenancy.everyone(), transaction():
        freed = gallery.forget(clock.now() - KEPT)
    for vendor_id, digest in freed:
        album().discard(vendor_id, [digest])
    return len(freed)


def init_app(app: Flask) -> None:
    """Register the door, and what templates say of pictures."""
    app.register_blueprint(pictures)
    app.jinja_env.globals.update(picture_url=address, picture_sources=sources)
