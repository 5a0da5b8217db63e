"""Which variants of which streams somebody watches, over all processes: a register in Redis that heals itself.

One sorted set: its members are streams with a variant, their scores the moments at which the claims end. Every hub
renews the claims of its own sockets, so what a killed process claimed is gone after `LIFETIME`. A watcher who left
costs some rendering until then, which is cheaper than counting watchers exactly.
"""

import time
from collections.abc import Iterable
from itertools import islice, product

from redis import Redis

from chatapp.locales import LOCALES
from chatapp.realtime.streams import JSON

#: Seconds; longer than two renewals, so that one late renewal loses no watcher.
LIFETIME = 60
RENEWAL = 20

VARIANTS = (*LOCALES, JSON)
KEY = "watched"
#: Few, so that thousands are claimed without holding up what is pushed meanwhile.
_AT_ONCE = 100


def claim(client: Redis, watched: Iterable[tuple[str, str]]) -> None:
    """Somebody here watches these (stream, variant) pairs, for `LIFETIME` seconds from now."""
    pairs = iter(watched)
    while some := list(islice(pairs, _AT_ONCE)):
        now = time.time()
        client.zadd(KEY, {_member(*pair): now + LIFETIME for pair in some}, gt=True)
        client.zremrangebyscore(KEY, "-inf", now)


def watched(client: Redis, streams: Iterable[str]) -> dict[str, set[str]]:
    """{stream: its variants that somebody watches}, without the streams that nobody watches. One question."""
    pairs = list(product(streams, VARIANTS))
    if not pairs:
        return {}
    now, ends = time.time(), client.zmscore(KEY, [_member(*pair) for pair in pairs])
    found: dict[str, set[str]] = {}
    for (stream, variant), until in zip(pairs, ends, strict=True):
        if until is not None and until > now:
            found.setdefault(stream, set()).add(variant)
    return found


def _member(stream: str, variant: str) -> str:
    return f"{stream} {variant}"
