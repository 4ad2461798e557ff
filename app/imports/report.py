"""The rows that failed, as the file they came from with a reason column: what sellers know from marketplaces."""

import csv
import io
from collections.abc import Callable

from app.core.refusal import Refusal

from .import_file import ImportFile, rows

REASON = "Alasan"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def failed_rows(one: ImportFile, say: Callable[[Refusal], str]) -> str:
    """A CSV with a byte order mark, so that spreadsheets read its letters right; no cell can be a formula.

    `say` puts a refusal into the person's language.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*map(harmless, one.headers), REASON])
    for row in rows(one, "failed"):
        writer.writerow([*map(harmless, row.cells), say(row.reason)])
    return "\ufeff" + out.getvalue()


def harmless(cell: str) -> str:
    """A cell that a spreadsheet shows instead of calculating (OWASP, CSV injection)."""
    return "'" + cell if cell.startswith(DANGEROUS) else cell
