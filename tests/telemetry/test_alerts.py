"""Each alert rule rings when it should and only then, on what the product itself says when it is scraped."""

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
import yaml

from chatapp import clock
from chatapp.extensions import db, redis
from chatapp.inbound import metrics as receiving
from chatapp.models import WebhookEvent
from chatapp.queues import MEDIA
from chatapp.telemetry import readings, reporting
from chatapp.telemetry.instruments import Instrument
from chatapp.web.access_log import SECONDS
from tests import factories
from tests.inbound.test_silence import heard
from tests.telemetry.promql import Prometheus

DOCS = Path(__file__).parents[2] / "docs"
RULES_FILE = DOCS / "prometheus" / "alerts.yml"
RULES = {rule["alert"]: rule for group in yaml.safe_load(RULES_FILE.read_text())["groups"] for rule in group["rules"]}


def requests(amount: int, seconds: float = 0.02, status: str = "200") -> None:
    for _ in range(amount):
        SECONDS.observe(seconds, "GET", "/conversations", status)


def webhooks(amount: int, answer: str) -> None:
    receiving.WEBHOOKS.count(answer, by=amount)


def jobs(amount: int) -> None:
    redis.client.rpush(f"rq:queue:{MEDIA}", *range(amount))


def sockets(amount: int) -> None:
    """Of another web process, which reported a moment ago."""
    said = [clock.now().timestamp(), "web", [["chatapp_sockets", [], amount]]]
    redis.client.hset(reporting.KEY, "elsewhere:1", orjson.dumps(said))


def webhook_that_waits(seconds: int) -> None:
    db.session.add(WebhookEvent(body=b"{}", received_at=clock.now() - timedelta(seconds=seconds)))
    db.session.commit()


def number(alarm_code: int) -> None:
    factories.phone_number(factories.account(), alarm_code=alarm_code, alarm_at=clock.now())


def number_last_heard(minutes: int) -> None:
    """It is written to every ten minutes, day and night."""
    usual = (clock.now() - timedelta(minutes=minutes + 10 * n) for n in range(3 * 7 * 24 * 6))
    heard(factories.phone_number(factories.account()), *usual)


def reading_that(fails: bool) -> None:
    readings.at_scrape(_planted_failing if fails else _planted)


#: What makes each rule ring, and what comes close without.
TROUBLE: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
    "PagesAreSlow": (lambda: requests(8, seconds=0.8), lambda: requests(8, seconds=0.2)),
    "RequestsFail": (lambda: requests(2, status="500"), lambda: requests(2, status="404")),
    "WebhooksAreNotStored": (lambda: webhooks(5, "unavailable"), lambda: webhooks(5, "forged")),
    "QueueIsLong": (lambda: jobs(1001), lambda: jobs(1000)),
    "ManySockets": (lambda: sockets(10_001), lambda: sockets(10_000)),
    "LedgerIsBehind": (lambda: webhook_that_waits(40), lambda: webhook_that_waits(5)),
    "NumberIsSilent": (lambda: number_last_heard(minutes=45), lambda: number_last_heard(minutes=25)),
    "MetaRefusesTheToken": (lambda: number(190), lambda: number(131031)),
    "MetaRefusesTheNumber": (lambda: number(131031), lambda: number(190)),
    "NotMeasured": (lambda: reading_that(fails=True), lambda: reading_that(fails=False)),
}


def _planted() -> list:
    return []


def _planted_failing() -> list:
    raise ConnectionError


@pytest.fixture
def ringing(scrape, monkeypatch) -> Callable[[Callable[[], object]], set[str]]:
    """ringing(trouble): the alerts after a calm scrape, `trouble`, and a scrape a minute later."""
    monkeypatch.setattr(readings, "_at_scrape", dict(readings._at_scrape))

    def ringing(trouble: Callable[[], object]) -> set[str]:
        for status in ("200", "404", "500"):
            requests(100, status=status)
        for answer in ("stored", "forged", "unavailable"):
            webhooks(100, answer)
        calm = scrape()
        requests(100)
        webhooks(100, "stored")
        trouble()
        now = clock.now().timestamp()
        prometheus = Prometheus([(now - 60, calm), (now, scrape())])
        return {name for name, rule in RULES.items() if prometheus.ask(rule["expr"])}

    return ringing


@pytest.mark.parametrize("name", RULES)
def test_a_rule_rings_for_its_trouble_alone(ringing, name):
    trouble, _calm = TROUBLE[name]
    assert ringing(trouble) == {name}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_does_not_ring_for_less(ringing, name):
    _trouble, less = TROUBLE[name]
    assert name not in ringing(less)


def test_prometheus_own_tool_understands_the_rules():
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("expected: promtool is not installed")
    checked = subprocess.run([promtool, "check", "rules", RULES_FILE], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_rules_and_dashboard_ask_only_for_what_is_measured(app):
    names = set(re.findall(r"chatapp_\w+", RULES_FILE.read_text() + (DOCS / "grafana" / "dashboard.json").read_text()))
    known = {name + suffix for name in Instrument.declared for suffix in ("", "_total", "_bucket", "_count", "_sum")}
    assert names - known == set()
    assert set(Instrument.declared) - {re.sub("_(total|bucket|count|sum)$", "", name) for name in names} == set()


def test_every_alert_says_how_urgent_it_is_and_what_to_do():
    operating = (DOCS / "operating.md").read_text()
    for name, rule in RULES.items():
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert rule["annotations"]["summary"]
        assert f"`{name}`" in operating
