"""Which variants of which streams somebody watches, over all processes: a register in Redis that heals itself.

One sorted set per stream: its members are variants, their scores the moment at which the claim ends. Every hub renews
the claims of its own sockets, so what a killed process claimed is gone after `LIFETIME`. A watcher who left costs some
rendering until then, which is cheaper than counting watchers exactly.
"""

import time
from collections.abc import Iterable
from itertools import islice

from redis import Redis

#: Seconds; longer than two renewals, so that one late renewal loses no watcher.
LIFETIME = 60
RENEWAL = 20

#: Few, so that thousands are claimed without holding up what is pushed meanwhile.
_AT_ONCE = 100


def claim(client: Redis, watched: Iterable[tuple[str, str]]) -> None:
    """Somebody here watches these (stream, variant) pairs, for `LIFETIME` seconds from now."""
    pairs = iter(watched)
    while some := list(islice(pairs, _AT_ONCE)):
        pipe = client.pipeline(transaction=False)
        for stream, variant in some:
            pipe.zadd(_key(stream), {variant: time.time() + LIFETIME}, gt=True)
            pipe.expire(_key(stream), LIFETIME)
        pipe.execute()


def watched(client: Redis, streams: Iterable[str]) -> dict[str, set[str]]:
    """{stream: its variants that somebody watches}, without the streams that nobody watches. One round trip."""
    streams = list(streams)
    pipe = client.pipeline(transaction=False)
    for stream in streams:
        pipe.zrangebyscore(_key(stream), time.time(), "+inf")
    found = pipe.execute() if streams else []
    return {
        stream: {variant.decode() for variant in variants}
        for stream, variants in zip(streams, found, strict=True)
        if variants
    }


def _key(stream: str) -> str:
    return f"watched:{stream}"
