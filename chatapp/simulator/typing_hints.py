"""Which business is "typing" to whom: seen until it answers or 25 seconds pass. Never kept on disk."""

import threading
import time

from .live import Live

LASTS_S = 25.0


class TypingHints:
    """Typing indicators by business number and customer."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._until: dict[tuple[str, int], float] = {}

    def began(self, number_id: str, customer_id: int) -> None:
        """The business shows that it writes."""
        self._until[number_id, customer_id] = time.time() + LASTS_S
        self._live.touch()
        timer = threading.Timer(LASTS_S, self._live.touch)
        timer.daemon = True
        timer.start()

    def ended(self, number_id: str, customer_id: int) -> None:
        """It answered."""
        self._until.pop((number_id, customer_id), None)

    def shown(self, number_id: str, customer_id: int) -> bool:
        """Whether the customer sees the indicator now."""
        return self._until.get((number_id, customer_id), 0.0) > time.time()

    def clear(self) -> None:
        """Nobody types."""
        self._until.clear()
