"""Meta's two speed limits: messages per second of a number, and messages to one customer."""

import threading
import time

from .errors import GraphError
from .switches import SwitchBoard

PAIR_INTERVAL_S = 6.0
PAIR_BURST = 45


class Throttles:
    """Both limits in memory. ``now`` may be given by tests; it is any clock in seconds."""

    def __init__(self, board: SwitchBoard) -> None:
        self._board = board
        self._lock = threading.Lock()
        self.clear()

    def clear(self) -> None:
        """Forget what was used."""
        with self._lock:
            self._numbers: dict[str, tuple[float, float]] = {}
            self._pairs: dict[tuple[str, str], tuple[float, float, int]] = {}

    def use(self, number_id: str, now: float | None = None) -> bool:
        """One more message of this number, in or out, against its throughput; False beyond it."""
        rate = float(self._board.now.throughput)
        now = time.monotonic() if now is None else now
        with self._lock:
            left, at = self._numbers.get(number_id, (rate, now))
            left = min(rate, left + (now - at) * rate)
            self._numbers[number_id] = (left - 1 if left >= 1 else left, now)
        return left >= 1 or not rate

    def count(self, number_id: str, now: float | None = None) -> None:
        """A message from the business: beyond the throughput it is refused (130429)."""
        if not self.use(number_id, now):
            http = self._board.now.rate_limit_http
            raise GraphError(130429, "Cloud API message throughput has been reached.", http=http)

    def pair(self, number_id: str, customer: str, now: float | None = None) -> None:
        """One more message to this customer; raises 131056 beyond one per six seconds and its burst of 45."""
        mode = self._board.now.pair_limit
        if mode == "off":
            return
        now = time.monotonic() if now is None else now
        with self._lock:
            free_at, burst_since, count = self._pairs.get((number_id, customer), (now, now, 0))
            if free_at <= now:
                free_at, burst_since, count = now, now, 0
            if not allowed(mode, free_at - now, now - burst_since, count):
                raise GraphError(
                    131056,
                    "Message failed to send because there were too many messages sent from this phone number to the "
                    "same phone number in a short period of time.",
                )
            self._pairs[number_id, customer] = (free_at + PAIR_INTERVAL_S, burst_since, count + 1)


def allowed(mode: str, debt_s: float, burst_age_s: float, count: int) -> bool:
    """``burst``: as long as the debt is under 45 messages; ``debt``: only within six seconds of the burst's start."""
    if mode == "burst":
        return debt_s <= (PAIR_BURST - 1) * PAIR_INTERVAL_S
    return count == 0 or (burst_age_s <= PAIR_INTERVAL_S and count < PAIR_BURST)
