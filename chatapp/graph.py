"""The process's one connection pool to Meta."""

from flask import current_app

from chatapp.whatsapp.client import GraphClient

#: More than one lane's sends in flight (`messages.lanes`), so that a busy number keeps its connections alive.
CONNECTIONS = 128


def graph() -> GraphClient:
    """The Graph client of the running app, made when it is first needed and shared by its threads."""
    extensions = current_app.extensions
    if "graph" not in extensions:
        settings = extensions["settings"]
        extensions["graph"] = GraphClient(settings.graph_base_url, settings.graph_version, connections=CONNECTIONS)
    return extensions["graph"]
