"""The waiting room of a flash item: who may press now, and in which place everybody else stands.

All of it is in Redis and may be lost: then everybody may press, and PostgreSQL decides as ever. A room is empty, and
nobody waits, until more people come than the sale lets in at once, or until what there is lies in unpaid orders.
"""

import secrets
import time
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from app.extensions import shortcut
from app.flash.left import Left

ADMITTED_SECONDS = 180
"""How long somebody who was let in may take to press."""
OFFER_SECONDS = 60
"""How long units that came back are only for those who waited."""
EARLY_SECONDS = 86_400
"""From when before the start on people are noted, and are in the draw."""
PRESENT_SECONDS, SETTLED_SECONDS = 30, 2
"""Who was heard of so lately is there; and for so long processes may disagree about what is left."""
PER_SECOND = 100
"""How many are let in a second at the most."""
SLACK = 1.2
"""Let in for each unit that is left: not everybody who may press does. Units that came back are offered one to one."""
KEPT_SECONDS = 4 * 86_400
DRAWN = 1_000_000
QUIET_SECONDS, MOST_ITEMS = 0.5, 1_000

_quiet_until: dict[UUID, float] = {}
_passed: dict[UUID, list[str]] = {}


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
local line, inside, room, seen = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local who, above, available, phase = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local queues, draw, number, begun = ARGV[5] == '1', tonumber(ARGV[6]), tonumber(ARGV[7]), ARGV[8]
local per_second, admitted, offered = tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11])
local most, kept, present, settled = tonumber(ARGV[12]), tonumber(ARGV[13]), tonumber(ARGV[14]), tonumber(ARGV[15])
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local function note(name) return tonumber(redis.call('HGET', room, name) or 0) end

if note('begun') == 0 then redis.call('HSET', room, 'begun', now) end
redis.call('ZREMRANGEBYSCORE', inside, '-inf', now)
redis.call('ZREMRANGEBYSCORE', seen, '-inf', now - present)
redis.call('ZADD', seen, now, who)

local function join()
    if redis.call('ZSCORE', line, who) then return end
    if number == 0 or tonumber(begun) == note('begun') then
        number = redis.call('HINCRBY', room, 'arrived', 1)
        if draw >= 0 then number = phase == 'early' and draw or 1000000 + number end
    end
    redis.call('ZADD', line, number, who)
end
local function let_in(one, span)
    redis.call('ZREM', line, one)
    redis.call('ZADD', inside, now + span, one)
end
local function admit(many, span)
    local count = 0
    for _, one in ipairs(many > 0 and redis.call('ZRANGE', line, 0, many + 200) or {}) do
        if count >= many then break end
        if redis.call('ZSCORE', seen, one) then
            let_in(one, span)
            count = count + 1
        end
    end
    return count
end
local function let_everybody_in()
    for _, one in ipairs(redis.call('ZRANGE', line, 0, -1)) do let_in(one, admitted) end
end

if phase == 'early' then
    join()
elseif available <= 0 then
    redis.call('HSET', room, 'opened', 1)
    if note('emptied') == 0 then redis.call('HSET', room, 'emptied', now) end
    if queues then
        redis.call('ZREM', inside, who)
        join()
    end
else
    local emptied = note('emptied')
    redis.call('HDEL', room, 'emptied')
    if note('opened') == 0 then
        redis.call('HSET', room, 'opened', 1)
        if redis.call('ZCARD', line) <= above then let_everybody_in() end
    end
    if emptied > 0 and now - emptied > settled and redis.call('ZCARD', line) > 0 then
        redis.call('HSET', room, 'offer', now + offered)
        redis.call('ZREMRANGEBYSCORE', inside, '-inf', emptied + admitted)
    end
    local offer = note('offer')
    if offer > 0 and offer <= now then
        redis.call('HDEL', room, 'offer')
        if redis.call('ZCARD', line) + redis.call('ZCARD', inside) <= above then let_everybody_in() end
    end
    if not redis.call('ZSCORE', inside, who) then
        local is_open = redis.call('ZCARD', line) == 0 and offer <= now and redis.call('ZCARD', inside) < above
        if is_open then let_in(who, admitted) else join() end
    end
    local tokens = math.min(per_second, (now - note('filled')) * per_second / 1000)
    if offer > now then most = available end
    local many = math.floor(math.min(most - redis.call('ZCARD', inside), tokens))
    local count = admit(many, offer > now and offer - now or admitted)
    if count > 0 then
        redis.call('HSET', room, 'filled', math.floor(now - (tokens - count) * 1000 / per_second))
    end
end
for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, kept) end

local until_ = redis.call('ZSCORE', inside, who)
local rank = redis.call('ZRANK', line, who)
local own = redis.call('ZSCORE', line, who) or 0
return {until_ and 1 or 0, rank and rank + 1 or 0, until_ and until_ - now or 0, tonumber(own), note('begun'),
    redis.call('ZCARD', inside), redis.call('ZCARD', line), note('offer') > now and 1 or 0}
