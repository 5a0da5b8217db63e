"""Somebody who scrapes, and reads what Prometheus would."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families

from chatapp.telemetry import reporting
from chatapp.telemetry.counting import totals

TOKEN = "the token that Prometheus shows"

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture
def guarded(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The product with a token for /metrics, and nothing counted yet."""
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], metrics_token=TOKEN))
    totals.take()  # what other tests have counted
    return app


@pytest.fixture
def scrape(guarded: Flask) -> Callable[[], Samples]:
    """{(name, labels): value} of everything, once this process has reported."""

    def scrape() -> Samples:
        reporting.report("web")
        answer = guarded.test_client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200, answer.text
        samples = [sample for family in text_string_to_metric_families(answer.text) for sample in family.samples]
        assert len({(sample.name, frozenset(sample.labels.items())) for sample in samples}) == len(samples)
        return {(sample.name, frozenset(sample.labels.items())): sample.value for sample in samples}

    return scrape


def value(samples: Samples, name: str, **labels: str) -> float | None:
    """One sample; None if it is not there."""
    return samples.get((name, frozenset(labels.items())))
