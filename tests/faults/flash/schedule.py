"""One seed, one schedule: which faults, when, for how long; played against a sale, then everything is brought back."""

import heapq
import time
from dataclasses import dataclass, field
from random import Random

from .crowd import Crowd
from .faults import FAULTS, Fault, Harm, Scene
from .history import Press
from .house import House
from .judge import Facts, judge
from .stall import Stall, open_stall

LEAST_SECONDS = 3.0
SECONDS_FOR_ANSWERS = 25.0
RARE = ("deployed",)
"""They take long; every fifth of the others' chance."""


@dataclass
class Verdict:
    """What came of a schedule."""

    seed: int
    faults: list[str]
    presses: list[Press]
    complaints: list[str]
    seconds: float
    longest: float
    lost_commits: int
    notes: list[str] = field(default_factory=list)

    def count(self, verdict: str) -> int:
        """How many presses ended so."""
        return sum(one.verdict == verdict for one in self.presses)

    @property
    def unknown(self) -> int:
        """How many were ever left without an answer."""
        return sum(one.was_unknown for one in self.presses)


Moment = tuple[float, Fault]
"""Seconds after the doors open, and what happens then."""


def faults_of(seed: int) -> list[Moment]:
    """When what happens, in seconds after the doors open: two to four faults, no two of one kind."""
    rng = Random(seed)
    weights = [0.2 if name in RARE else 1.0 for name in FAULTS]
    names: list[str] = []
    while len(names) < rng.choice([2, 2, 3, 4]):
        [name] = rng.choices(list(FAULTS), weights)
        names += [name] if name not in names else []
    moments = sorted((round(rng.uniform(0.5, LEAST_SECONDS), 2), name) for name in names)
    return [(at, FAULTS[name]) for at, name in moments]


def play(house: House, seed: int, planned: list[Moment] | None = None) -> Verdict:
    """The whole of it."""
    began = time.monotonic()
    planned = faults_of(seed) if planned is None else planned
    rng = Random(f"sale {seed}")
    stall = open_stall(house, seed, rng)
    house.wait_for_writer()  # the schedule before may have killed it a moment ago
    crowd = Crowd(stall, seed, rng.randint(20, 36))
    crowd.begin()
    try:
        do_harm(house, stall, seed, planned)
    finally:
        crowd.close()
        house.all_back()
        crowd.finish(SECONDS_FOR_ANSWERS)
    facts = Facts.read(house, stall, crowd.presses)
    lost = sum(wire.lost for wire in house.wires.values())
    for wire in house.wires.values():
        wire.lost = 0
    return Verdict(
        seed, [f"{fault.__name__} {at:.1f}" for at, fault in planned], crowd.presses, judge(crowd.presses, facts),
        time.monotonic() - began, crowd.longest, lost, deaths(house),
    )  # fmt: skip


def do_harm(house: House, stall: Stall, seed: int, planned: list[Moment]) -> None:
    """Each fault at its moment; those that undo themselves later do so in between the others."""
    began = time.monotonic()
    due: list[tuple[float, int, Harm]] = [
        (at, number, fault(Scene(house, stall, Random(f"{seed} {fault.__name__}"))))
        for number, (at, fault) in enumerate(planned)
    ]
    heapq.heapify(due)
    while due:
        at, number, harm = heapq.heappop(due)
        time.sleep(max(0.0, at - (time.monotonic() - began)))
        pause = next(harm, None)
        if pause is not None:
            heapq.heappush(due, (time.monotonic() - began + pause, number, harm))
    time.sleep(max(0.0, LEAST_SECONDS + 0.5 - (time.monotonic() - began)))


def deaths(house: House) -> list[str]:
    """Programs that ended though nobody killed them."""
    notes = []
    for name in ("web", "writer", "worker"):
        one = getattr(house, name)
        if one.died_by_itself:
            notes.append(f"{name} ended by itself {one.died_by_itself} times")
            one.died_by_itself = 0
    return notes
