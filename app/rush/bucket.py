"""How often one may press: token buckets by phone, device and address. Without Redis each process counts for itself."""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from threading import Lock

from app.extensions import Shortcut, shortcut


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
local said, from, at = {}, 1, 1
for press = 1, tonumber(ARGV[1]) do
    local last, left, may = from + tonumber(ARGV[at + 1]) - 1, {}, 1
    at = at + 1
    for i = from, last do
        local burst, rate = tonumber(ARGV[at + 3 * (i - from) + 1]), tonumber(ARGV[at + 3 * (i - from) + 2])
        local had = redis.call('HMGET', KEYS[i], 'left', 'at')
        left[i] = had[1] and math.min(burst, had[1] + (now - had[2]) * rate) or burst
        if left[i] < 1 then may = 0 end
    end
    if may == 1 then
        for i = from, last do
            redis.call('HSET', KEYS[i], 'left', string.format('%.6f', left[i] - 1), 'at', string.format('%.6f', now))
            redis.call('PEXPIRE', KEYS[i], ARGV[at + 3 * (i - from) + 3])
        end
    end
    said[press], at, from = may, at + 3 * (last - from + 1), last + 1
end
return said
"""

Presser = Mapping[str, str]
"""Who presses, by phone, device and address, as far as it is known."""


def allow(**who: str) -> bool:
    """Whether this press may go on; it counts against all that is told (phone, device, address), or against none.

    An address within the machine or the house is not counted: there it is a proxy that nobody told us of, and
    everybody would stand behind it.
    """
    return allow_each([who], shortcut)[0]


def allow_each(pressers: Sequence[Presser], redis: Shortcut) -> list[bool]:
    """The same for several presses in one question."""
    asked = [_buckets(who) for who in pressers]
    keys = [key for buckets in asked for key, _ in buckets]
    arguments: list[object] = [len(asked)]
    for buckets in asked:
        arguments.append(len(buckets))
        arguments += [part for _, limit in buckets for part in (limit.burst, limit.per_second, limit.memory_ms)]
    answer = redis.call("EVAL", _TAKE, len(keys), *keys, *arguments) if keys else None
    if isinstance(answer, list):
        return [one == 1 for one in answer]
    return [own.allow(buckets) if buckets else True for buckets in asked]


def _buckets(who: Presser) -> list[tuple[str, Limit]]:
    told = {**who, "address": who.get("address", "") if _is_public(who.get("address", "")) else ""}
    return [(_key(kind, name), LIMITS[kind]) for kind, name in told.items() if name]


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
