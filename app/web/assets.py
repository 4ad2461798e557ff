"""Stylesheets, scripts and pictures of the house, under an address that changes whenever they do."""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass, field
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request

ROOT = Path(__file__).resolve().parents[2] / "static"
FOREVER = "public, max-age=31536000, immutable"
TEXT = {"text/css", "text/javascript", "image/svg+xml"}

SHARED = ["layers.css", "reset.css", "tokens.css", "base.css"]
COMMON = ["button", "logo", "field", "card", "badge", "tabs", "toast", "empty", "dialog", "timeline"]
COMMON += ["savebar", "pager", "banner", "steps", "product", "stepper", "pay", "progress"]
FACES = {
    "backoffice": [
        "layout/backoffice.css",
        "layout/plain.css",
        *COMMON,
        "index",
        "order-row",
        "paste",
        "level",
        "photos",
        "product-row",
        "landing",
        "reveal",
        "flash-office",
    ],
    "storefront": ["layout/storefront.css", "layout/plain.css", *COMMON, "buybar", "offer", "checkout", "flash"],
    "print": ["layout/print.css", "button", "slip"],
}
"""Which files make the stylesheet of a face, in order. A bare name is a file in components/."""

bp = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Shelf:
    """Every asset in memory with one fingerprint over all of them."""

    files: dict[str, bytes]
    stamp: float
    packed: dict[str, bytes] = field(default_factory=dict)
    fingerprint: str = ""

    @classmethod
    def read(cls, root: Path = ROOT) -> "Shelf":
        """Read everything under root and put the stylesheets together."""
        files = {str(path.relative_to(root)): path.read_bytes() for path in _paths(root)}
        files |= {f"{face}.css": stylesheet(face, root) for face in FACES}
        digest = hashlib.sha256(b"".join(name.encode() + files[name] for name in sorted(files))).hexdigest()
        packed = {name: gzip.compress(body, 9, mtime=0) for name, body in files.items() if mimetype(name) in TEXT}
        return cls(files, _stamp(root), packed, digest[:12])


def stylesheet(face: str, root: Path = ROOT) -> bytes:
    """The stylesheet of one face as it is sent: its files one after another, comments taken out."""
    names = SHARED + [name if name.endswith(".css") else f"components/{name}.css" for name in FACES[face]]
    css = "\n".join((root / "css" / name).read_text() for name in [*names, "utilities.css"])
    return re.sub(r"\n\s*", "\n", re.sub(r"/\*.*?\*/", "", css, flags=re.S)).encode()


def mimetype(name: str) -> str:
    """The media type by the file's ending."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return "text/javascript" if kind == "application/javascript" else kind


def shelf() -> Shelf:
    """The assets in memory; in debug read again when a file changed."""
    kept: Shelf = current_app.extensions["assets"]
    if current_app.debug and kept.stamp != _stamp(ROOT):
        kept = current_app.extensions["assets"] = Shelf.read()
    return kept


def asset(path: str) -> str:
    """The address of a file under static/, good until it changes. Raises KeyError for a file that is not there."""
    kept = shelf()
    if path not in kept.files:
        raise KeyError(f"no asset {path}")
    return f"/assets/{kept.fingerprint}/{path}"


def asset_css(face: str) -> str:
    """The address of a face's stylesheet."""
    return asset(f"{face}.css")


def asset_js(name: str) -> str:
    """The address of a script under static/js; its relative imports stay under the same fingerprint."""
    return asset(f"js/{name}")


@bp.get("/assets/<fingerprint>/<path:path>")
def show(fingerprint: str, path: str) -> Response:
    """One file. A page opened before an upgrade asks under the old fingerprint: it gets today's file, not for keeps."""
    kept = shelf()
    if path not in kept.files:
        abort(404)
    zipped = path in kept.packed and request.accept_encodings["gzip"] > 0
    answer = Response(kept.packed[path] if zipped else kept.files[path], mimetype=mimetype(path))
    answer.headers["Cache-Control"] = FOREVER if fingerprint == kept.fingerprint else "no-cache"
    answer.headers["Vary"] = "Accept-Encoding"
    if zipped:
        answer.headers["Content-Encoding"] = "gzip"
    return answer


def init_app(app: Flask) -> None:
    """Read the assets once and give templates their addresses."""
    app.extensions["assets"] = Shelf.read()
    app.register_blueprint(bp)
    app.jinja_env.globals.update(asset=asset, asset_css=asset_css, asset_js=asset_js)


def _paths(root: Path) -> list[Path]:
    return sorted(p for p in root.rglob("*") if p.is_file() and p.suffix in {".css", ".js", ".svg", ".png", ".webp"})


def _stamp(root: Path) -> float:
    return max(path.stat().st_mtime for path in _paths(root))
