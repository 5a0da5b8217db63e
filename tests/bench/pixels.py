"""From a customer's webhook to the browsers that show it, and what it costs where nobody looks."""

from collections.abc import Iterator
from contextlib import contextmanager
from statistics import quantiles

import jinja2
import sqlalchemy as sa

from chatapp.conversations.broadcasts import thread_stream
from chatapp.extensions import db, redis
from chatapp.inbound import processing
from chatapp.models import PhoneNumber, WebhookEvent
from chatapp.realtime import watching
from tests import factories
from tests.bench.crowd import Crowd, Visitor
from tests.bench.marks import Mark, at_least, at_most, exactly
from tests.bench.posting import Plan, post
from tests.bench.product import Product
from tests.bench.stand import Stand
from tests.bench.traffic import Traffic
from tests.callers import cookie_of

#: Conversations that somebody has open, and messages per second in all of them together.
WATCHED, RATE = 20, 200
SECONDS = 20
#: Messages that nobody sees coming.
UNSEEN = 500


def of_the_watched(ground: Stand, product: Product, number: PhoneNumber, share: float) -> Iterator[Mark]:
    """Each of these agents has a thread open, and the list beside it, as the inbox shows them."""
    seconds = max(5, SECONDS * share)
    crowd = Crowd(product.port, [_agent(ground, product, number, 1 + n) for n in range(WATCHED)])
    traffic = Traffic.of(number, ground.environment, WATCHED, only_texts=True)
    first = 2 * 10**9
    posted = post(Plan(product.port, traffic, RATE, seconds, first))
    delays = crowd.heard().delays
    crowd.leave()
    name = f"{WATCHED} watched conversations at {RATE} messages/s"
    acknowledged = quantiles(posted.waits, n=20)[-1]
    yield Mark(
        f"{name}: in the browsers, p95", at_most(150), quantiles(delays, n=20)[-1], "ms", acknowledged, "acknowledged"
    )
    yield Mark(f"{name}: bubbles and rows that came", at_least(len(posted.due)), len(delays))


def of_nobody(ground: Stand, number: PhoneNumber) -> Iterator[Mark]:
    """What the drain draws for messages, in this very process, once everybody has left."""
    redis.client.flushdb()
    traffic = Traffic.of(number, ground.environment, WATCHED, only_texts=True)
    unseen = _drawn(traffic, 3 * 10**9)
    watching.claim(redis.client, [(thread_stream(1 + n), "en") for n in range(WATCHED)])
    seen = _drawn(traffic, 4 * 10**9)
    yield Mark(f"drawn for {UNSEEN} messages that nobody watches", exactly(0), unseen, "", seen, "watched")


def _agent(ground: Stand, product: Product, number: PhoneNumber, conversation_id: int) -> Visitor:
    user = factories.user(number.account)
    headers = f"Cookie: {cookie_of(ground.app, user)}\r\nOrigin: {product.url}\r\n"
    streams = (thread_stream(conversation_id), f"inbox:{number.account_id}:unassigned", f"user:{user.id}")
    return Visitor(headers, ", ".join(f'"{stream}"' for stream in streams))


def _drawn(traffic: Traffic, first: int) -> int:
    bodies = [{"body": traffic.body(first + n)} for n in range(UNSEEN)]
    db.session.execute(sa.insert(WebhookEvent), bodies)
    db.session.commit()
    with _counted() as drawn:
        while processing.process_batch():
            pass
    return len(drawn)


@contextmanager
def _counted() -> Iterator[list[str]]:
    """The names of the templates that are rendered meanwhile."""
    drawn, render = [], jinja2.Template.render

    def counting(template: jinja2.Template, *args: object, **values: object) -> str:
        drawn.append(template.name)
        return render(template, *args, **values)

    jinja2.Template.render = counting
    try:
        yield drawn
    finally:
        jinja2.Template.render = render
