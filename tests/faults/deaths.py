"""Processes that die without a word, and processes that stand still. Who died is started again by the supervisor."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from signal import SIGCONT, SIGKILL, SIGSTOP

from tests.faults.families import family, tell
from tests.faults.scene import Fault, Scene

Victims = Callable[[Scene], list[int]]
PROGRAMS = ("web", "worker", "valkey", "postgres", "simulator")


def alone(name: str) -> Victims:
    """The process that the supervisor has started."""
    return lambda scene: scene.rig.running(name)


def child(name: str) -> Victims:
    """One of those that it has started itself: a gunicorn worker, a worker of some queues, a backend."""
    return lambda scene: [scene.chance.choice(found)] if (found := everybody(name)(scene)[1:]) else []


def everybody(name: str) -> Victims:
    return lambda scene: [member for pid in scene.rig.running(name) for member in family(pid)]


def killed(whom: Victims) -> Callable[[Scene], Iterator[None]]:
    @contextmanager
    def strike(scene: Scene) -> Iterator[None]:
        tell(whom(scene), SIGKILL)
        yield

    return strike


def frozen(whom: Victims) -> Callable[[Scene], Iterator[None]]:
    @contextmanager
    def strike(scene: Scene) -> Iterator[None]:
        victims = whom(scene)
        tell(victims, SIGSTOP)
        try:
            yield
        finally:
            tell(victims, SIGCONT)

    return strike


@contextmanager
def valkey_stays_dead(scene: Scene) -> Iterator[None]:
    """However often it is started."""
    scene.rig.valkey_hold.touch()
    tell(scene.rig.running("valkey"), SIGKILL)
    yield
    scene.rig.valkey_hold.unlink()


DEATHS = [
    *(Fault(f"kill -9 of {name}", killed(alone(name))) for name in PROGRAMS),
    Fault("kill -9 of a web process", killed(child("web"))),
    Fault("kill -9 of a worker's child", killed(child("worker"))),
    Fault("kill -9 of a PostgreSQL backend", killed(child("postgres"))),
    Fault("Valkey stays dead", valkey_stays_dead),
]
FREEZES = [
    *(Fault(f"{name} is frozen", frozen(everybody(name))) for name in PROGRAMS),
    Fault("a web process is frozen", frozen(child("web"))),
    Fault("a worker's child is frozen", frozen(child("worker"))),
]