"""
"""A place is kept while its page is closed; who is away when their turn comes is passed over until they are back."""


def come(room: Room, device: str, *, queues: bool = False, ticket: Ticket | None = None) -> Standing:
    """Somebody looks, or presses: are they let in, and if not, where do they stand?

    Everybody's coming moves the line. With `queues` they wait for units that may come back. A ticket gives them
    their old number when the list was lost meanwhile. Without Redis everybody may press.
    """
    phase = _phase(room.left)
    if phase == "closed":
        return Standing(False)
    _tell_of_passers(room.item_id)
    told = ticket or Ticket(0, 0)
    arguments: tuple[object, ...] = (
        device,
        room.above,
        room.left.available,
        phase,
        int(queues),
        secrets.randbelow(DRAWN) if room.is_draw else -1,
        told.number,
        told.list_begun,
        PER_SECOND,
        ADMITTED_SECONDS * 1000,
        OFFER_SECONDS * 1000,
        ceil(max(room.left.available, 0) * SLACK),
        KEPT_SECONDS,
        PRESENT_SECONDS * 1000,
        SETTLED_SECONDS * 1000,
    )
    said = shortcut.call("EVAL", _COME, 4, *_keys(room.item_id), *arguments)
    if not isinstance(said, list):
        return FREE
    _note_quiet(room, *said[-3:])
    return _standing(room, said)


def is_quiet(item_id: UUID) -> bool:
    """Whether, as this process saw a moment ago, nobody waits and there is room for many more: no need to ask again.

    When that is no longer fresh one asks and the others go by what was known; a busy room is asked by everybody, and
    so is one not heard of for longer: meanwhile all may have been sold, and what came back is for those who wait.
    """
    moment = time.monotonic()
    known = _quiet_until.get(item_id, moment)
    if known <= moment < known + QUIET_SECONDS:
        _quiet_until[item_id] = moment + QUIET_SECONDS
    return known > moment


def pass_quietly(item_id: UUID, device: str) -> bool:
    """Whether the room was quiet a moment ago. Who passes is inside, and Redis hears of it with the next question."""
    if _quiet_until.get(item_id, 0.0) <= time.monotonic():
        return False
    _passed.setdefault(item_id, []).append(device)
    return True


def leave(item_id: UUID, device: str) -> None:
    """They have their order: their place inside is free for the next."""
    shortcut.call("ZREM", _keys(item_id)[1], device)


def waiting(item_id: UUID) -> int:
    """How many wait for an item; 0 when nobody knows."""
    said = shortcut.call("ZCARD", _keys(item_id)[0])
    return said if isinstance(said, int) else 0


def _tell_of_passers(item_id: UUID) -> None:
    if passed := _passed.pop(item_id, None):
        until = int((time.time() + ADMITTED_SECONDS) * 1000)
        shortcut.call(
            "ZADD", _keys(item_id)[1], *(part for device in dict.fromkeys(passed) for part in (until, device))
        )


def _phase(left: Left) -> str:
    if left.stage == "soon":
        return "early" if left.seconds_to_start <= EARLY_SECONDS else "closed"
    if left.stage == "starting":
        return "early"
    return "open" if left.stage in ("on", "held") else "closed"


def _standing(room: Room, said: list[int]) -> Standing:
    is_inside, place, until_ms, number, list_begun, crowd, *_ = said
    ticket = Ticket(number, list_begun) if place else None
    if room.left.stage in ("soon", "starting"):
        return Standing(False, 0 if room.is_draw else place, ticket=ticket)
    if is_inside and room.left.stage == "on":
        return Standing(True, until_seconds=max(1, until_ms // 1000))
    return Standing(False, place, _estimate(room, place, crowd), ticket=ticket)


def _note_quiet(room: Room, crowd: int, waiting: int, is_offering: int) -> None:
    """A room that offers what came back to those who waited is not quiet, however few they are."""
    if len(_quiet_until) > MOST_ITEMS:
        _quiet_until.clear()
    is_quiet_now = room.left.stage == "on" and not (waiting or is_offering) and 2 * crowd < room.above
    _quiet_until[room.item_id] = time.monotonic() + QUIET_SECONDS if is_quiet_now else 0.0


def _estimate(room: Room, place: int, crowd: int) -> int | None:
    """Seconds until one's turn where it depends on nobody; None where the people ahead decide."""
    if crowd + place > room.left.available * SLACK:
        return None
    return ceil(place / PER_SECOND)


def _keys(item_id: UUID) -> list[str]:
    return [f"flash:{name}:{item_id.hex}" for name in ("line", "inside", "room", "seen")]
