"""The arithmetic of Meta's two speed limits, as Redis does it and as this process does it without Redis.

Both limits are "generic cell rates": each subject has a moment up to which its quota is spent, every message moves it
on by one interval, and a message may leave while that moment is less than a burst (the tolerance) ahead. One moment
says all, debt included. Moments are microseconds of one clock.
"""

from collections.abc import MutableMapping, Sequence
from typing import NamedTuple

from chatapp.whatsapp.limits import PAIR_BURST, PAIR_INTERVAL

MICROSECONDS = 1_000_000

#: KEYS: the number, then each message's conversation. ARGV (µs): interval and tolerance of the number, tolerance of its
#: bulk messages, interval and tolerance of the pair; and how many of the messages, the first ones, are not bulk.
#: Answers, per message: 0 go; more: µs until this customer may get it; -n: the number's quota is spent for n µs.
SPEND = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local number_interval, number_tolerance, bulk_tolerance = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local pair_interval, pair_tolerance, replies = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local function spent(key) return math.max(now, tonumber(redis.call('GET', key) or '0')) end
local function keep(key, moment)
  redis.call('SET', key, string.format('%.0f', moment), 'PX', math.ceil((moment - now) / 1000) + 1)
end
local number, answers = spent(KEYS[1]), {}
for i = 2, #KEYS do
  local pair = spent(KEYS[i])
  local tolerance = i - 1 <= replies and number_tolerance or bulk_tolerance
  if pair - now > pair_tolerance then
    answers[i - 1] = pair - now - pair_tolerance
  elseif number - now > tolerance then
    answers[i - 1] = -(number - now - tolerance)
  else
    number = number + number_interval
    keep(KEYS[i], pair + pair_interval)
    answers[i - 1] = 0
  end
end
if number > now then keep(KEYS[1], number) end
return answers
"""


#: KEYS: a conversation. ARGV: up to how many µs from now its quota is spent, at least.
EXHAUST = """
local time = redis.call('TIME')
local ahead = tonumber(ARGV[1])
local moment = time[1] * 1000000 + time[2] + ahead
if moment > tonumber(redis.call('GET', KEYS[1]) or '0') then
  redis.call('SET', KEYS[1], string.format('%.0f', moment), 'PX', math.ceil(ahead / 1000) + 1)
end
"""


class Limits(NamedTuple):
    """Intervals and tolerances in µs. A number may burst a tenth of a second, of which bulk messages leave a quarter to
    what people write; a customer gets what Meta lends."""

    number_interval: int
    number_tolerance: int
    bulk_tolerance: int
    pair_interval: int
    pair_tolerance: int

    @classmethod
    def of(cls, throughput: int) -> "Limits":
        """Of a number that may send so many messages per second."""
        number, burst = MICROSECONDS // max(throughput, 1), burst_of(throughput)
        pair = int(PAIR_INTERVAL.total_seconds() * MICROSECONDS)
        return cls(number, (burst - 1) * number, (burst - burst // 4 - 1) * number, pair, (PAIR_BURST - 1) * pair)


def burst_of(throughput: int) -> int:
    """How many messages of a number may leave at once."""
    return max(throughput // 10, 1)


def spend(
    moments: MutableMapping[str, float], now: float, keys: Sequence[str], limits: Limits, replies: int
) -> list[float]:
    """`SPEND`, in Python: what it keeps in Redis is kept in `moments`."""
    number, answers = moments.get(keys[0], now), []
    for place, key in enumerate(keys[1:]):
        pair = moments.get(key, now)
        tolerance = limits.number_tolerance if place < replies else limits.bulk_tolerance
        if pair - now > limits.pair_tolerance:
            answers.append(pair - now - limits.pair_tolerance)
        elif number - now > tolerance:
            answers.append(-(number - now - tolerance))
        else:
            number += limits.number_interval
            moments[key] = pair + limits.pair_interval
            answers.append(0)
    moments[keys[0]] = number
    return answers
