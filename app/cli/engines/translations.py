"""Turns translations that people write (.po) into what gettext reads (.mo), when they have changed."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from .identity import CODE

TRANSLATIONS = CODE / "translations"


def compile_translations(folder: Path = TRANSLATIONS) -> list[Path]:
    """Write each messages.mo that is missing or older than its messages.po. Returns those written."""
    stale = [po for po in sorted(folder.glob("*/*/LC_MESSAGES/messages.po")) if _is_stale(po)]
    for po in stale:
        _compile(po)
    return stale


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def _compile(po: Path) -> None:
    with po.open("rb") as source:
        catalog = read_po(source, locale=po.parts[-3])
    fresh = po.with_suffix(".mo.new")
    with fresh.open("wb") as target:
        write_mo(target, catalog)
    fresh.replace(po.with_suffix(".mo"))
