"""The one Redis subscription of a process: it comes back for ever, and says each time that it has been away."""

import logging
import random
import time
from collections.abc import Callable
from threading import Event, Thread

from redis import RedisError
from redis.backoff import NoBackoff
from redis.client import PubSub
from redis.exceptions import ConnectionError as Disconnected
from redis.retry import Retry

from chatapp.extensions import connect_redis

#: Seconds without a word after which Redis is asked for one, and after which, again, it is thought dead.
SILENCE = 10
SHORTEST_PAUSE, LONGEST_PAUSE = 0.05, 5

log = logging.getLogger(__name__)


class Subscription(Thread):
    """Calls `began()` after each connection, since what was published before is lost, and `heard(data)` per notice."""

    def __init__(self, url: str, channel: str, *, began: Callable[[], None], heard: Callable[[bytes], None]):
        super().__init__(name="realtime-subscription", daemon=True)
        self.url, self.channel, self.began, self.heard = url, channel, began, heard
        #: Whether what is published now is heard; and, a moment later, whether everybody was told so.
        self.hears, self.standing = False, Event()
        self._pause = SHORTEST_PAUSE

    def run(self) -> None:
        while True:
            try:
                self._listen()
            except (RedisError, OSError) as error:
                log.warning("pushes stand still, redis is away: %s", error)
            except Exception:
                log.exception("pushes stand still")
            self.hears = False
            self.standing.clear()
            self._pause = min(LONGEST_PAUSE, self._pause * 2)
            time.sleep(self._pause * random.uniform(0.5, 1))

    def _listen(self) -> None:
        # No retries within redis-py: they would resubscribe silently, and nobody would know of the gap.
        client = connect_redis(self.url, retry=Retry(NoBackoff(), 0), health_check_interval=0)
        with client, client.pubsub() as pubsub:
            pubsub.subscribe(self.channel)
            while True:
                self._handle(_next(pubsub))

    def _handle(self, message: dict) -> None:
        if message["type"] == "message":
            self.heard(message["data"])
        elif message["type"] == "subscribe":
            self.hears = True
            self.began()
            self._pause = SHORTEST_PAUSE
            self.standing.set()


def _next(pubsub: PubSub) -> dict:
    for _ in range(2):
        message = pubsub.get_message(timeout=SILENCE)
        if message is not None:
            return message
        pubsub.ping()
    raise Disconnected("it does not answer")
