"""Prove that stock, orders and the journal add up."""

import json as machine
from typing import Any

import click

from .engines.installation import opened_app


@click.command()
@click.option("--json", is_flag=True, help="One JSON object for machines instead of sentences.")
def check(json: bool) -> None:
    """Prove that stock, orders and the journal add up.

    Reads one snapshot, changes nothing, and may run while the shop is open. Ends with 0 when everything holds, else 1.
    """
    from app.check import INVARIANTS, examine
    from app.core.db import db

    with opened_app():
        found = examine(db.engine)
    report = _as_json(len(INVARIANTS), found) if json else "\n".join(_as_sentences(len(INVARIANTS), found))
    click.echo(report)
    raise SystemExit(1 if found else 0)


def _as_sentences(asked: int, found: list[Any]) -> list[str]:
    if not found:
        return [f"All {asked} invariants hold."]
    told = [f"{one.name}: {one.sentence}" for one in found]
    return [*told, f"{len(found)} violations of {len({one.name for one in found})} of {asked} invariants."]


def _as_json(asked: int, found: list[Any]) -> str:
    rows = [{"invariant": one.name, "sentence": one.sentence, **one.row} for one in found]
    return machine.dumps({"asked": asked, "holds": not found, "violations": rows}, default=str)
