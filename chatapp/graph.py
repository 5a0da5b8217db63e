"""The process's one connection pool to Meta."""

from flask import current_app

from chatapp.whatsapp.client import GraphClient

#: More than several lanes have in flight (`messages.delivery.lanes`): a number that hangs must not cost a busy one its
#: connections.
CONNECTIONS = 512


def graph() -> GraphClient:
    """The Graph client of the running app, made when it is first needed and shared by its threads."""
    extensions = current_app.extensions
    if "graph" not in extensions:
        settings = extensions["settings"]
        extensions["graph"] = GraphClient(settings.graph_base_url, settings.graph_version, connections=CONNECTIONS)
    return extensions["graph"]
