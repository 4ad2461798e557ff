"""The waiting room of a flash item: who may press now, and in which place everybody else stands.

All of it is in Redis and may be lost: then everybody may press, and PostgreSQL decides as ever. A room is empty, and
nobody waits, until more people come than the sale lets in at once, or until what there is lies in unpaid orders.
"""

import secrets
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from app.extensions import shortcut
from app.flash.left import Left

ADMITTED_SECONDS = 180
"""How long somebody who was let in may take to press."""
OFFER_SECONDS = 60
"""How long units that came back are only for those who waited."""
EARLY_SECONDS = 600
"""From when before the start on people are noted, and are in the draw."""
PER_SECOND = 100
"""How many are let in a second at the most."""
SLACK = 1.2
"""Let in for each unit that is left: not everybody who may press does."""
KEPT_SECONDS = 4 * 86_400
DRAWN = 1_000_000


@dataclass(frozen=True)
class Room:
    """The waiting room of one item as its sale set it up, and what is left of the item."""

    item_id: UUID
    above: int
    is_draw: bool
    left: Left


@dataclass(frozen=True)
class Ticket:
    """The number somebody came with, and when the list it is on was begun: worth something if that list is lost."""

    number: int
    list_begun: int


@dataclass(frozen=True)
class Standing:
    """Whether one may press, else the place (1 is next; 0 before the start), and seconds until one's turn if known."""

    may_press: bool
    place: int = 0
    seconds: int | None = None
    until_seconds: int = 0
    ticket: Ticket | None = None


FREE = Standing(True)

_COME = """
local line, inside, room = KEYS[1], KEYS[2], KEYS[3]
local who, above, available = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local phase, queues, draw, begun = ARGV[4], ARGV[5] == '1', tonumber(ARGV[6]), ARGV[8]
local number, per_second, admitted, offered, most = tonumber(ARGV[7]), tonumber(ARGV[9]), tonumber(ARGV[10]),
    tonumber(ARGV[11]), tonumber(ARGV[12])
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

local list = redis.call('HGET', room, 'begun')
if not list then
    list = tostring(now)
    redis.call('HSET', room, 'begun', list, 'filled', now)
end
redis.call('ZREMRANGEBYSCORE', inside, '-inf', now)

local function join()
    if redis.call('ZSCORE', line, who) then return end
    if begun == list or begun == '' or number == 0 then
        number = redis.call('HINCRBY', room, 'arrived', 1)
        if draw >= 0 then number = phase == 'early' and draw or 1000000 + number end
    end
    redis.call('ZADD', line, number, who)
end
local function admit(many, span)
    local next = many > 0 and redis.call('ZPOPMIN', line, many) or {}
    for i = 1, #next, 2 do redis.call('ZADD', inside, now + span, next[i]) end
    return #next / 2
end

if phase == 'early' then
    join()
else
    if not redis.call('HGET', room, 'opened') then
        redis.call('HSET', room, 'opened', 1)
        if redis.call('ZCARD', line) <= above then admit(redis.call('ZCARD', line), admitted) end
    end
    if available <= 0 then
        redis.call('DEL', inside)
        redis.call('HSET', room, 'empty', 1)
        if queues then join() end
    else
        local waiting = redis.call('ZCARD', line)
        if redis.call('HGET', room, 'empty') then
            redis.call('HDEL', room, 'empty')
            if waiting > 0 then redis.call('HSET', room, 'offer', now + offered) end
        end
        local offer = tonumber(redis.call('HGET', room, 'offer') or 0)
        local crowd = redis.call('ZCARD', inside)
        if not redis.call('ZSCORE', inside, who) then
            if waiting == 0 and offer < now and crowd < above then redis.call('ZADD', inside, now + admitted, who)
            else join() end
        end
        local filled = tonumber(redis.call('HGET', room, 'filled'))
        local tokens = math.min(per_second, (now - filled) * per_second / 1000)
        local many = math.floor(math.min(most - redis.call('ZCARD', inside), tokens, redis.call('ZCARD', line)))
        if many > 0 then
            local span = offer > now and math.max(offer - now, 1000) or admitted
            admit(many, span)
            redis.call('HSET', room, 'filled', now)
        end
    end
end
for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, tonumber(ARGV[13])) end

local until_ = redis.call('ZSCORE', inside, who)
local rank = redis.call('ZRANK', line, who)
local own = redis.call('ZSCORE', line, who) or 0
return {until_ and 1 or 0, rank and rank + 1 or 0, until_ and until_ - now or 0, tonumber(own), tonumber(list),
    redis.call('ZCARD', inside)}
"""


def come(room: Room, device: str, *, queues: bool = False, ticket: Ticket | None = None) -> Standing:
    """Somebody looks, or presses: are they let in, and if not, where do they stand?

    Everybody's coming moves the line. With `queues` they wait for units that may come back. A ticket gives them
    their old number when the list was lost meanwhile. Without Redis everybody may press.
    """
    phase = _phase(room.left)
    if phase == "closed":
        return Standing(False)
    told = ticket or Ticket(0, 0)
    arguments: tuple[object, ...] = (
        device,
        room.above,
        room.left.available,
        phase,
        int(queues),
        secrets.randbelow(DRAWN) if room.is_draw else -1,
        told.number,
        told.list_begun or "",
        PER_SECOND,
        ADMITTED_SECONDS * 1000,
        OFFER_SECONDS * 1000,
        ceil(max(room.left.available, 0) * SLACK),
        KEPT_SECONDS,
    )
    said = shortcut.call("EVAL", _COME, 3, *_keys(room.item_id), *arguments)
    return _standing(room, said) if isinstance(said, list) else FREE


def leave(item_id: UUID, device: str) -> None:
    """They have their order: their place inside is free for the next."""
    shortcut.call("ZREM", _keys(item_id)[1], device)


def waiting(item_id: UUID) -> int:
    """How many wait for an item; 0 when nobody knows."""
    said = shortcut.call("ZCARD", _keys(item_id)[0])
    return said if isinstance(said, int) else 0


def _phase(left: Left) -> str:
    if left.stage == "soon":
        return "early" if left.seconds_to_start <= EARLY_SECONDS else "closed"
    if left.stage == "starting":
        return "early"
    return "open" if left.stage in ("on", "held") else "closed"


def _standing(room: Room, said: list[int]) -> Standing:
    is_inside, place, until_ms, number, list_begun, crowd = said
    ticket = Ticket(number, list_begun) if place else None
    if room.left.stage in ("soon", "starting"):
        return Standing(False, 0 if room.is_draw else place, ticket=ticket)
    if is_inside:
        return Standing(True, until_seconds=max(1, until_ms // 1000))
    return Standing(False, place, _estimate(room, place, crowd), ticket=ticket)


def _estimate(room: Room, place: int, crowd: int) -> int | None:
    """Seconds until one's turn where it depends on nobody; None where the people ahead decide."""
    if crowd + place > room.left.available * SLACK:
        return None
    return ceil(place / PER_SECOND)


def _keys(item_id: UUID) -> tuple[str, str, str]:
    return f"flash:line:{item_id.hex}", f"flash:inside:{item_id.hex}", f"flash:room:{item_id.hex}"
