"""Plays a scenario from its first step to its last."""

from flask import Flask

from .plays import Play
from .stage import Stage
from .steps import perform


def run(app: Flask, play: Play) -> None:
    """All steps, or until one fails."""
    with app.app_context():
        try:
            stage = Stage.of(play.script, play.stopped)
            for place, step in enumerate(play.script.steps, start=1):
                if play.stopped.is_set():
                    raise ValueError("stopped")
                perform(stage, step)
                play.at = place
            play.state = "done"
        except (ValueError, KeyError, OSError) as problem:
            play.problem = f"step {play.at + 1}: {problem.args[0] if problem.args else problem}"
            play.state = "failed"
