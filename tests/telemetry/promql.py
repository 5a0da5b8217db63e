"""As much of Prometheus as our alert rules use: instant vectors over a few scrapes.

`scrapes` are (seconds, samples) from old to new, and the last one is now. `rate` is the plain one, between the first
and the last sample in its range: not extrapolated to the edges, and it forgives no counter that went back.
"""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import inf, nan

import promql_parser as promql

Labels = frozenset[tuple[str, str]]
Samples = Mapping[tuple[str, Labels], float]
Vector = dict[Labels, float]

_COMPARE: dict[str, Callable[[float, float], bool]] = {">": operator.gt, "<": operator.lt}
_AGGREGATE: dict[str, Callable] = {"sum": sum, "max": max, "min": min}
_MATCH: dict[str, Callable[[str, str], bool]] = {
    "Equal": lambda found, asked: found == asked,
    "NotEqual": lambda found, asked: found != asked,
    "Re": lambda found, asked: re.fullmatch(asked, found) is not None,
    "NotRe": lambda found, asked: re.fullmatch(asked, found) is None,
}


class Prometheus:
    """Evaluates an expression as of the last scrape."""

    def __init__(self, scrapes: Sequence[tuple[float, Samples]]):
        self.scrapes = scrapes

    def ask(self, expression: str) -> Vector:
        """{labels: value}; a rule whose expression is this rings for each of them."""
        return self._value(promql.parse(expression))

    def _value(self, expr: promql.Expr) -> Vector | float:
        return getattr(self, f"_{type(expr).__name__.lower()}")(expr)

    def _numberliteral(self, expr: promql.NumberLiteral) -> float:
        return expr.val

    def _vectorselector(self, expr: promql.VectorSelector) -> Vector:
        _at, samples = self.scrapes[-1]
        return _select(expr, samples)

    def _aggregateexpr(self, expr: promql.AggregateExpr) -> Vector:
        by = set(expr.modifier.labels) if expr.modifier else set()
        groups: dict[Labels, list[float]] = {}
        for labels, value in self._value(expr.expr).items():
            groups.setdefault(frozenset(pair for pair in labels if pair[0] in by), []).append(value)
        return {labels: _AGGREGATE[str(expr.op)](values) for labels, values in groups.items()}

    def _binaryexpr(self, expr: promql.BinaryExpr) -> Vector:
        left, right = self._value(expr.lhs), self._value(expr.rhs)
        if str(expr.op) == "/":
            return {labels: _divided(value, right[labels]) for labels, value in left.items() if labels in right}
        if str(expr.op) == "-":
            return {labels: left - value for labels, value in right.items()}
        compare = _COMPARE[str(expr.op)]
        return {labels: value for labels, value in left.items() if compare(value, right)}

    def _call(self, expr: promql.Call) -> Vector:
        return getattr(self, f"_{expr.func.name}")(*expr.args)

    def _time(self) -> float:
        now, _samples = self.scrapes[-1]
        return now

    def _rate(self, expr: promql.MatrixSelector) -> Vector:
        now, _samples = self.scrapes[-1]
        within = [(at, samples) for at, samples in self.scrapes if now - at <= expr.range.total_seconds()]
        (begin, first), (end, last) = within[0], within[-1]
        before, after = _select(expr.vector_selector, first), _select(expr.vector_selector, last)
        return {labels: (after[labels] - before[labels]) / (end - begin) for labels in before.keys() & after.keys()}

    def _histogram_quantile(self, quantile: promql.NumberLiteral, expr: promql.Expr) -> Vector:
        heights: dict[Labels, dict[float, float]] = {}
        for labels, value in self._value(expr).items():
            bound = float(dict(labels)["le"])
            heights.setdefault(frozenset(pair for pair in labels if pair[0] != "le"), {})[bound] = value
        return {labels: _quantile(quantile.val, sorted(buckets.items())) for labels, buckets in heights.items()}


def _select(expr: promql.VectorSelector, samples: Samples) -> Vector:
    found = {}
    for (name, labels), value in samples.items():
        here = dict(labels)
        if name == expr.name and all(_matches(m, here.get(m.name, "")) for m in expr.matchers.matchers):
            found[labels] = value
    return found


def _matches(matcher: promql.Matcher, found: str) -> bool:
    return _MATCH[str(matcher.op).removeprefix("MatchOp.")](found, matcher.value)


def _divided(value: float, by: float) -> float:
    return value / by if by else nan


def _quantile(quantile: float, buckets: list[tuple[float, float]]) -> float:
    """Prometheus' own: linear within the bucket where it lies; the highest bound if it lies beyond."""
    total = buckets[-1][1]
    if not total:
        return nan
    for (lower, below), (upper, height) in pairwise([(0.0, 0.0), *buckets]):
        if height >= quantile * total:
            return lower if upper == inf else lower + (upper - lower) * (quantile * total - below) / (height - below)
    raise AssertionError("buckets do not grow")
