"""How a twin behaves when it is not itself. Each temper is a probability; a seed makes it repeatable."""

import random
import threading
from dataclasses import dataclass, field, fields


@dataclass
class Temper:
    """Chances from 0 (never) to 1 (always), then what they are measured with.

    Calls: slow answers after `slow_seconds`; error_500 and too_many (429) refuse before anything is done;
    accept_then_silence does it, waits `silence_seconds` and hangs up without a word.
    Notices: duplicate sends `copies` at once; delayed up to `delay_seconds` by the twin's clock; shuffled lets the next
    one overtake it; lost is never sent; wrong_signature and altered send a forged one beside the true one.
    """

    slow: float = 0.0
    error_500: float = 0.0
    too_many: float = 0.0
    accept_then_silence: float = 0.0
    duplicate: float = 0.0
    delayed: float = 0.0
    shuffled: float = 0.0
    lost: float = 0.0
    wrong_signature: float = 0.0
    altered: float = 0.0
    seed: int = 1
    slow_seconds: float = 1.0
    silence_seconds: float = 0.0
    copies: int = 3
    delay_seconds: float = 120.0
    _random: random.Random = field(default_factory=lambda: random.Random(1), repr=False)  # noqa: S311 - dice, not secrets
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def set(self, **wanted: float) -> None:
        """Change what is named; `seed` begins the dice anew. Raises ValueError for what nobody knows or can measure."""
        if strange := set(wanted) - set(self.told()):
            raise ValueError(f"no such temper: {', '.join(sorted(strange))}")
        if bad := [name for name, value in wanted.items() if not isinstance(value, int | float) or value < 0]:
            raise ValueError(f"not a figure: {', '.join(sorted(bad))}")
        for name, value in wanted.items():
            setattr(self, name, value)
        if "seed" in wanted:
            self._random = random.Random(wanted["seed"])  # noqa: S311

    def told(self) -> dict[str, float]:
        """As it is set."""
        return {one.name: getattr(self, one.name) for one in fields(self) if not one.name.startswith("_")}

    def strikes(self, name: str) -> bool:
        """Whether it happens this time."""
        chance = float(getattr(self, name))
        with self._lock:
            return chance > 0 and self._random.random() < chance

    def between(self, least: float, most: float) -> float:
        """A figure from the same dice."""
        with self._lock:
            return self._random.uniform(least, most)
