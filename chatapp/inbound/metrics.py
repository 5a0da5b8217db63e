"""What is measured of receiving: how quickly Meta is answered, and how far behind the ledger's reader is."""

from collections.abc import Iterator

from chatapp import clock, telemetry
from chatapp.inbound import ledger, silence
from chatapp.telemetry import Value

WEBHOOKS = telemetry.Counter("chatapp_webhooks", "Webhooks, by how they were answered", ("answer",))
ANSWER_SECONDS = telemetry.Histogram("chatapp_webhook_answer_seconds", "How long a webhook waited for its answer")
LAG_SECONDS = telemetry.Histogram(
    "chatapp_webhook_lag_seconds",
    "From the ledger until applied to conversations",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0, 300.0, 3600.0),
)

BACKLOG = telemetry.Gauge(
    "chatapp_ledger_webhooks",
    "Webhooks that are not applied: new ones, those that failed and are tried again, those given up",
    ("state",),
)
OLDEST = telemetry.Gauge("chatapp_ledger_oldest_seconds", "How long the oldest new webhook has waited, 0 if none does")
SILENT = telemetry.Gauge(
    "chatapp_number_silent_seconds",
    "Since when a number was not heard that is quieter than its habit; nothing for the others",
    ("number",),
)


@telemetry.at_scrape
def backlog() -> Iterator[Value]:
    """What the ledger's partial index of unprocessed bodies holds."""
    ((new, again, given_up, oldest),) = telemetry.rows(ledger.BACKLOG, max=ledger.MAX_ATTEMPTS)
    for state, count in (("new", new), ("again", again), ("given_up", given_up)):
        yield BACKLOG.at(count, state)
    yield OLDEST.at(oldest)


@telemetry.at_scrape
def silent_numbers() -> Iterator[Value]:
    """By our own ids."""
    for found in silence.silent_numbers():
        yield SILENT.at((clock.now() - found.since).total_seconds(), str(found.number_id))
