"""`python -m tests.faults.flash --seeds 100`: a line a seed, a summary, and 1 when anything was not as it must be."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import click

from .controls import CONTROLS, try_control
from .history import NO, OK, as_json
from .house import House
from .program import CODE
from .schedule import Verdict, play


@click.command()
@click.option("--seeds", default=10, show_default=True, help="How many schedules.")
@click.option("--first", default=1, show_default=True, help="The first seed.")
@click.option("--seed", "chosen", multiple=True, type=int, help="Only these schedules.")
@click.option("--controls", is_flag=True, help="Then take each protection away: the judge must see what follows.")
@click.option("--control", "only", multiple=True, type=click.Choice(list(CONTROLS)), help="Only these of them.")
@click.option("--minutes", default=60, show_default=True, help="Begin no more schedules after so long.")
@click.option("--json", "as_json_", is_flag=True, help="A JSON object a line.")
@click.option("--keep", type=click.Path(path_type=Path), help="A folder for the histories of what failed.")
def main(
    seeds: int,
    first: int,
    chosen: tuple[int, ...],
    controls: bool,
    only: tuple[str, ...],
    minutes: int,
    as_json_: bool,
    keep: Path | None,
) -> None:
    """Play schedules of faults against flash sales, and judge what is left."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    warnings.simplefilter("ignore")
    until = time.monotonic() + minutes * 60
    failed, played = 0, 0
    with tempfile.TemporaryDirectory(prefix="nusacart-faults-") as place:
        Path(place).chmod(0o755)
        house = House(Path(place))
        try:
            house.bring_up()
            for seed in chosen or range(first, first + seeds):
                if time.monotonic() > until:
                    break
                verdict = play(house, seed)
                played += 1
                failed += bool(verdict.complaints)
                click.echo(line(verdict, as_json_))
                if keep and verdict.complaints:
                    keep_history(keep, house, verdict)
            if seeds:
                failed += not _check(house, as_json_)
            for name in only or (CONTROLS if controls else ()):
                seen = try_control(house, name)
                failed += not seen
                click.echo(control_line(name, seen, as_json_))
        finally:
            house.take_down()
    if not as_json_:
        click.echo(f"{played} schedules, {failed} failed")
    raise SystemExit(1 if failed else 0)


def line(verdict: Verdict, is_json: bool) -> str:
    """One schedule."""
    if is_json:
        return json.dumps({"seed": verdict.seed, "faults": verdict.faults, "complaints": verdict.complaints,
                           "ok": verdict.count(OK), "no": verdict.count(NO), "unknown": verdict.unknown,
                           "longest": verdict.longest, "notes": verdict.notes})  # fmt: skip
    told = f"{len(verdict.presses)} presses: {verdict.count(OK)} ok, {verdict.count(NO)} no, {verdict.unknown} unsure"
    head = f"seed {verdict.seed}: {', '.join(verdict.faults)}; {told}; longest {verdict.longest:.1f} s"
    more = f"; {verdict.lost_commits} commits lost" if verdict.lost_commits else ""
    notes = "".join(f"; {one}" for one in verdict.notes)
    said = "".join(f"\n    {one}" for one in verdict.complaints[:8])
    return f"{head}{more}{notes}; {verdict.seconds:.1f} s: {'FAILED' if verdict.complaints else 'holds'}{said}"


def control_line(name: str, seen: list[str], is_json: bool) -> str:
    """One protection taken away, and what the judge said of it."""
    if is_json:
        return json.dumps({"control": name, "seen": seen})
    return f"without {name}: {f'{len(seen)} complaints, such as: {seen[0]}' if seen else 'NOT SEEN'}"


def keep_history(folder: Path, house: House, verdict: Verdict) -> None:
    """For people who look into it: the history, and what the programs said."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {"faults": verdict.faults, "complaints": verdict.complaints, "presses": as_json(verdict.presses)}
    (folder / f"{verdict.seed}.json").write_text(json.dumps(told, indent=1))
    for log in house.place.glob("*.log"):
        (folder / f"{verdict.seed}-{log.name}").write_bytes(log.read_bytes()[-400_000:])


def _check(house: House, is_json: bool) -> bool:
    """`nusacart check` as a person runs it, over everything that all schedules left."""
    environ = os.environ | house.make("writer").environ
    command = [CODE / "bin" / "nusacart", "check"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120)
    said = done.stdout.strip()
    click.echo(json.dumps({"check": said}) if is_json else f"bin/nusacart check: {said}")
    return done.returncode == 0


main()
