"""Meta's two speed limits, kept ahead of time: messages per second of a number, and messages to one customer."""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from redis import RedisError

from chatapp.extensions import redis
from chatapp.messages.delivery import quota
from chatapp.messages.delivery.quota import MICROSECONDS, Limits

log = logging.getLogger(__name__)

#: Seconds for which Redis is not asked again after it did not answer: each asking may cost a time-out.
_REDIS_REST = 5


@dataclass
class Turns:
    """Which messages may leave now (`granted`), which wait how many seconds for their customer (`paced`), and after how
    many seconds the number's own quota allows more, and more bulk. The rest simply stay in the queue."""

    granted: list[int] = field(default_factory=list)
    paced: dict[int, float] = field(default_factory=dict)
    exhausted_for: float = 0.0
    bulk_exhausted_for: float = 0.0


class Pacer:
    """Keeps both limits in Redis, by its clock and for all processes; in this process while Redis is away."""

    def __init__(self) -> None:
        self._spend = redis.client.register_script(quota.SPEND)
        self._exhaust = redis.client.register_script(quota.EXHAUST)
        self._own: dict[str, float] = {}
        self._redis_rests_until = 0.0

    def turns(
        self,
        number_id: int,
        throughput: int,
        replies: Sequence[tuple[int, int]],
        bulk: Sequence[tuple[int, int]] = (),
    ) -> Turns:
        """Spend quota for these (message id, conversation id), in order; `throughput` is messages per second."""
        pairs, turns = [*replies, *bulk], Turns()
        keys = [f"pace:number:{number_id}", *(_pair(conversation_id) for _, conversation_id in pairs)]
        answers = self._ask(keys, Limits.of(throughput), len(replies))
        for place, ((message_id, _), answer) in enumerate(zip(pairs, answers, strict=True)):
            if answer == 0:
                turns.granted.append(message_id)
            elif answer > 0:
                turns.paced[message_id] = answer / MICROSECONDS
            elif place < len(replies):
                turns.exhausted_for = -answer / MICROSECONDS
            else:
                turns.bulk_exhausted_for = -answer / MICROSECONDS
        return turns

    def exhaust(self, conversation_id: int, seconds: float) -> None:
        """Meta says that this customer has had too much: nothing for so long, and from then on no burst."""
        key, tolerance = _pair(conversation_id), Limits.of(1).pair_tolerance
        ahead = int(seconds * MICROSECONDS) + tolerance
        self._own[key] = _now() + ahead
        try:
            self._exhaust(keys=[key], args=[ahead])
        except RedisError as error:
            log.warning("redis is away: %s", error)

    def _ask(self, keys: list[str], limits: Limits, replies: int) -> Sequence[float]:
        if time.monotonic() >= self._redis_rests_until:
            try:
                return self._spend(keys=keys, args=[*limits, replies])
            except RedisError as error:
                log.warning("redis is away, pacing in this process: %s", error)
                self._redis_rests_until = time.monotonic() + _REDIS_REST
        now = _now()
        self._own = {key: moment for key, moment in self._own.items() if moment > now}
        return quota.spend(self._own, now, keys, limits, replies)


def _pair(conversation_id: int) -> str:
    return f"pace:pair:{conversation_id}"


def _now() -> float:
    return time.monotonic() * MICROSECONDS
