"""All of it as Prometheus reads it: the same text, whichever web process is asked."""

from collections.abc import Iterator
from contextlib import suppress

from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from redis import RedisError

from chatapp.extensions import redis
from chatapp.telemetry import counting, readings
from chatapp.telemetry.counting import Labels, Parts
from chatapp.telemetry.instruments import Counter, Gauge, Histogram, Instrument, Value

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4


def text() -> bytes:
    """What is known now. Without Redis the counters are missing, and what cannot be read says so."""
    return generate_latest(_Everything())


class _Everything:
    """What prometheus_client calls a collector."""

    def collect(self) -> Iterator[Metric]:
        with suppress(RedisError):
            yield from _counted(counting.read(redis.client))
        yield from _gauges(readings.of_all())


def _counted(found: dict[str, dict[Labels, Parts]]) -> Iterator[Metric]:
    """What was counted by a former version and is no more is passed over. A counter without labels begins at 0."""
    for name, instrument in Instrument.declared.items():
        if isinstance(instrument, Counter | Histogram):
            beginning = {} if instrument.labels else {(): {}}
            yield instrument.family(found.get(name, beginning))


def _gauges(values: list[Value]) -> Iterator[Metric]:
    families: dict[Gauge, GaugeMetricFamily] = {}
    for value in values:
        gauge = value.gauge
        if gauge not in families:
            families[gauge] = GaugeMetricFamily(gauge.name, gauge.meaning, labels=gauge.labels)
        families[gauge].add_metric(value.labels, value.value)
    yield from families.values()
