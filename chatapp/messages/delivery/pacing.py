"""Meta's two speed limits, kept ahead of time: messages per second of a number, and messages to one customer.

Both are "generic cell rates": each subject has a moment up to which its quota is spent, every message moves it on by
one interval, and a message may leave while that moment is less than a burst ahead. One moment says all, debt included.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from redis import RedisError

from chatapp.extensions import redis
from chatapp.whatsapp.limits import PAIR_BURST, PAIR_INTERVAL

log = logging.getLogger(__name__)

_MICROSECONDS = 1_000_000
#: Seconds for which Redis is not asked again after it did not answer: each asking may cost a time-out.
_REDIS_REST = 5

#: KEYS: the number, then each message's conversation. ARGV (µs): interval and tolerance of the number, of the pair.
#: Answers, per message: 0 go; more: µs until this customer may get it; -n: the number's quota is spent for n µs.
_SCRIPT = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local number_interval, number_tolerance = tonumber(ARGV[1]), tonumber(ARGV[2])
local pair_interval, pair_tolerance = tonumber(ARGV[3]), tonumber(ARGV[4])
local function spent(key) return math.max(now, tonumber(redis.call('GET', key) or '0')) end
local function keep(key, moment)
  redis.call('SET', key, string.format('%.0f', moment), 'PX', math.ceil((moment - now) / 1000) + 1)
end
local number, answers = spent(KEYS[1]), {}
for i = 2, #KEYS do
  local pair = spent(KEYS[i])
  if pair - now > pair_tolerance then
    answers[i - 1] = pair - now - pair_tolerance
  elseif number - now > number_tolerance then
    answers[i - 1] = -(number - now - number_tolerance)
  else
    number = number + number_interval
    keep(KEYS[i], pair + pair_interval)
    answers[i - 1] = 0
  end
end
if number > now then keep(KEYS[1], number) end
return answers
"""


@dataclass
class Turns:
    """Which messages may leave now (`granted`), which wait how many seconds for their customer (`paced`), and after how
    many seconds the number's own quota allows more. The rest simply stay in the queue."""

    granted: list[int] = field(default_factory=list)
    paced: dict[int, float] = field(default_factory=dict)
    exhausted_for: float = 0.0


class Pacer:
    """Keeps both limits in Redis, by its clock and for all processes; in this process while Redis is away."""

    def __init__(self) -> None:
        self._script = redis.client.register_script(_SCRIPT)
        self._own: dict[str, float] = {}
        self._redis_rests_until = 0.0

    def turns(self, number_id: int, throughput: int, messages: Sequence[tuple[int, int]]) -> Turns:
        """Spend quota for these (message id, conversation id), in order; `throughput` is messages per second."""
        keys = [f"pace:number:{number_id}", *(f"pace:pair:{conversation_id}" for _, conversation_id in messages)]
        turns = Turns()
        for (message_id, _), answer in zip(messages, self._ask(keys, _limits(throughput)), strict=True):
            if answer == 0:
                turns.granted.append(message_id)
            elif answer > 0:
                turns.paced[message_id] = answer / _MICROSECONDS
            else:
                turns.exhausted_for = -answer / _MICROSECONDS
        return turns

    def _ask(self, keys: list[str], limits: tuple[int, int, int, int]) -> list[int]:
        if time.monotonic() >= self._redis_rests_until:
            try:
                return self._script(keys=keys, args=limits)
            except RedisError as error:
                log.warning("redis is away, pacing in this process: %s", error)
                self._redis_rests_until = time.monotonic() + _REDIS_REST
        return self._decide(keys, limits)

    def _decide(self, keys: list[str], limits: tuple[int, int, int, int]) -> list[int]:
        """The script, in Python."""
        number_interval, number_tolerance, pair_interval, pair_tolerance = limits
        now = time.monotonic() * _MICROSECONDS
        self._own = {key: moment for key, moment in self._own.items() if moment > now}
        number, answers = self._own.get(keys[0], now), []
        for key in keys[1:]:
            pair = self._own.get(key, now)
            if pair - now > pair_tolerance:
                answers.append(pair - now - pair_tolerance)
            elif number - now > number_tolerance:
                answers.append(-(number - now - number_tolerance))
            else:
                number += number_interval
                self._own[key] = pair + pair_interval
                answers.append(0)
        self._own[keys[0]] = number
        return answers


def _limits(throughput: int) -> tuple[int, int, int, int]:
    """Intervals and tolerances in µs. A number may burst a tenth of a second, a customer get what Meta lends."""
    number = _MICROSECONDS // max(throughput, 1)
    pair = int(PAIR_INTERVAL.total_seconds() * _MICROSECONDS)
    return number, (max(throughput // 10, 1) - 1) * number, pair, (PAIR_BURST - 1) * pair
