"""How often one may press: token buckets by phone, device and address. Without Redis each process counts for itself."""

import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import ip_address
from threading import Lock

from app.extensions import shortcut


@dataclass(frozen=True)
class Limit:
    """So many at once, and so many a second after that."""

    burst: int
    per_second: float

    @property
    def memory_ms(self) -> int:
        """After this long without a press the bucket is full again, so it can be forgotten."""
        return int(self.burst / self.per_second * 1000) + 1


LIMITS = {"phone": Limit(10, 0.5), "device": Limit(10, 0.5), "address": Limit(2_000, 200)}
"""An address is often a whole town behind one phone mast, so it may do much."""

MOST = 20_000
"""Buckets that one process keeps for itself."""

_TAKE = """
local clock = redis.call('TIME')
local now = clock[1] + clock[2] / 1000000
local left = {}
for i, key in ipairs(KEYS) do
    local burst, rate = tonumber(ARGV[3 * i - 2]), tonumber(ARGV[3 * i - 1])
    local had = redis.call('HMGET', key, 'left', 'at')
    left[i] = had[1] and math.min(burst, had[1] + (now - had[2]) * rate) or burst
    if left[i] < 1 then return 0 end
end
for i, key in ipairs(KEYS) do
    redis.call('HSET', key, 'left', string.format('%.6f', left[i] - 1), 'at', string.format('%.6f', now))
    redis.call('PEXPIRE', key, ARGV[3 * i])
end
return 1
"""


def allow(*, phone: str = "", device: str = "", address: str = "") -> bool:
    """Whether this press may go on; it counts against all that is told, or against none when it may not.

    An address within the machine or the house is not counted: there it is a proxy that nobody told us of, and
    everybody would stand behind it.
    """
    told = {"phone": phone, "device": device, "address": address if _is_public(address) else ""}
    buckets = [(_key(kind, who), LIMITS[kind]) for kind, who in told.items() if who]
    if not buckets:
        return True
    arguments = [part for _, limit in buckets for part in (limit.burst, limit.per_second, limit.memory_ms)]
    answer = shortcut.call("EVAL", _TAKE, len(buckets), *(key for key, _ in buckets), *arguments)
    return own.allow(buckets) if answer is None else answer == 1


class OwnBuckets:
    """The same rule within one process, for as long as Redis is out."""

    def __init__(self) -> None:
        self.kept: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self.lock = Lock()

    def allow(self, buckets: list[tuple[str, Limit]]) -> bool:
        """Take one from every bucket, or from none."""
        at = time.monotonic()
        with self.lock:
            left = {key: self._left(key, limit, at) for key, limit in buckets}
            if min(left.values()) < 1:
                return False
            for key, pieces in left.items():
                self._keep(key, pieces - 1, at)
        return True

    def _left(self, key: str, limit: Limit, at: float) -> float:
        had, since = self.kept.get(key, (float(limit.burst), at))
        return min(limit.burst, had + (at - since) * limit.per_second)

    def _keep(self, key: str, pieces: float, at: float) -> None:
        self.kept[key] = (pieces, at)
        self.kept.move_to_end(key)
        while len(self.kept) > MOST:
            self.kept.popitem(last=False)


own = OwnBuckets()


def _key(kind: str, who: str) -> str:
    return f"flash:bucket:{kind}:{hashlib.blake2s(who.encode(), digest_size=12).hexdigest()}"


def _is_public(address: str) -> bool:
    try:
        return ip_address(address).is_global
    except ValueError:
        return False
