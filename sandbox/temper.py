"""How a twin behaves when it is not itself. Each temper is a probability; a seed makes it repeatable."""

import random
import threading
from dataclasses import dataclass, field, fields


@dataclass
class Temper:
    """0 never, 1 always."""

    slow: float = 0.0
    error_500: float = 0.0
    too_many: float = 0.0
    accept_then_silence: float = 0.0
    duplicate: float = 0.0
    delayed: float = 0.0
    lost: float = 0.0
    wrong_signature: float = 0.0
    altered: float = 0.0
    seed: int = 1
    slow_seconds: float = 1.0
    delay_seconds: float = 120.0
    _random: random.Random = field(default_factory=lambda: random.Random(1), repr=False)  # noqa: S311 - dice, not secrets
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def set(self, **wanted: float) -> None:
        """Change what is named; `seed` begins the dice anew. Raises ValueError for a temper nobody knows."""
        known = {one.name for one in fields(self) if not one.name.startswith("_")}
        if strange := set(wanted) - known:
            raise ValueError(f"no such temper: {', '.join(sorted(strange))}")
        for name, value in wanted.items():
            setattr(self, name, value)
        if "seed" in wanted:
            self._random = random.Random(wanted["seed"])  # noqa: S311

    def strikes(self, name: str) -> bool:
        """Whether it happens this time."""
        chance = float(getattr(self, name))
        with self._lock:
            return chance > 0 and self._random.random() < chance

    def between(self, least: float, most: float) -> float:
        """A figure from the same dice."""
        with self._lock:
            return self._random.uniform(least, most)
