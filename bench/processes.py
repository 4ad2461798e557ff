"""What the processes of an installation used while something was measured."""

import os
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from app.cli.engines.house import House

TICK = os.sysconf("SC_CLK_TCK")


class Meter:
    """CPU seconds and memory by the name that `up` knows a process by; baselines are told by their command."""

    def __init__(self, house: House):
        self.house = house
        self.figures: dict[str, dict[str, float]] = {}

    def __enter__(self) -> "Meter":
        self.before, self.began = self._cpu(), time.monotonic()
        return self

    def __exit__(self, *_error: type[BaseException] | BaseException | TracebackType | None) -> None:
        seconds, after = time.monotonic() - self.began, self._cpu()
        for name, cpu in after.items():
            used = cpu - self.before.get(name, 0.0)
            self.figures[name] = {
                "cpu_s": round(used, 2), "cores": round(used / seconds, 2), "mb": round(self._memory(name) / 1024, 1)
            }  # fmt: skip

    def _families(self) -> dict[str, list[int]]:
        parents = _parents()
        heads = {one.name: one.runnable.child.pid for one in self.house.keeper.kept}  # type: ignore[attr-defined]
        baselines = [pid for pid, parent in parents.items() if parent == os.getpid() and _is_baseline(pid)]
        heads |= dict(zip(["baseline"], baselines, strict=False))
        return {name: _with_children(pid, parents) for name, pid in heads.items()}

    def _cpu(self) -> dict[str, float]:
        return {name: sum(map(_used, pids)) for name, pids in self._families().items()}

    def _memory(self, name: str) -> int:
        return sum(map(_pss, self._families().get(name, ())))


def _parents() -> dict[int, int]:
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            found[int(entry.name)] = int(fields[1])
    return found


def _with_children(pid: int, parents: dict[int, int]) -> list[int]:
    children = [child for child, parent in parents.items() if parent == pid]
    return [pid, *(one for child in children for one in _with_children(child, parents))]


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _used(pid: int) -> float:
    """Its own time and that of children it has waited for, in seconds."""
    fields = _stat(pid)
    return sum(map(int, fields[11:15])) / TICK if fields else 0.0


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _is_baseline(pid: int) -> bool:
    try:
        return b"bench." in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def summed(figures: dict[str, Any], key: str) -> float:
    """All of them together."""
    return float(sum(one.get(key, 0) for one in figures.values()))
