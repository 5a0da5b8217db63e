"""What can be counted. Names and units are Prometheus' conventions: seconds, and `_total` is added by itself."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from time import perf_counter
from typing import ClassVar

from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily

from chatapp.extensions import redis
from chatapp.telemetry import counting
from chatapp.telemetry.counting import Labels, Parts, totals

#: Seconds, from a quick page to what a person will not wait for.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Instrument:
    """Declared once, at import; `labels` are few and of few values: never an id of a customer or a message."""

    name: str
    meaning: str
    labels: tuple[str, ...] = ()

    declared: ClassVar[dict[str, "Instrument"]] = {}

    def __post_init__(self) -> None:
        if self.declared.setdefault(self.name, self) != self:
            raise ValueError(f"{self.name} is declared already")


@dataclass(frozen=True)
class Counter(Instrument):
    """How often something happened."""

    def count(self, *labels: str, by: float = 1) -> None:
        """Once more, with these values of the labels."""
        totals.add(((self.name, labels, ""), by))

    def read(self) -> dict[Labels, int]:
        """{values of the labels: how often}, in all processes together. Raises RedisError."""
        found = counting.read(redis.client).get(self.name, {})
        return {labels: int(parts[""]) for labels, parts in found.items()}

    def family(self, found: dict[Labels, Parts]) -> CounterMetricFamily:
        """As Prometheus reads it."""
        family = CounterMetricFamily(self.name, self.meaning, labels=self.labels)
        for labels, parts in found.items():
            family.add_metric(labels, parts.get("", 0))
        return family


@dataclass(frozen=True)
class Histogram(Instrument):
    """How long something took, in seconds; `buckets` are upper bounds."""

    buckets: Sequence[float] = BUCKETS

    def observe(self, seconds: float, *labels: str) -> None:
        """It took so long, with these values of the labels."""
        index = bisect_left(self.buckets, seconds)
        bound = str(self.buckets[index]) if index < len(self.buckets) else "+Inf"
        totals.add(((self.name, labels, bound), 1), ((self.name, labels, "sum"), seconds))

    @contextmanager
    def timing(self, *labels: str) -> Iterator[None]:
        """Observe how long this block takes, whatever comes of it."""
        began = perf_counter()
        try:
            yield
        finally:
            self.observe(perf_counter() - began, *labels)

    def family(self, found: dict[Labels, Parts]) -> HistogramMetricFamily:
        """As Prometheus reads it: buckets hold all that was quicker, too."""
        family = HistogramMetricFamily(self.name, self.meaning, labels=self.labels)
        bounds = [*map(str, self.buckets), "+Inf"]
        for labels, parts in found.items():
            heights = accumulate(parts.get(bound, 0) for bound in bounds)
            family.add_metric(labels, list(zip(bounds, heights, strict=True)), parts.get("sum", 0))
        return family


@dataclass(frozen=True)
class Gauge(Instrument):
    """How much there is now; read when it is asked for (`readings`)."""

    def at(self, value: float, *labels: str) -> "Value":
        return Value(self, float(value), labels)


@dataclass(frozen=True, slots=True)
class Value:
    """What a gauge shows, for these values of its labels."""

    gauge: Gauge
    value: float
    labels: tuple[str, ...]
