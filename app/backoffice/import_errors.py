"""The failed rows of a file, to download, mend and send again."""

from uuid import UUID

from flask import Blueprint, Response

from app.imports import import_file, report
from app.web.errors import translated
from app.web.guards import current_actor

bp = Blueprint("import_errors", __name__, url_prefix="/imports/<uuid:import_id>/errors.csv")


@bp.get("")
def show(import_id: UUID) -> Response:
    """The file's own columns and the reason."""
    one = import_file.find(current_actor().vendor_id, import_id)
    name = f"perlu-diperbaiki-{one.id.hex[-6:]}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(report.failed_rows(one, translated), mimetype="text/csv; charset=utf-8", headers=headers)
