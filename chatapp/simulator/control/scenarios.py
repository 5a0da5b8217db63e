"""``/control/scenarios``: play a script and see how far it came."""

from functools import partial

from flask import current_app, request
from flask.typing import ResponseReturnValue

from ..scenarios.player import run
from ..scenarios.script import Script, document_of, shipped, shipped_names
from ..world import world
from .blueprint import control


@control.get("/scenarios")
def list_scenarios() -> ResponseReturnValue:
    """What is shipped, and what is or was played."""
    return {"shipped": shipped_names(), "plays": [play.as_json() for play in world().plays.every()]}


@control.post("/scenarios")
def play_scenario() -> ResponseReturnValue:
    """``{"play": name}`` of a shipped one, or a whole scenario in JSON or YAML (``Content-Type: application/yaml``)."""
    asked = document_of(request.get_data(as_text=True))
    name = asked.get("play") if isinstance(asked, dict) else None
    script = shipped(str(name)) if name else Script.from_json(asked)
    return world().plays.start(script, partial(run, current_app._get_current_object())).as_json(), 201


@control.get("/scenarios/<int:play_id>")
def show_play(play_id: int) -> ResponseReturnValue:
    """How far it came."""
    return world().plays.get(play_id).as_json()
