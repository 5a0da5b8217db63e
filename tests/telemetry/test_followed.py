"""One message from Meta's webhook to its push, through the lines that the real processes write in production."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families
from rq import Queue
from rq.serializers import JSONSerializer

from chatapp.extensions import redis
from chatapp.models import Conversation
from chatapp.queues import DEFAULT, RECEIVING
from chatapp.realtime import watching
from tests import factories
from tests.inbound import meta
from tests.journeys.programs import Program, free_port
from tests.patience import until

TOKEN = "the token that Prometheus shows"
CUSTOMER, SAID = "5511987650001", "Vocês têm café da Chapada?"


@dataclass
class Running:
    """Two web processes and a worker as in production."""

    url: str
    web: Program
    worker: Program

    def lines(self, program: Program) -> list[dict]:
        return [json.loads(line) for line in program.said().splitlines() if line]

    def scrape(self) -> dict[str, float]:
        """{name and labels as Prometheus writes them: value}; by connections of their own, so by either process."""
        answer = requests.get(f"{self.url}/metrics", headers={"Authorization": f"Bearer {TOKEN}"}, timeout=10)
        found = [sample for family in text_string_to_metric_families(answer.text) for sample in family.samples]
        return {" ".join([sample.name, *sample.labels.values()]): sample.value for sample in found}


@pytest.fixture
def running(app, process_environment, tmp_path) -> Iterator[Running]:
    port = free_port()
    said = {"APP_ENV": "production", "PORT": str(port), "WEB_CONCURRENCY": "2", "METRICS_TOKEN": TOKEN}
    programs = [
        Program([sys.executable, *words], process_environment | said, tmp_path / f"{words[-1]}.log")
        for words in (("-m", "gunicorn"), ("worker.py", RECEIVING, DEFAULT))
    ]
    for program in programs:
        program.start()
    yield Running(f"http://127.0.0.1:{port}", *programs)
    for program in programs:
        program.kill()


def answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=5).ok
    except requests.RequestException:
        return False


def watched(talk: Conversation) -> bool:
    """Somebody has it open; said again and again, as a page does."""
    watching.claim(redis.client, [(f"conversation:{talk.id}", "en")])
    return True


def one(lines: list[dict], **facts: object) -> dict:
    """The first line that says so; {} if there is none yet."""
    return next((line for line in lines if facts.items() <= line.items()), {})


@pytest.mark.timeout(240)  # three processes begin, perhaps on a busy machine
def test_a_message_is_followed_from_its_webhook_to_its_push(running):
    number = factories.phone_number(factories.account())
    talk = factories.conversation(number, factories.contact(number.account, CUSTOMER))
    until(lambda: answers(f"{running.url}/readyz"), 90)

    body = meta.messages(number, meta.text(SAID, CUSTOMER), contacts=[meta.contact(CUSTOMER, "Ana Prado")])
    headers = {"X-Hub-Signature-256": meta.signature(body), "X-Request-ID": "router-0001"}
    assert requests.post(f"{running.url}/webhook", data=body, headers=headers, timeout=10).status_code == 200
    Queue(DEFAULT, connection=redis.client, serializer=JSONSerializer).enqueue_call("chatapp.nowhere.work")

    until(lambda: watched(talk) and one(running.lines(running.worker), message="pushed"), 90)
    stored = one(running.lines(running.web), message="webhooks stored")
    assert stored["request_ids"] == ["router-0001"]
    followed = {"webhooks": stored["webhooks"], "job": "chatapp.inbound.processing.drain"}
    applied = one(running.lines(running.worker), message="webhooks applied", **followed)
    pushed = one(running.lines(running.worker), message="pushed", **followed)
    assert len(applied["new_messages"]) == 1
    assert f"conversation:{talk.id}" in pushed["streams"]
    assert applied["job_id"] == pushed["job_id"]

    until(lambda: one(running.lines(running.worker), level="error"), 90)
    failed = one(running.lines(running.worker), level="error")
    assert (failed["job"], failed["message"]) == ("chatapp.nowhere.work", "job chatapp.nowhere.work() failed")
    assert failed["job_id"]
    assert "Traceback" in failed["exception"]

    everything = running.web.said() + running.worker.said()
    assert not [words for words in (CUSTOMER, "Chapada", "Prado", number.access_token) if words in everything]
    until(lambda: told(running.scrape()), 90)


def told(scraped: dict[str, float]) -> bool:
    """What web and worker counted has come together, whichever process is asked."""
    return (
        scraped.get("chatapp_webhooks_total stored") == 1
        and scraped.get("chatapp_webhook_lag_seconds_count") == 1
        and scraped.get("chatapp_processes web") == 2
        and scraped.get("chatapp_processes worker") == 1
        and scraped.get("chatapp_pushes_total", 0) > 0
        and scraped.get("chatapp_job_seconds_count chatapp.nowhere.work failed") == 1
        and scraped.get("chatapp_database_connections web allowed", 0) > 0
    )
