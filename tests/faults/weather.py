"""Meta at its worst: how it answers, and how its webhooks come."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.faults.scene import Fault, Scene


def answering(answer: str, **traits: object) -> Callable[[Scene], Iterator[None]]:
    """Half of all calls that send go wrong like that."""

    @contextmanager
    def strike(scene: Scene) -> Iterator[None]:
        scene.ask_whatsapp("POST", "faults", answer=answer, times=0, chance=0.5, **traits)
        yield
        scene.ask_whatsapp("DELETE", "faults")

    return strike


@contextmanager
def token_expires(scene: Scene) -> Iterator[None]:
    with scene.weather(token="expired"):
        yield


@contextmanager
def webhooks_come_twice(scene: Scene) -> Iterator[None]:
    with scene.weather(duplicate=0.5, batch=20):
        yield


@contextmanager
def webhooks_overtake_one_another(scene: Scene) -> Iterator[None]:
    """Customers take a second over each message before it begins and after it has ended: see `Customers`."""
    scene.traffic.customers.one_at_a_time = True
    time.sleep(1.1)
    with scene.weather(shuffle_ms=1500, statuses_first=True):
        yield
    time.sleep(1.1)
    scene.traffic.customers.one_at_a_time = False


@contextmanager
def webhooks_stop(scene: Scene) -> Iterator[None]:
    """And then all come at once."""
    with scene.weather(paused=True):
        yield


ANSWERS = [
    Fault("Meta answers 500", answering("status", http=500)),
    Fault("Meta answers 429", answering("status", http=429)),
    Fault("Meta's limit is reached (130429)", answering("error", code=130429)),
    Fault("Meta answers HTML", answering("html", http=502)),
    Fault("Meta answers garbage", answering("garbage", booked=True)),
    Fault("Meta answers nothing", answering("empty", booked=True)),
    Fault("the connection breaks before Meta has booked", answering("drop")),
    Fault("the connection breaks in mid-answer", answering("truncate", booked=True)),
    Fault("Meta is silent", answering("hang", seconds=3.0)),
    Fault("the token expires", token_expires),
]
WEBHOOKS = [
    Fault("webhooks come twice, many in one", webhooks_come_twice),
    Fault("webhooks overtake one another", webhooks_overtake_one_another),
    Fault("webhooks stop and come all at once", webhooks_stop),
]
