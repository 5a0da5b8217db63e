"""``/control/switches``, ``/control/faults`` and ``/control/reset``: how WhatsApp behaves."""

from dataclasses import asdict

from flask.typing import ResponseReturnValue

from ..faults import Fault
from ..world import world
from .blueprint import control, document


@control.get("/switches")
def show_switches() -> ResponseReturnValue:
    """All switches as they stand."""
    return asdict(world().board.now)


@control.patch("/switches")
def turn_switches() -> ResponseReturnValue:
    """Change some; see :class:`chatapp.simulator.switches.Switches`."""
    switches = world().board.turn(document())
    world().live.touch()
    return asdict(switches)


@control.get("/faults")
def list_faults() -> ResponseReturnValue:
    """What is planned."""
    return {"faults": world().faults.planned()}


@control.post("/faults")
def plan_fault() -> ResponseReturnValue:
    """Plan one; see :class:`chatapp.simulator.faults.Fault`."""
    world().faults.plan(Fault.from_json(document()))
    return {"faults": world().faults.planned()}, 201


@control.delete("/faults")
def clear_faults() -> ResponseReturnValue:
    """Plan none."""
    world().faults.clear()
    return {"faults": []}


@control.post("/reset")
def reset() -> ResponseReturnValue:
    """Forget everything."""
    world().reset()
    return {"success": True}
