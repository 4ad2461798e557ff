"""The figures of `bench flash` for people."""

import os
import platform
import statistics
from typing import Any

from .processes import summed

HEAD = (f"{'run':28}{'buyers':>7}{'stock':>7}{'sold':>7}{'orders/s':>10}{'p50 ms':>8}{'p95':>8}{'p99':>8}{'longest':>9}"
        f"{'over':>5}{'lost':>5}  errors")  # fmt: skip


def table(told: dict[str, Any]) -> str:
    """For the terminal."""
    rows = [HEAD, *(_line(row) for row in told["runs"]), ""]
    rows += [_cores(row) for row in told["runs"]]
    return "\n".join([*rows, "", f"violations: {told['violations'] or 'none'}"])


def _line(row: dict[str, Any]) -> str:
    name = row["label"] + (f" x{row['products']}" if row["products"] > 1 else "")
    return (f"{name:28}{row['buyers']:>7}{row['stock']:>7}{row['accepted']:>7}{row['orders_per_s']:>10}"
            f"{row['p50_ms']:>8}{row['p95_ms']:>8}{row['p99_ms']:>8}{row['longest_ms']:>9}"
            f"{row['oversold']:>5}{row['lost']:>5}  {row['errors'] or '-'}"
            + (f" pending {row['pending']}" if row["pending"] else ""))  # fmt: skip


def _cores(row: dict[str, Any]) -> str:
    used = {name: one for name, one in row["processes"].items() if one.get("cpu_s", 0) > 0.02}
    return f"{row['label'][0]}: " + ", ".join(f"{name} {one['cpu_s']} s" for name, one in used.items())


def page(told: dict[str, Any]) -> str:
    """docs/performance.md."""
    four = [row for row in told["runs"] if row["label"][0] in "abd" or row["stock"] == 5_000]
    return "\n".join([
        "# Performance of flash sales", "",
        f"Written by `bin/nusacart bench flash --write`; {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}. Programs, databases and the load share the machine.", "",
        "Each row is one sale: so many buyers press at once, each buys one piece again and again until told that it is "
        "sold out. **a** is a Flask page that says hello, **b** the plain program (`bench/plain.py`: SELECT FOR "
        "UPDATE, the same rows, one order a transaction), **c** ours with the placing call alone, **d** ours with page "
        "and placing call. All run on the same web server with the same settings.", "",
        *_markdown(told["runs"]), "", *_ratios(four), "",
        f"`nusacart check` afterwards: {'; '.join(told['violations']) or 'all invariants hold'}.", "",
        "## What the processes used", "", *_usage(told["runs"]), "",
    ])  # fmt: skip


def _markdown(rows: list[dict[str, Any]]) -> list[str]:
    columns = ("label", "buyers", "stock", "products", "accepted", "orders_per_s", "p50_ms", "p95_ms", "p99_ms",
               "longest_ms", "oversold", "lost", "pending")  # fmt: skip
    names = ("run", "buyers", "stock", "products", "sold", "orders/s", "p50 ms", "p95 ms", "p99 ms", "longest ms",
             "oversold", "lost", "pending")  # fmt: skip
    lines = [f"| {' | '.join(names)} | errors |", "|---" * (len(names) + 1) + "|"]
    for row in rows:
        errors = ", ".join(f"{count} x {kind}" for kind, count in row["errors"].items()) or "none"
        lines.append(f"| {' | '.join(str(row[column]) for column in columns)} | {errors} |")
    return lines


def _ratios(rows: list[dict[str, Any]]) -> list[str]:
    speed = {letter: _median(rows, letter, "orders_per_s") for letter in "abcd"}
    wait = {letter: _median(rows, letter, "p99_ms") for letter in "bc"}
    if not all(speed.values()):
        return []
    return [
        f"Medians of the runs: c is {speed['c'] / speed['b']:.1f} times b, d {speed['d'] / speed['b']:.1f} times b, "
        f"c {speed['c'] / speed['a']:.2f} of a; p99 of c is {wait['c'] / wait['b']:.2f} of b's."
    ]


def _median(rows: list[dict[str, Any]], letter: str, key: str) -> float:
    found = [row[key] for row in rows if row["label"][0] == letter and row["buyers"] == 300 and row["products"] < 2]
    return statistics.median(found) if found else 0.0


def _usage(rows: list[dict[str, Any]]) -> list[str]:
    lines = ["| run | buyers | stock | process | CPU s | cores | MB |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        for name, one in row["processes"].items():
            lines.append(f"| {row['label']} | {row['buyers']} | {row['stock']} | {name} | {one.get('cpu_s', '')} | "
                         f"{one.get('cores', '')} | {one.get('mb', '')} |")  # fmt: skip
        lines.append(f"| {row['label']} | {row['buyers']} | {row['stock']} | all | "
                     f"{summed(row['processes'], 'cpu_s'):.2f} | | |")  # fmt: skip
    return lines
