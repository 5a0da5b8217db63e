"""Chatapp: one WhatsApp number, many hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from chatapp.settings import Settings

# The simulator lives in this package and shares nothing with it, so importing the package must import nothing.


def create_app(settings: Settings | None = None) -> Flask:
    """The web application (and, for workers and commands, its context) on the given or the environment's settings."""
    from chatapp import assembly
    from chatapp.settings import Settings

    return assembly.assemble(settings or Settings.from_env())
