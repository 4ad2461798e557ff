"""Handing a photo to the reader, and waiting no longer than a person would."""

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from app.core.refusal import Busy, Refusal

READER = Path(__file__).with_name("reader.py")
RECIPE = b"1"
"""Part of every digest: photos developed by another recipe get other names, because browsers keep them for a year."""

HEAVIEST_UPLOAD = 15 * 1024 * 1024
WAIT_SECONDS = 30
AT_ONCE = 2


def _(sentence: str) -> str:
    """Marks a sentence for translation; it is translated when shown."""
    return sentence


SENTENCES = {
    "unknown": _("%(file)s bukan foto yang bisa dibaca. Pakai foto JPG, PNG atau WebP."),
    "heic": _("%(file)s berformat HEIC dari iPhone. Simpan sebagai JPG dulu, lalu unggah lagi."),
    "huge": _("%(file)s terlalu besar: %(width)s × %(height)s titik. Paling besar 64 juta titik."),
    "heavy": _("%(file)s terlalu berat untuk dibuka. Perkecil fotonya, lalu unggah lagi."),
    "broken": _("%(file)s rusak atau terpotong. Ambil fotonya lagi, lalu unggah lagi."),
    "empty": _("%(file)s kosong. Pilih foto lain."),
    "large": _("%(file)s lebih dari 15 MB. Perkecil fotonya, lalu unggah lagi."),
}

_hands = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Print:
    """A developed photo: its name, the size of its largest print, and the files in a folder that is soon gone."""

    digest: str
    width: int
    height: int
    formats: tuple[str, ...]
    folder: Path


@contextmanager
def develop(data: bytes, file: str = "Foto") -> Iterator[Print]:
    """Develop a photo; its prints are there for the length of the block. `file` is what sentences call it.

    Raises Refusal, in a sentence about the file, for anything that is not a photo we take.
    """
    if not data or len(data) > HEAVIEST_UPLOAD:
        raise refusal("large" if data else "empty", file)
    with tempfile.TemporaryDirectory(prefix="nusacart-photo-") as folder:
        told = _read(data, folder)
        if "refused" in told:
            raise refusal(told.pop("refused"), file, **told)
        yield Print(name_of(data), told["width"], told["height"], tuple(told["formats"]), Path(folder))


def name_of(data: bytes) -> str:
    """The name that this photo's prints have, whoever uploads it."""
    return hashlib.sha256(RECIPE + data).hexdigest()[:32]


def refusal(reason: str, file: str, **values: Any) -> Refusal:
    """Why a photo is not taken."""
    return Refusal(SENTENCES[reason], field="photo", file=file, **values)


def _read(data: bytes, folder: str) -> dict[str, Any]:
    if not _hands.acquire(timeout=WAIT_SECONDS):
        raise Busy("Banyak foto sedang diproses. Tidak ada yang hilang; silakan coba lagi sebentar.")
    try:
        command = [sys.executable, "-I", str(READER), folder]
        done = subprocess.run(command, input=data, capture_output=True, timeout=WAIT_SECONDS, check=False, env={})
    except subprocess.TimeoutExpired:
        return {"refused": "heavy"}
    finally:
        _hands.release()
    return json.loads(done.stdout) if done.returncode == 0 else {"refused": "heavy"}
