"""The ledger as JSON."""

import orjson

from chatapp.ledger.figures import Figures, NumberLine
from chatapp.ledger.pages import EventView


def listed(
    events: list[EventView], next_before: int | None, figures: Figures, lines: list[NumberLine], **_rest
) -> dict:
    """A page of webhooks (ask on with `?before=` + `next`), and how receiving goes."""
    return {
        "webhooks": [_as_json(event) for event in events],
        "next": next_before,
        "figures": _figures(figures),
        "numbers": [_number(line) for line in lines],
    }


def alone(event: EventView, **_rest: object) -> dict:
    """One webhook with its `body`: as JSON, or as text if it is none."""
    try:
        body = orjson.loads(event.row.body)
    except orjson.JSONDecodeError:
        body = event.row.body.decode(errors="replace")
    return {"webhook": {**_as_json(event), "body": body}}


def replayed(count: int, **_rest: object) -> dict:
    """How many are processed once more."""
    return {"replayed": count}


def _as_json(event: EventView) -> dict:
    return {
        "id": event.id,
        "state": event.state,
        "received_at": event.received_at,
        "processed_at": event.processed_at,
        "attempts": event.attempts,
        "size": event.size,
        "contents": event.contents,
        "number_ids": [number.id for number in event.numbers],
        "error": event.error,
        "faults": event.faults,
    }


def _figures(f: Figures) -> dict:
    """`received`, `processed` and `failed`: of 24 hours; times in seconds."""
    return {
        "received": f.received,
        "processed": f.processed,
        "failed": f.failed,
        "waiting": f.waiting,
        "given_up": f.given_up,
        "lag": f.lag,
        "delay": f.delay,
    }


def _number(line: NumberLine) -> dict:
    silence = line.silence
    return {
        "id": line.number.id,
        "label": line.number.label,
        "phone": line.number.phone,
        "last_inbound_at": line.number.last_inbound_at,
        "silent": silence and {"since": silence.since, "usual_pause": silence.usual.total_seconds()},
    }
