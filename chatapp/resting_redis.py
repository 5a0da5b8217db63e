"""A Redis client that does not wait for the same silence twice.

A server that is gone refuses at once, and costs nothing. One that stands still costs a time-out per question, and a
request asks several: after the first one nobody asks for a while.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from redis import ConnectionPool, Redis, TimeoutError
from redis.client import Pipeline

#: Seconds that are rested after a time-out.
REST = 5.0


class Patience:
    """Shared by a client and its pipelines."""

    def __init__(self) -> None:
        self._rests_until = 0.0

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Raises redis.TimeoutError, without asking, soon after somebody else has waited in vain."""
        if time.monotonic() < self._rests_until:
            raise TimeoutError("it did not answer a moment ago")
        try:
            yield
        except TimeoutError:
            self._rests_until = time.monotonic() + REST
            raise


class RestingRedis(Redis):
    """`RestingRedis.from_url(...)`: as Redis, with patience that ends."""

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self._patience = Patience()

    def execute_command(self, *args: Any, **options: Any) -> Any:
        with self._patience.asking():
            return super().execute_command(*args, **options)

    def pipeline(self, transaction: bool = True, shard_hint: str | None = None) -> "RestingPipeline":
        pool, callbacks = self.connection_pool, self.response_callbacks
        return RestingPipeline(self._patience, pool, callbacks, transaction, shard_hint)


class RestingPipeline(Pipeline):
    """Gathers commands without asking anybody; all of them are one question."""

    def __init__(self, patience: Patience, pool: ConnectionPool, *args: Any):
        super().__init__(pool, *args)
        self._patience = patience

    def execute(self, raise_on_error: bool = True) -> list[Any]:
        with self._patience.asking():
            return super().execute(raise_on_error)
